// Cash of a run over columns: whole numbers of a scale as long as that is exact, decimals from the first fill that is not.
import { type Currency, type Money, money, multiplyMoney, subtractMoney } from '@bourse/core'

// As the ledger books products where nothing else was asked for.
const booking = { decimals: 8, rounding: 'half-even' } as const
const largest = 2 ** 53

/** Balances of one currency that only fills move; `value` is the double nearest to the exact balance. */
export class HeldCash {
  value: number
  private readonly scale: number
  private units: number
  private readonly currency: Currency
  private exact: Money | undefined

  /** `decimals` of prices times quantities that are kept as whole numbers, 0-8. */
  constructor(opening: Money, decimals: number) {
    this.currency = opening.currency
    this.scale = 10 ** decimals
    this.value = opening.value.toNumber()
    this.units = Math.round(this.value * this.scale)
    this.exact = this.isWhole(this.units, this.value) ? undefined : opening
  }

  /** Pays quantity x price (received where negative); `fee` on top. */
  pay(quantity: number, price: number, fee: Money | undefined): void {
    if (this.exact === undefined && (fee === undefined || fee.value.isZero())) {
      const cost = Math.round(price * this.scale) * quantity
      const units = this.units - cost
      if (Number.isInteger(quantity) && Math.abs(units) < largest && this.isWhole(cost / quantity, price)) {
        this.units = units
        this.value = units / this.scale
        return
      }
    }
    const { currency } = this
    let left = this.exact ?? money(this.value, currency)
    left = subtractMoney(left, multiplyMoney(money(price, currency), quantity, booking))
    this.exact = fee === undefined ? left : subtractMoney(left, fee)
    this.value = this.exact.value.toNumber()
  }

  private isWhole(units: number, value: number): boolean {
    return Math.abs(units) < largest && units / this.scale === value
  }
}
