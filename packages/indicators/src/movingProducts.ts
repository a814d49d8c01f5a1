/**
 * The sum of the last `length` products of two values, about 32 digits of it: products are kept with what rounding takes
 * from them (Dekker, Numer. Math. 18 (1971)), and so is the sum (Knuth's two-sum).
 */
export class MovingProducts {
  high = 0
  low = 0
  private readonly products: Float64Array
  private readonly errors: Float64Array
  private slot = 0

  constructor(length: number) {
    this.products = new Float64Array(length)
    this.errors = new Float64Array(length)
  }

  push(x: number, y: number): void {
    const { products, errors, slot, high } = this
    const product = x * y
    const splitX = 134217729 * x
    const highX = splitX - (splitX - x)
    const lowX = x - highX
    const splitY = 134217729 * y
    const highY = splitY - (splitY - y)
    const lowY = y - highY
    const error = highX * highY - product + highX * lowY + lowX * highY + lowX * lowY
    const old = products[slot]!
    const change = product - old
    const back = change - product
    const sum = high + change
    const part = sum - high
    this.low +=
      product - (change - back) - (old + back) + (high - (sum - part) + (change - part)) + (error - errors[slot]!)
    this.high = sum
    products[slot] = product
    errors[slot] = error
    this.slot = slot + 1 === products.length ? 0 : slot + 1
    // What leaves was a million times all the others: the digits it took from them are made good.
    if (Math.abs(old) > 1e6 * Math.abs(sum)) this.sumAnew()
  }

  private sumAnew(): void {
    const { products, errors } = this
    let high = 0
    let low = 0
    for (let i = 0; i < products.length; i++) {
      const x = products[i]!
      const sum = high + x
      const part = sum - high
      low += high - (sum - part) + (x - part) + errors[i]!
      high = sum
    }
    this.high = high
    this.low = low
  }
}
