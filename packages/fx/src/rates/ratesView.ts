// Answers out of a graph of quotes.
import {
  type Amount,
  type Currency,
  failed,
  formatMoney,
  type Money,
  money,
  type Result,
  type RoundingRule,
  succeeded,
} from '@bourse/core'
import { type Fraction, fractionOf, one, product, quotient, sum, toDecimalText } from './fraction.js'
import type { FxFailure, FxRate, FxRates, FxSide } from './fxRate.js'
import { type Edge, liveTree, pathTo, type RateGraph, widerTree } from './rateGraph.js'

/**
 * The view of a graph; it changes when the graph does. A class for its getter: an object literal that has one is kept as a
 * dictionary, and every read of it is a search.
 */
export class GraphRates implements FxRates {
  readonly rate: FxRates['rate']
  readonly mid: FxRates['mid']
  readonly convert: FxRates['convert']
  readonly convertMoney: FxRates['convertMoney']
  readonly #asOf: () => number

  constructor(graph: RateGraph, asOf: () => number) {
    this.#asOf = asOf
    const found = (base: Currency, quote: Currency): { readonly from: number; readonly to: number } | undefined => {
      const [from, to] = [graph.nodes.get(base), graph.nodes.get(quote)]
      if (from === undefined || to === undefined || liveTree(graph, from).via[to]! < 0) return undefined
      return { from, to }
    }
    this.rate = (base, quote) => {
      if (base === quote) return succeeded(unity)
      const ends = found(base, quote)
      return ends === undefined ? missing(graph, base, quote) : succeeded(rateOf(graph, ends.from, ends.to))
    }
    this.mid = (base, quote) => {
      if (base === quote) return 1
      const ends = found(base, quote)
      if (ends === undefined) return Number.NaN
      const tree = liveTree(graph, ends.from)
      return (tree.bid[ends.to]! + tree.ask[ends.to]!) / 2
    }
    this.convert = (amount, to, side = 'mid') => {
      if (amount.currency === to) return succeeded(amount)
      const ends = found(amount.currency, to)
      if (ends === undefined) return missing(graph, amount.currency, to)
      const { bid, mid, ask } = rateOf(graph, ends.from, ends.to)
      const by = side === 'mid' ? mid : amount.value < 0 ? ask : bid
      return succeeded<Amount>({ currency: to, value: amount.value * by })
    }
    this.convertMoney = (owed, to, rule, side = 'mid') => {
      if (owed.currency === to) return succeeded(rounded(owedFraction(owed), to, rule))
      const ends = found(owed.currency, to)
      if (ends === undefined) return missing(graph, owed.currency, to)
      const path = pathTo(graph, liveTree(graph, ends.from), ends.from, ends.to)
      const value = owedFraction(owed)
      return succeeded(rounded(product(value, exactRate(path, ends.from, side, value.n < 0n)), to, rule))
    }
  }

  get asOf(): number {
    return this.#asOf()
  }
}

const unity: FxRate = { bid: 1, mid: 1, ask: 1, asOf: Number.POSITIVE_INFINITY, path: [] }

function rateOf(graph: RateGraph, from: number, to: number): FxRate {
  const tree = liveTree(graph, from)
  const [bid, ask] = [tree.bid[to]!, tree.ask[to]!]
  const path = pathTo(graph, tree, from, to).map(({ id }) => id)
  return { bid, mid: (bid + ask) / 2, ask, asOf: tree.asOf[to]!, path }
}

function owedFraction(owed: Money): Fraction {
  return fractionOf('convertMoney', 'money', formatMoney(owed).split(' ')[0] as `${number}`)
}

function rounded(value: Fraction, currency: Currency, rule: RoundingRule): Money {
  return money(toDecimalText(value, rule), currency)
}

function exactRate(path: readonly Edge[], from: number, side: FxSide, owes: boolean): Fraction {
  const [bid, ask] = [walk(path, from, 'bid'), walk(path, from, 'ask')]
  if (side === 'mid') return quotient(sum(bid, ask), { n: 2n, d: 1n })
  return owes ? ask : bid
}

/** What one unit brings (`bid`) or costs (`ask`) at the end of a path. */
export function walk(path: readonly Edge[], from: number, side: 'bid' | 'ask'): Fraction {
  let [value, at] = [one, from]
  const other = side === 'bid' ? 'ask' : 'bid'
  for (const edge of path) {
    const forward = edge.base === at
    const price = fractionOf('walk', 'price', forward ? edge[side] : edge[other])
    value = forward ? product(value, price) : quotient(value, price)
    at = forward ? edge.quote : edge.base
  }
  return value
}

function missing(graph: RateGraph, base: Currency, quote: Currency): Result<never, FxFailure> {
  const [from, to] = [graph.nodes.get(base), graph.nodes.get(quote)]
  const unknown = [...(from === undefined ? [base] : []), ...(to === undefined ? [quote] : [])]
  if (from === undefined || to === undefined)
    return failed('unknown-currency', `no quote names ${unknown.join(' or ')}`, { base, quote, unknown })
  for (const reach of ['stale', 'any'] as const) {
    const tree = widerTree(graph, from, reach)
    if (tree.via[to]! < 0) continue
    const path = pathTo(graph, tree, from, to)
    const lacking = path.filter(({ bid, at }) => Number.isNaN(bid) || at < graph.oldest)
    const quotes = lacking.map(({ id, at }) => ({ id, at: Number.isFinite(at) ? at : null }))
    const named = lacking.map(({ id }) => id).join(', ')
    return reach === 'stale'
      ? failed('stale', `${base}/${quote} needs a newer quote of ${named}`, { base, quote, quotes })
      : failed('unusable', `${base}/${quote} needs both sides of ${named}`, { base, quote, quotes })
  }
  const [near, far] = [reached(graph, from), reached(graph, to)]
  return failed(
    'disconnected',
    `no chain of quotes joins ${base} (${near.join(' ')}) and ${quote} (${far.join(' ')})`,
    {
      base,
      quote,
      joinedToBase: near,
      joinedToQuote: far,
    },
  )
}

function reached(graph: RateGraph, from: number): Currency[] {
  const tree = widerTree(graph, from, 'any')
  return [...graph.nodes]
    .filter(([, node]) => node === from || tree.via[node]! >= 0)
    .map(([currency]) => currency)
    .sort()
}
