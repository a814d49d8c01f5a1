import {
  badText,
  type Duration,
  durationMs,
  type EpochMs,
  type InstrumentId,
  type Json,
  numberFromJson,
  numberToJson,
  type Quote,
  type Sourced,
  type Stepper,
} from '@bourse/core'
import type { CurrencyPair, FxRates } from './fxRate.js'
import { pairOfId } from './pairOfId.js'
import { addEdge, type Edge, emptyGraph, setEdge } from './rateGraph.js'
import { GraphRates } from './ratesView.js'

/** `staleAfter`: age beyond which a quote no longer counts (default: never). `pairOf`: the pair of a listing, for names other than `BASE/QUOTE@venue`. */
export type FxRatesOptions = {
  readonly staleAfter?: Duration
  readonly pairOf?: (id: InstrumentId) => CurrencyPair | undefined
}

/** Rates that quotes move. `next` and `advance` answer the same live view each time. */
export interface FxRatesStepper extends Stepper<Sourced<Quote>, FxRates> {
  /** Time goes on without a quote, and quotes grow stale; an earlier time changes nothing. */
  advance(now: EpochMs): FxRates
  /** When the next quote grows stale, Infinity where none will. */
  nextStale(): EpochMs
  /** A copy that later quotes do not move. */
  snapshot(): FxRates
}

/**
 * Rates out of quotes as they come. Of one listing the newest counts, whoever sent it; a quote that is one-sided, crossed
 * or not positive takes the listing out until the next; quotes of listings that are no pair are passed over, so that a
 * whole feed may be fed. Time is the newest `at`, or later by `advance`.
 *
 * @example
 * import { fxRates } from '@bourse/fx'
 * const quote = { kind: 'quote', bidSize: 1e6, askSize: 1e6, source: 'feed' } as const
 * const stepper = fxRates({ staleAfter: '5m' })
 * stepper.next({ ...quote, id: 'EUR/USD@ebs', bid: 1.1, ask: 1.2, at: 0 })
 * const rates = stepper.next({ ...quote, id: 'USD/JPY@ebs', bid: 150, ask: 151, at: 60_000 })
 * rates.rate('EUR', 'JPY') // => { ok: true, value: { bid: 165, mid: 173.1, ask: 181.2, asOf: 0, path: ['EUR/USD@ebs', 'USD/JPY@ebs'] } }
 * const later = stepper.advance(300_001).rate('EUR', 'JPY')
 * later.ok ? '' : later.failure.message // => 'EUR/JPY needs a newer quote of EUR/USD@ebs'
 */
export function fxRates(options: FxRatesOptions = {}): FxRatesStepper {
  const { pairOf = pairOfId } = options
  const staleAfter = options.staleAfter === undefined ? Number.POSITIVE_INFINITY : durationMs(options.staleAfter)
  let graph = emptyGraph()
  let listings = new Map<InstrumentId, Edge | undefined>()
  let [newest, now] = [Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY]
  let view = new GraphRates(graph, () => newest)

  const keep = (id: InstrumentId, bid: number, ask: number, at: EpochMs): void => {
    let edge = listings.get(id)
    if (edge === undefined) {
      if (listings.has(id)) return
      const pair = pairOf(id)
      edge = pair === undefined || pair[0] === pair[1] ? undefined : addEdge(graph, id, pair[0], pair[1])
      listings.set(id, edge)
      if (edge === undefined) return
    }
    if (!(at >= edge.at)) return
    if (at > newest) newest = at
    setEdge(graph, edge, bid, ask, at)
    if (at > now) advance(at)
  }
  const advance = (to: EpochMs): FxRates => {
    if (!(to > now)) return view
    now = to
    const oldest = now - staleAfter
    if (oldest === graph.oldest) return view
    graph.oldest = oldest
    graph.version++
    return view
  }
  const save = (): Json => ({
    now: numberToJson(now),
    quotes: graph.edges.map(({ id, bid, ask, at }) => [id, numberToJson(bid), numberToJson(ask), numberToJson(at)]),
  })
  return {
    next(quote) {
      const usable = isUsable(quote)
      keep(quote.id, usable ? quote.bid : Number.NaN, usable ? quote.ask : Number.NaN, quote.at)
      return view
    },
    advance,
    nextStale() {
      let next = Number.POSITIVE_INFINITY
      for (const { at, bid } of graph.edges)
        if (!Number.isNaN(bid) && at >= graph.oldest) next = Math.min(next, at + staleAfter + 1)
      return next
    },
    snapshot() {
      const copy = fxRates(options)
      copy.load(save())
      return copy.advance(now)
    },
    save,
    load(state) {
      const saved = savedState(state)
      graph = emptyGraph()
      listings = new Map()
      newest = Number.NEGATIVE_INFINITY
      now = Number.NEGATIVE_INFINITY
      view = new GraphRates(graph, () => newest)
      for (const [id, bid, ask, at] of saved.quotes)
        keep(id, numberFromJson(bid), numberFromJson(ask), numberFromJson(at))
      if (saved.now !== null) advance(saved.now)
    },
  }
}

/**
 * Rates out of quotes that are at hand, as of `now` (default: the newest quote's time).
 *
 * @example
 * import { fxRatesOf } from '@bourse/fx'
 * import { formatMoney, money } from '@bourse/core'
 * const quote = { kind: 'quote', bidSize: 1e6, askSize: 1e6, source: 'feed', at: 0 } as const
 * const rates = fxRatesOf([{ ...quote, id: 'EUR/USD@ebs', bid: 1.1, ask: 1.2 }])
 * rates.convert({ currency: 'EUR', value: 200 }, 'USD', 'deal') // => { ok: true, value: { currency: 'USD', value: 220 } }
 * const owed = rates.convertMoney(money('100', 'USD'), 'EUR', { decimals: 2, rounding: 'half-even' }, 'deal')
 * owed.ok ? formatMoney(owed.value) : '' // => '83.33 EUR'
 */
export function fxRatesOf(
  quotes: Iterable<Sourced<Quote>>,
  options: FxRatesOptions & { readonly now?: EpochMs } = {},
): FxRates {
  const stepper = fxRates(options)
  for (const quote of quotes) stepper.next(quote)
  return stepper.advance(options.now ?? Number.NEGATIVE_INFINITY)
}

/**
 * The rates of a book in one currency: everything against itself is 1, everything else is a failure.
 *
 * @example
 * import { noRates } from '@bourse/fx'
 * noRates.convert({ currency: 'USD', value: 5 }, 'USD') // => { ok: true, value: { currency: 'USD', value: 5 } }
 * noRates.mid('EUR', 'USD') // => NaN
 */
export const noRates: FxRates = /* @__PURE__ */ fxRatesOf([])

/** Both sides there, positive, not crossed; a size that is 0 is an empty side. */
export function isUsable({ bid, ask, bidSize, askSize }: Quote): boolean {
  return bid > 0 && ask >= bid && ask < Number.POSITIVE_INFINITY && bidSize !== 0 && askSize !== 0
}

type Saved = {
  readonly now: number | null
  readonly quotes: readonly (readonly [InstrumentId, number | null, number | null, number | null])[]
}

function savedState(state: Json): Saved {
  const saved = state as unknown as Saved | null
  if (Array.isArray(saved?.quotes)) return saved as Saved
  throw badText('fxRates.load', 'state', 'an object', 'what save() gave')
}
