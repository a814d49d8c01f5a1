// Funding on a venue's clock.
import type { Perpetual } from '@bourse/assets'
import { badArgument, type Bars, type Fact, type Sourced, type TimeLike, toEpochMs } from '@bourse/core'
import type { Rng } from '@bourse/math'

const hour = 3_600_000

/**
 * Fundings from a table of rates, on the clock of the perpetual: every `fundingHours` from midnight UTC, after `from` up to `to`.
 * A rate holds from its moment on until the next. They carry no price: they are charged on the mark of their moment.
 *
 * @example
 * import { fundingFacts } from '@bourse/sim'
 * const perp = { kind: 'perpetual', id: 'ADAUSDT@binance', assetClass: 'crypto', currency: 'USDT', tick: 0.0001, lot: 1,
 *   calendar: 'always', base: 'ADA', quote: 'USDT', multiplier: 1, payoff: 'linear', fundingHours: 8 } as const
 * fundingFacts(perp, [{ at: '2022-12-13', rate: 0.0001 }], '2022-12-13T01:00Z', '2022-12-14').length // => 3
 */
export function fundingFacts(
  perpetual: Perpetual,
  rates: readonly { readonly at: TimeLike; readonly rate: number }[],
  from: TimeLike,
  to: TimeLike,
): readonly Sourced<Fact>[] {
  const table = rates.map(({ at, rate }) => ({ at: toEpochMs(at), rate })).sort((a, b) => a.at - b.at)
  for (const { rate } of table)
    if (!Number.isFinite(rate)) throw badArgument('fundingFacts', 'rate', rate, 'a finite number')
  const facts: Sourced<Fact>[] = []
  for (const at of clockOf(perpetual, toEpochMs(from), toEpochMs(to))) {
    const rate = table.findLast((one) => one.at <= at)?.rate
    if (rate !== undefined)
      facts.push({ kind: 'funding', id: perpetual.id, rate, hours: perpetual.fundingHours, at, source: 'funding' })
  }
  return facts
}

/** Synthetic fundings: around a mean, higher after the price has risen, as it is where longs pay for leverage. */
export function* syntheticFunding(
  perpetual: Perpetual,
  mean: number,
  { time, close }: Bars,
  rng: Rng,
): Iterable<Sourced<Fact>> {
  let row = 0
  let before = close[0] ?? Number.NaN
  for (const at of clockOf(perpetual, (time[0] ?? 0) - 1, time.at(-1) ?? 0)) {
    while (row + 1 < time.length && time[row + 1]! <= at) row++
    const price = close[row]!
    const rate = Number((mean * (1 + 0.5 * rng.normal()) + 0.01 * (price / before - 1)).toFixed(6))
    before = price
    yield { kind: 'funding', id: perpetual.id, rate, hours: perpetual.fundingHours, price, at, source: 'synthetic' }
  }
}

/** Every `fundingHours` from midnight UTC, after `from` up to `to`. */
export function* clockOf({ fundingHours }: Perpetual, from: number, to: number): Iterable<number> {
  const step = fundingHours * hour
  if (!(step > 0)) return
  for (let at = (Math.floor(from / step) + 1) * step; at <= to; at += step) yield at
}
