import { type Bars, BourseError, dayMs, dayNumber, type MarketFact, type Sourced, wallEpochMs } from '@bourse/core'
import { firstAtOrAfter } from '../bars/barsBetween.js'

/**
 * The same bars with `adjusted` made anew from the raw closes; the prices themselves stay as traded, for fills and money.
 *
 * - `'raw'`: adjusted = close.
 * - `'split'`: closes before a split of n for m times m / n: quantities and prices are comparable with today's.
 * - `'total'`: closes before a dividend also times 1 - dividend / last raw close before the ex-date: returns of a holder who
 *   reinvests (the method of CRSP and of most vendors).
 *
 * An action counts from the midnight of its `exDate` in `zone`: pass the zone of the exchange (or its calendar) that the file
 * was read with, UTC otherwise. Actions of other instruments, past the last bar, renames, mergers and contract adjustments
 * change nothing. A spin-off in `'total'` throws `data/missing`, for its worth is not in the action: give it as a dividend.
 * So does a dividend not below the close before it.
 *
 * Levels before an action depend on it, so an adjusted price is for returns and signals of ratios, never a price somebody
 * saw. Ratios of two adjusted closes need no action after the second.
 *
 * @example
 * import { adjustBars, parseCsv } from '@bourse/data'
 * const bars = parseCsv('date,close\n2026-01-02,100\n2026-01-05,51', { id: 'SPY@ARCX', span: '1d' })
 * const split = {
 *   kind: 'corporateAction',
 *   action: 'split',
 *   id: 'SPY@ARCX',
 *   exDate: '2026-01-05',
 *   numerator: 2,
 *   denominator: 1,
 *   at: 0,
 *   source: 'mine',
 * } as const
 * adjustBars(bars, [split], 'split').adjusted // => Float64Array [50, 51]
 */
export function adjustBars(
  bars: Bars,
  actions: Iterable<Sourced<MarketFact>>,
  mode: 'raw' | 'split' | 'total',
  { zone = 'UTC' }: { readonly zone?: string } = {},
): Bars {
  const rows = bars.close.length
  const steps = new Float64Array(rows + 1).fill(1)
  if (mode !== 'raw')
    for (const action of actions) {
      if (action.kind !== 'corporateAction' || action.id !== bars.id) continue
      const midnight = zone === 'UTC' ? dayNumber(action.exDate) * dayMs : wallEpochMs(action.exDate, '00:00', zone)
      // A bar complete at midnight belongs to the day before.
      const first = firstAtOrAfter(bars.time, midnight + 1)
      if (first === 0 || first === rows) continue
      if (action.action === 'split') steps[first]! *= splitFactor(action.numerator, action.denominator, action.exDate)
      else if (mode === 'total' && action.action === 'dividend')
        steps[first]! *= dividendFactor(action.perShare.value.toNumber(), lastClose(bars.close, first), action.exDate)
      else if (mode === 'total' && action.action === 'spinOff') throw worthUnknown(action.exDate)
    }
  const adjusted = new Float64Array(rows)
  let factor = 1
  for (let row = rows - 1; row >= 0; row--) {
    factor *= steps[row + 1]!
    adjusted[row] = bars.close[row]! * factor
  }
  return { ...bars, adjusted }
}

/**
 * Open, high, low and close in the terms of `adjusted`, each times adjusted / close: for charts and indicators, not for
 * fills. Volume stays as it was.
 *
 * @example
 * import { parseCsv, scaleBars } from '@bourse/data'
 * const text = 'Date,Open,High,Low,Close,Adj Close\n2026-01-02,98,104,96,100,50'
 * scaleBars(parseCsv(text, { id: 'SPY@ARCX', span: '1d' })).high // => Float64Array [52]
 */
export function scaleBars(bars: Bars): Bars {
  const scaled = (column: Float64Array): Float64Array =>
    column.map((price, row) => (price * bars.adjusted[row]!) / bars.close[row]!)
  return { ...bars, open: scaled(bars.open), high: scaled(bars.high), low: scaled(bars.low), close: bars.adjusted }
}

function lastClose(close: Float64Array, before: number): number {
  let row = before - 1
  while (row > 0 && Number.isNaN(close[row]!)) row--
  return close[row]!
}

function splitFactor(numerator: number, denominator: number, exDate: string): number {
  const factor = denominator / numerator
  if (factor > 0 && Number.isFinite(factor)) return factor
  throw new BourseError('input/out-of-range', `adjustBars: a split of ${numerator} for ${denominator} on ${exDate}`, {
    details: { where: 'adjustBars', exDate, numerator, denominator },
    remedy: 'pass new shares as numerator and old ones as denominator, both > 0',
  })
}

function dividendFactor(dividend: number, close: number, exDate: string): number {
  const factor = 1 - dividend / close
  if (factor > 0 && factor <= 1) return factor
  throw new BourseError(
    'input/out-of-range',
    `adjustBars: a dividend of ${dividend} on ${exDate} after a close of ${close}`,
    {
      details: { where: 'adjustBars', exDate, dividend: String(dividend), close: String(close) },
      remedy: 'pass dividends per share in the currency and the shares of the raw price of that day',
    },
  )
}

function worthUnknown(exDate: string): BourseError {
  return new BourseError('data/missing', `adjustBars: what was spun off on ${exDate} has no price here`, {
    details: { where: 'adjustBars', exDate },
    remedy: 'pass its value per share as a dividend of that ex-date',
  })
}
