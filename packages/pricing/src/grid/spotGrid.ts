/** Prices of the underlying, rising, with the strike in the middle and most of them near it. */
export type SpotGrid = { readonly spot: Float64Array; readonly middle: number }

/** An odd number of points over `width` to each side of ln(strike), three times as dense in the middle as evenly spaced. */
export function spotGrid(strike: number, width: number, points: number): SpotGrid {
  const middle = points >> 1
  const bend = 2.5
  const spot = Float64Array.from({ length: 2 * middle + 1 }, (_, i) => {
    const side = (i - middle) / middle
    return strike * Math.exp((width * Math.sinh(bend * side)) / Math.sinh(bend))
  })
  return { spot, middle }
}

const places = /* @__PURE__ */ new Float64Array(3)

/** Value, slope and curvature at `at` of the cubic through the four grid points around it, into one array of three. */
export function readGrid(spot: Float64Array, value: Float64Array, at: number): Float64Array {
  const last = spot.length - 1
  let low = 0
  for (let high = last; high - low > 1; ) {
    const half = (low + high) >> 1
    if (spot[half]! <= at) low = half
    else high = half
  }
  const from = Math.min(Math.max(low - 1, 0), last - 3)
  places.fill(0)
  for (let i = from; i < from + 4; i++) {
    let [p, dp, ddp] = [1, 0, 0]
    for (let j = from; j < from + 4; j++) {
      if (j === i) continue
      const scale = 1 / (spot[i]! - spot[j]!)
      const factor = (at - spot[j]!) * scale
      ddp = ddp * factor + 2 * dp * scale
      dp = dp * factor + p * scale
      p *= factor
    }
    places[0]! += p * value[i]!
    places[1]! += dp * value[i]!
    places[2]! += ddp * value[i]!
  }
  return places
}
