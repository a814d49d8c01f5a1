/**
 * Largest (sign 1) or smallest (sign -1) of the last `length` values: candidates in order of age, each further out than
 * all that came after it, so that the first is the answer. Constant time a value on average.
 */
export class Extreme {
  private readonly length: number
  private readonly sign: number
  /** Of equal values the oldest is the answer where 1, the newest where 0. */
  private readonly oldest: number
  private readonly values: Float64Array
  private readonly bars: Float64Array
  private readonly mask: number
  private first = 0
  private last = -1
  private bar = -1

  constructor(length: number, sign: 1 | -1, ties: 'oldest' | 'newest' = 'newest') {
    this.length = length
    this.sign = sign
    this.oldest = ties === 'oldest' ? 1 : 0
    const size = 2 ** Math.ceil(Math.log2(length + 1))
    this.values = new Float64Array(size)
    this.bars = new Float64Array(size)
    this.mask = size - 1
  }

  push(x: number): void {
    const { values, bars, mask, oldest } = this
    const value = this.sign * x
    const bar = this.bar + 1
    let { first, last } = this
    if (first <= last && bars[first & mask]! <= bar - this.length) first++
    if (oldest === 1) while (first <= last && values[last & mask]! < value) last--
    else while (first <= last && values[last & mask]! <= value) last--
    last++
    values[last & mask] = value
    bars[last & mask] = bar
    this.bar = bar
    // Both numbers grow with the series: they are brought back before the mask could lose them.
    const turn = first > mask ? mask + 1 : 0
    this.first = first - turn
    this.last = last - turn
  }

  /** Among the last `length` values, or fewer where fewer came. */
  get value(): number {
    return this.sign * this.values[this.first & this.mask]!
  }

  /** How many values ago it came; 0 is the newest. */
  get age(): number {
    return this.bar - this.bars[this.first & this.mask]!
  }

  get isFull(): boolean {
    return this.bar >= this.length - 1
  }
}
