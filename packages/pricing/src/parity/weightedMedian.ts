/**
 * The value at which half of the weight lies below, by quickselect; both arrays are reordered. Where the half falls exactly
 * between two values, their middle: a mirrored sample has the mirrored median. Weights > 0, at least one value.
 */
export function weightedMedian(values: Float64Array, weights: Float64Array, count: number): number {
  let total = 0
  for (let i = 0; i < count; i++) total += weights[i]!
  let low = 0
  let high = count - 1
  let below = 0 // weight of everything left of `low`
  while (low < high) {
    const pivot = middleOf(values[low]!, values[(low + high) >> 1]!, values[high]!)
    let i = low
    let j = high
    while (i <= j) {
      while (values[i]! < pivot) i++
      while (values[j]! > pivot) j--
      if (i > j) break
      swap(values, i, j)
      swap(weights, i, j)
      i++
      j--
    }
    // [low, j] <= pivot, [i, high] >= pivot; one value equal to it may stand between.
    const leftWeight = sumOf(weights, low, j)
    if (2 * (below + leftWeight) > total) high = j
    else if (2 * (below + leftWeight) === total) return halfway(values, low, j, j + 1, high)
    else {
      const between = sumOf(weights, j + 1, i - 1)
      if (i > j + 1 && 2 * (below + leftWeight + between) > total) return pivot
      if (i > j + 1 && 2 * (below + leftWeight + between) === total) return halfway(values, low, i - 1, i, high)
      below += leftWeight + between
      low = i
    }
  }
  return values[low]!
}

function sumOf(weights: Float64Array, from: number, to: number): number {
  let sum = 0
  for (let i = from; i <= to; i++) sum += weights[i]!
  return sum
}

function halfway(values: Float64Array, from: number, to: number, nextFrom: number, nextTo: number): number {
  let largest = -Infinity
  for (let i = from; i <= to; i++) largest = Math.max(largest, values[i]!)
  let smallest = Infinity
  for (let i = nextFrom; i <= nextTo; i++) smallest = Math.min(smallest, values[i]!)
  return smallest === Infinity ? largest : 0.5 * (largest + smallest)
}

function swap(column: Float64Array, i: number, j: number): void {
  const held = column[i]!
  column[i] = column[j]!
  column[j] = held
}

function middleOf(a: number, b: number, c: number): number {
  return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c))
}
