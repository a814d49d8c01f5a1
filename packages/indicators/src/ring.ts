/** The last `length` values. */
export class Ring {
  readonly values: Float64Array
  slot = 0
  count = 0

  constructor(length: number) {
    this.values = new Float64Array(length)
  }

  /** Takes a value and gives the one that leaves, NaN until the ring is full. */
  push(x: number): number {
    const { values, slot } = this
    let old = Number.NaN
    if (this.count === values.length) old = values[slot]!
    else this.count++
    values[slot] = x
    this.slot = slot + 1 === values.length ? 0 : slot + 1
    return old
  }

  get isFull(): boolean {
    return this.count === this.values.length
  }

  /** The value `age` pushes ago; 0 is the newest. */
  at(age: number): number {
    const i = this.slot - 1 - age
    return this.values[i < 0 ? i + this.values.length : i]!
  }
}
