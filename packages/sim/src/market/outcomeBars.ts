// A prediction market: its price is the probability of the event given all that has happened, so it is a fair game, and it ends
// at 0 or 1 by itself. The event: a Brownian motion that began at 0 is above a level when the market closes.
import { type Outcome, roundPrice } from '@bourse/assets'
import { badArgument, type Bars, type Fact, type Sourced, type Span } from '@bourse/core'
import { normCdf, normQuantile, type Rng } from '@bourse/math'

/** Bars up to the moment it closes, and how it pays. */
export function outcomeBars(
  outcome: Outcome,
  probability: number,
  span: Span,
  time: Float64Array,
  from: number,
  volume: number,
  rng: Rng,
): { readonly bars: Bars; readonly pays: 0 | 1 } {
  if (!(probability > 0 && probability < 1))
    throw badArgument('syntheticMarket', `probability of ${outcome.id}`, probability, '(0, 1)')
  const { closes, id } = outcome
  const n = time.filter((at) => at < closes).length
  const whole = Math.max(1, closes - from)
  const chance = (x: number, at: number): number =>
    Math.min(0.99, Math.max(0.01, roundPrice(outcome, normCdf(x / Math.sqrt(Math.max(1e-9, (closes - at) / whole))))))
  const column = (): Float64Array => new Float64Array(n)
  const bars = { open: column(), high: column(), low: column(), close: column(), volume: column() }
  let x = normQuantile(probability)
  let here = from
  let price = chance(x, from)
  for (let i = 0; i < n; i++) {
    const at = time[i]!
    const open = price
    let [high, low] = [open, open]
    for (let k = 1; k <= 4; k++) {
      const next = here + ((at - here) * k) / 4
      x += rng.normal() * Math.sqrt((at - here) / (4 * whole))
      price = chance(x, next)
      high = Math.max(high, price)
      low = Math.min(low, price)
    }
    bars.open[i] = open
    bars.high[i] = high
    bars.low[i] = low
    bars.close[i] = price
    bars.volume[i] = Math.round(volume * (0.5 + rng.next()))
    here = at
  }
  x += rng.normal() * Math.sqrt(Math.max(0, closes - here) / whole)
  return { bars: { id, span, time: time.slice(0, n), ...bars, adjusted: bars.close.slice() }, pays: x > 0 ? 1 : 0 }
}

/** The resolution, when the market closes. */
export function resolutionOf({ id, closes }: Outcome, pays: 0 | 1): Sourced<Fact> {
  return { kind: 'resolution', id, pays, disputed: false, at: closes, source: 'synthetic' }
}
