// Price levels of one side in two columns, the best at the end: most changes happen there, and move little.

/** `sign` 1 for bids, -1 for asks. */
export type BookSide = {
  readonly levels: () => number
  /** The i-th best, from 0; NaN beyond the last. */
  readonly price: (i: number) => number
  readonly size: (i: number) => number
  /** Size 0 removes. */
  readonly set: (price: number, size: number) => void
  readonly clear: () => void
  /** Pairs of price and size, best first, as a copy. */
  readonly pairs: () => Float64Array
}

/** An empty side. */
export function bookSide(sign: 1 | -1): BookSide {
  let prices = new Float64Array(256)
  let sizes = new Float64Array(256)
  let count = 0

  /** How many levels are worse. */
  function placeOf(price: number): number {
    let [low, high] = [0, count]
    while (low < high) {
      const middle = (low + high) >> 1
      if (sign * prices[middle]! < sign * price) low = middle + 1
      else high = middle
    }
    return low
  }
  function grow(): void {
    const [oldPrices, oldSizes] = [prices, sizes]
    prices = new Float64Array(2 * count)
    sizes = new Float64Array(2 * count)
    prices.set(oldPrices)
    sizes.set(oldSizes)
  }

  return {
    levels: () => count,
    price: (i) => (i >= 0 && i < count ? prices[count - 1 - i]! : Number.NaN),
    size: (i) => (i >= 0 && i < count ? sizes[count - 1 - i]! : Number.NaN),
    set(price, size) {
      const place = placeOf(price)
      const isThere = place < count && prices[place] === price
      if (size === 0) {
        if (!isThere) return
        prices.copyWithin(place, place + 1, count)
        sizes.copyWithin(place, place + 1, count)
        count--
        return
      }
      if (!isThere) {
        if (count === prices.length) grow()
        prices.copyWithin(place + 1, place, count)
        sizes.copyWithin(place + 1, place, count)
        prices[place] = price
        count++
      }
      sizes[place] = size
    },
    clear() {
      count = 0
    },
    pairs() {
      const pairs = new Float64Array(2 * count)
      for (let i = 0; i < count; i++) {
        pairs[2 * i] = prices[count - 1 - i]!
        pairs[2 * i + 1] = sizes[count - 1 - i]!
      }
      return pairs
    },
  }
}
