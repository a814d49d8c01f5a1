/**
 * The sum of the last `length` values, which does not drift: what additions round away is kept (Knuth's two-sum, TAOCP 2,
 * 4.2.2). One flat object, because most indicators spend their time here; the ring holds zeros until it is full, so that
 * taking away what leaves is right from the first value on.
 */
export class MovingTotal {
  private readonly values: Float64Array
  private slot = 0
  private count = 0
  high = 0
  low = 0

  constructor(length: number) {
    this.values = new Float64Array(length)
  }

  push(x: number): void {
    const { values, slot, high } = this
    const old = values[slot]!
    values[slot] = x
    const next = slot + 1
    this.slot = next === values.length ? 0 : next
    if (this.count < values.length) this.count++
    const change = x - old
    const back = change - x
    const sum = high + change
    const part = sum - high
    this.low += x - (change - back) - (old + back) + (high - (sum - part) + (change - part))
    this.high = sum
  }

  get isFull(): boolean {
    return this.count === this.values.length
  }

  /** NaN until the window is full. */
  get value(): number {
    return this.count < this.values.length ? Number.NaN : this.high + this.low
  }
}
