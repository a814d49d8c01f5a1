import { type Instrument, notionalOf } from '@bourse/assets'
import {
  type AccountId,
  type Amount,
  BourseError,
  badArgument,
  failed,
  type InstrumentId,
  type OrderDraft,
  type Result,
  succeeded,
} from '@bourse/core'
import type { Matrix } from '@bourse/math'
import { solveQp } from '@bourse/optimizer'
import type { BookFilter, BookView } from '../book/bookView.js'
import { bookGreeks } from '../exposure/bookGreeks.js'
import { appraiser, type Valuation } from '../exposure/valuation.js'
import type { SkippedTrade } from '../orders/orderPlan.js'
import { listedFee } from '../targets/listedFee.js'
import { wholeHedge } from './wholeHedge.js'

/** Delta per 1 %, gamma per 1 %, vega per 1.00, in base currency: as in `BookGreeks`. */
export type HedgedGreeks = { readonly delta: number; readonly gamma: number; readonly vega: number }

/** Orders that bring the named Greeks to their targets, what they cost (half spreads and fees), and what whole lots leave. */
export type GreekHedge = {
  readonly orders: readonly OrderDraft[]
  readonly cost: Amount
  readonly before: HedgedGreeks
  readonly after: HedgedGreeks
  readonly skipped: readonly SkippedTrade[]
}

/** `unknown`: a mark, volatility or rate of the book is missing; `infeasible`: the candidates cannot do it. */
export type GreekHedgeFailure = 'unknown' | 'infeasible'

/**
 * The cheapest instruments that bring delta, gamma, vega, or those of them that are named, to targets: a linear program over what
 * each candidate costs to trade, then whole lots around its answer. No more instruments than Greeks are used. A
 * candidate that cannot be valued is left out and told; one without quote and fees costs next to nothing, by its notional.
 *
 * @param options.underlying hedges what is on this alone (as `underlyingOf` names it): deltas of different things do not cancel
 * @throws BourseError where no target or candidate is given, a target is not finite, or a candidate is unknown
 * @example
 * import { createRegistry } from '@bourse/assets'
 * import { createMarketRecord, money } from '@bourse/core'
 * import { createLedger, hedgeGreeks } from '@bourse/portfolio'
 * const instruments = createRegistry([{ kind: 'etf', id: 'SPY@ARCX', assetClass: 'equity', currency: 'USD', tick: 0.01, lot: 1, calendar: 'XNYS' }])
 * const market = createMarketRecord()
 * market.observe({ kind: 'mark', id: 'SPY@ARCX', price: 600, seq: 0, time: 0, at: 0, source: 'feed' })
 * const fill = { kind: 'fill', account: 'paper', orderId: 'o', strategy: 's', tradeId: 't', instrument: 'SPY@ARCX', side: 'buy', quantity: 10,
 *   price: 590, quantityText: '10', priceText: '590', liquidity: 'taker', fee: money(0, 'USD'), seq: 1, time: 1, at: 1, source: 'paper' } as const
 * const book = createLedger({ base: 'USD', instruments, market, cash: [{ account: 'paper', money: money('10000', 'USD') }] })
 * book.apply(fill)
 * const hedge = hedgeGreeks(book, { delta: 20 }, ['SPY@ARCX'], { instruments, market })
 * hedge.ok && hedge.value.orders // => [{ instrument: 'SPY@ARCX', side: 'sell', quantity: 7, type: 'market' }]
 * hedge.ok && hedge.value.after.delta // => 18
 */
export function hedgeGreeks(
  book: BookView,
  target: { readonly delta?: number; readonly gamma?: number; readonly vega?: number },
  candidates: readonly InstrumentId[],
  valuation: Valuation,
  options: { readonly underlying?: string; readonly account?: AccountId; readonly filter?: BookFilter } = {},
): Result<GreekHedge, GreekHedgeFailure> {
  const wanted = (['gamma', 'vega', 'delta'] as const).filter((greek) => target[greek] !== undefined)
  if (wanted.length === 0) throw badArgument('hedgeGreeks', 'target', 'empty', 'a delta, gamma or vega')
  for (const greek of wanted)
    if (!Number.isFinite(target[greek])) throw badArgument('hedgeGreeks', greek, target[greek], 'a finite number')
  if (candidates.length === 0) throw badArgument('hedgeGreeks', 'candidates', 'empty', 'at least one instrument')
  const { account, ...scope } = options
  const now = bookGreeks(book, valuation, scope)
  const before: HedgedGreeks = { delta: now.delta.value, gamma: now.gamma.value, vega: now.vega.value }
  const unknown = wanted.filter((greek) => Number.isNaN(before[greek]))
  if (unknown.length > 0) {
    const lacks = (now.holes ?? []).map(({ missing, of }) => `${missing} of ${of}`)
    return failed('unknown', `${unknown.join(', ')} of the book: no ${lacks.join(', no ')}`, { unknown, lacks })
  }
  const skipped: SkippedTrade[] = []
  const usable: Candidate[] = []
  for (const id of new Set(candidates)) {
    const one = candidateOf(id, book, valuation)
    if ('why' in one) skipped.push(one)
    else usable.push(one)
  }
  const need = wanted.map((greek) => target[greek]! - before[greek])
  const moves = usable.map(({ greeks }) => wanted.map((greek) => greeks[greek]))
  const idle = wanted.filter((_, k) => need[k] !== 0 && moves.every((own) => own[k] === 0))
  if (idle.length > 0)
    return failed(
      'infeasible',
      `no candidate moves ${idle.join(' or ')}: add ${idle.includes('delta') ? 'a future or share' : 'an option'}`,
      { greeks: idle },
    )
  const exact = cheapest(
    moves,
    need,
    usable.map(({ cost }) => cost),
  )
  if (exact === undefined)
    return failed('infeasible', `the candidates cannot bring ${wanted.join(', ')} to their targets together`, {
      greeks: wanted,
    })
  const units = wholeHedge(
    exact,
    moves,
    need,
    usable.map(({ instrument }) => instrument.lot),
  )
  const orders = usable.flatMap(({ instrument }, i): OrderDraft[] => {
    const quantity = units[i]!
    if (quantity === 0) return []
    const route = account === undefined ? {} : { account }
    return [
      {
        instrument: instrument.id,
        ...route,
        side: quantity > 0 ? 'buy' : 'sell',
        quantity: Math.abs(quantity),
        type: 'market',
      },
    ]
  })
  const gained = (greek: keyof HedgedGreeks): number =>
    usable.reduce((sum, { greeks }, i) => (units[i] === 0 ? sum : sum + units[i]! * greeks[greek]), before[greek])
  const cost = usable.reduce((sum, one, i) => sum + Math.abs(units[i]!) * one.paid, 0)
  return succeeded({
    orders,
    cost: { currency: book.base, value: cost },
    before,
    after: { delta: gained('delta'), gamma: gained('gamma'), vega: gained('vega') },
    skipped,
  })
}

