import { type Calendars, createCalendars, type Instruments } from '@bourse/assets'
import type { AccountId, Amount, EpochMs, InstrumentId, MarketView, WorkingOrder } from '@bourse/core'
import { type FxRates, noRates } from '@bourse/fx'
import type { BookView } from '@bourse/portfolio'

/** Money in the account's currency; `use` = required / equity. */
export interface MarginView {
  of(account: AccountId): { readonly required: Amount; readonly equity: Amount; readonly use: number } | undefined
}

/** All a rule may see. `correlation` of two listings' returns, NaN when unknown. */
export type RiskContext = {
  readonly now: EpochMs
  readonly book: BookView
  readonly working: readonly WorkingOrder[]
  readonly market: MarketView
  readonly rates: FxRates
  readonly instruments: Instruments
  readonly calendars: Calendars
  readonly margin: MarginView
  readonly correlation: (a: InstrumentId, b: InstrumentId) => number
}

/**
 * A context out of what one has. What is left out counts as unknown, never as harmless: no rates but of a currency with
 * itself, no calendars, no margin, no correlations. Rules that need one of them refuse and name it. `working` is empty
 * unless given; orders that the same gate has passed are reserved without it.
 *
 * @example
 * import { createRegistry } from '@bourse/assets'
 * import { createMarketRecord } from '@bourse/core'
 * import { riskContext } from '@bourse/risk'
 * import type { BookView } from '@bourse/portfolio'
 * const book = { base: 'USD', time: 0, version: 1 } as unknown as BookView
 * const context = riskContext({ now: 0, book, market: createMarketRecord(), instruments: createRegistry([]) })
 * context.correlation('SPY@ARCX', 'QQQ@XNAS') // => NaN
 */
export function riskContext(
  parts: Pick<RiskContext, 'now' | 'book' | 'market' | 'instruments'> & Partial<RiskContext>,
): RiskContext {
  return {
    working: [],
    rates: noRates,
    calendars: noCalendars,
    margin: noMargin,
    correlation: unknownCorrelation,
    ...parts,
  }
}

const noCalendars: Calendars = /* @__PURE__ */ createCalendars([])
const noMargin: MarginView = { of: () => undefined }
const unknownCorrelation = (): number => Number.NaN
