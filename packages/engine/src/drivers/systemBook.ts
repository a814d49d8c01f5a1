// A system's accounts as one book that keeps itself, without an engine.
import {
  type Clock,
  createMarketRecord,
  type Currency,
  type Fact,
  type Input,
  inputStamper,
  isBourseError,
  isOpenOrder,
  type MarketView,
  type OrderId,
  type Sourced,
  type WorkingOrder,
} from '@bourse/core'
import { type BookView, createLedger } from '@bourse/portfolio'
import { type DeskOrder, observeDeskOrder, sentDeskOrder, workingOrdersOf } from '../engine/deskOrder.js'
import { liveRates } from '../engine/liveRates.js'
import type { FxRates } from '@bourse/fx'
import { openingFacts } from './openingFacts.js'
import type { TradingSystem } from './tradingSystem.js'

export type SystemBook = {
  readonly book: BookView
  readonly market: MarketView
  readonly rates: FxRates
  working(): readonly WorkingOrder[]
  /** After each input that was taken. */
  watch(listener: (input: Input) => void): () => void
  close(): void
}

export function systemBook(system: TradingSystem, base: Currency, clock: Clock): SystemBook {
  const { instruments } = system
  const record = createMarketRecord()
  const market = firstKnown(record, system.market)
  const rates = liveRates(instruments)
  for (const { id, kind } of instruments.all()) {
    const quote = kind === 'spot' ? system.market.quote(id) : undefined
    if (quote !== undefined)
      rates.observe({ ...quote.value, seq: 0, time: system.at, at: quote.at, source: quote.source })
  }
  const ledger = createLedger({ base, instruments, market, rates })
  const stamper = inputStamper(clock)
  const orders = new Map<OrderId, DeskOrder>()
  const listeners = new Set<(input: Input) => void>()
  // Positions that were read before their price is known: a future has no other entry than its mark.
  let unpriced: (Sourced<Fact> & { readonly kind: 'adjustment' })[] = []
  const take = (fact: Sourced<Fact>): boolean => {
    let input: Input
    try {
      input = stamper.next(fact)
      record.observe(input)
      ledger.apply(input)
    } catch (error) {
      // A page outlives a corrupt record.
      if (isBourseError(error)) return false
      throw error
    }
    if (input.kind === 'quote' || input.kind === 'bar') rates.observe(input)
    else if (input.kind === 'accountSnapshot')
      for (const { order, state, filled } of input.working ?? [])
        orders.set(order.orderId, Object.assign(sentDeskOrder(order, null), { state, filled }))
    else if ('orderId' in input) {
      const order = orders.get(input.orderId)
      if (order !== undefined) observeDeskOrder(order, input)
      if (order !== undefined && !isOpenOrder(order.state)) orders.delete(input.orderId)
    }
    if (unpriced.length > 0 && 'id' in input) {
      const due = unpriced
      unpriced = []
      for (const one of due) takeHeld(one)
    }
    for (const listener of [...listeners]) listener(input)
    return true
  }
  const takeHeld = (fact: Sourced<Fact>): void => {
    if (!take(fact) && fact.kind === 'adjustment') unpriced.push(fact)
  }
  const stops = system.brokers.flatMap(({ account, venue, feed }) => {
    const state = system.state(account)
    for (const fact of openingFacts(account, state, instruments, undefined)) takeHeld({ ...fact, at: state.at })
    return [venue.listen(take), feed.listen(take)]
  })
  for (const { feed } of system.vendors) if (feed !== undefined) stops.push(feed.listen(take))
  return {
    book: ledger,
    market,
    rates,
    working: () => [...orders.values()].flatMap(workingOrdersOf),
    watch(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    close() {
      for (const stop of stops) stop()
    },
  }
}

/** What was heard since; before that, what the system has read. */
function firstKnown(heard: MarketView, read: MarketView): MarketView {
  return {
    quote: (id) => heard.quote(id) ?? read.quote(id),
    mark: (id) => heard.mark(id) ?? read.mark(id),
    rate: (currency, years) => heard.rate(currency, years) ?? read.rate(currency, years),
    vol: (id) => heard.vol(id) ?? read.vol(id),
    dividends(id) {
      const known = heard.dividends(id)
      return known.length > 0 ? known : read.dividends(id)
    },
  }
}

/**
 * A system's accounts as one book that keeps itself: for pages and services without an engine. It begins with what the
 * system read when it connected (positions at the venue's average price, belonging to no strategy, and the market) and follows every fact
 * from then on; a corrupt record is left out. It listens as long as the system is connected.
 *
 * @example
 * import { createRegistry } from '@bourse/assets'
 * import { manualClock } from '@bourse/core'
 * import { bookOf, type TradingSystem } from '@bourse/engine'
 * const system = { brokers: [], vendors: [], instruments: createRegistry([]) } as unknown as TradingSystem
 * bookOf(system, { base: 'USD', clock: manualClock(0) }).equity() // => { currency: 'USD', value: 0 }
 */
export function bookOf(system: TradingSystem, options: { readonly base: Currency; readonly clock: Clock }): BookView {
  return systemBook(system, options.base, options.clock).book
}