/** Of one unit, in base currency. `paid`: half spread and fee; `cost` a trace of the notional more, so that equals prefer less. */
type Candidate = {
  readonly instrument: Instrument
  readonly greeks: HedgedGreeks
  readonly paid: number
  readonly cost: number
}

function candidateOf(id: InstrumentId, book: BookView, valuation: Valuation): Candidate | SkippedTrade {
  const instrument = valuation.instruments.find(id)
  if (instrument === undefined)
    throw new BourseError('input/unknown-instrument', `hedgeGreeks: no instrument ${JSON.stringify(id)} is known`, {
      details: { id },
      remedy: 'pass instruments that hold it',
    })
  const { unit, rate, mark } = appraiser(book, valuation)
  const { exposure, holes, option } = unit(instrument)
  if (Number.isNaN(exposure))
    return { instrument: id, why: holes.map(({ missing, of }) => `no ${missing} of ${of}`).join(', ') }
  const quote = valuation.market.quote(id)?.value
  const price = quote === undefined ? mark(id) : (quote.bid + quote.ask) / 2
  const half = quote === undefined ? 0 : notionalOf(instrument, 1, price) * ((quote.ask - quote.bid) / 2 / price)
  const fee = listedFee(instrument, instrument.lot, price)
  const perUnit = fee.value === 0 ? 0 : (fee.value * rate(fee.currency)) / instrument.lot
  const paid = (Number.isFinite(half) ? Math.abs(half) * rate(instrument.currency) : 0) + perUnit
  const { greeks, spot, factor } = option ?? {}
  const gamma = greeks === undefined ? 0 : (factor! * greeks.gamma * spot! * spot!) / 1e4
  const vega = greeks === undefined ? 0 : factor! * greeks.vega
  const notional = Math.abs(option === undefined ? exposure : factor! * spot!)
  return { instrument, greeks: { delta: exposure / 100, gamma, vega }, paid, cost: paid + 1e-7 * notional }
}

/** Least cost of units x with moves'x = need, buys and sells apart; undefined where there are none. */
function cheapest(
  moves: readonly (readonly number[])[],
  need: readonly number[],
  costs: readonly number[],
): Float64Array | undefined {
  const [n, k] = [moves.length, need.length]
  const size = 2 * n
  const A: Matrix = { rows: k + size, cols: size, data: new Float64Array((k + size) * size) }
  const lower = new Float64Array(k + size)
  const upper = new Float64Array(k + size).fill(Number.POSITIVE_INFINITY)
  // One unit of a variable is what moves some Greek by all that is needed: Greeks and costs differ by orders of magnitude.
  const scale = need.map((amount, g) => Math.abs(amount) || Math.max(...moves.map((own) => Math.abs(own[g]!))) || 1)
  const reach = moves.map((own) => 1 / (Math.max(...own.map((move, g) => Math.abs(move) / scale[g]!)) || 1))
  const dearest = Math.max(...costs.map((cost, i) => cost * reach[i]!)) || 1
  const q = new Float64Array(size)
  for (let i = 0; i < n; i++) {
    for (let g = 0; g < k; g++) {
      const move = (moves[i]![g]! * reach[i]!) / scale[g]!
      A.data[g * size + i] = move
      A.data[g * size + n + i] = -move
    }
    q[i] = (costs[i]! * reach[i]!) / dearest
    q[n + i] = q[i]!
  }
  for (let g = 0; g < k; g++) {
    lower[g] = need[g]! / scale[g]!
    upper[g] = lower[g]!
  }
  for (let i = 0; i < size; i++) A.data[(k + i) * size + i] = 1
  const { status, x } = solveQp({
    P: { rows: size, cols: size, data: new Float64Array(size * size) },
    q,
    A,
    lower,
    upper,
  })
  if (status !== 'optimal') return undefined
  return Float64Array.from({ length: n }, (_, i) => (x[i]! - x[n + i]!) * reach[i]!)
}
