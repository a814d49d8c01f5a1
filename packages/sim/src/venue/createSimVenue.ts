// The simulated venue: what it is told and what it tells.
import type { Instruments } from '@bourse/assets'
import {
  badArgument,
  createMarketRecord,
  durationMs,
  type Fact,
  type GroupKind,
  type Input,
  type MarketView,
  type Saves,
  type Sourced,
  moneyOf,
  toAccountId,
  type Venue,
} from '@bourse/core'
import { liveRates } from '@bourse/engine'
import type { Rng } from '@bourse/math'
import { createLedger } from '@bourse/portfolio'
import { emptyBook, updateBook } from './bookSides.js'
import { expireHoldings } from './expireHoldings.js'
import { takeNotice } from './exerciseEarly.js'
import { workBook, workQueue } from './workBook.js'
import { bookMoment, settleByBar, takeMoney } from './bookMoment.js'
import { type Floor, slotOf } from './floor.js'
import { marginAtMark, marginInBar } from './liquidate.js'
import { isWhole } from './margin.js'
import { passTime } from './passTime.js'
import { fillNow, placeOrder } from './placeOrder.js'
import { changeOrder, endOrder } from './restingOrders.js'
import { saveFloor, loadFloor } from './saveFloor.js'
import type { SimOptions } from './simOptions.js'
import { markOf, type Slot } from './slot.js'
import { venueState } from './venueState.js'
import { leavesOut, workBar } from './workBar.js'
import { workCombos } from './workCombos.js'
import { workMark, workPrint, workQuote } from './workQuote.js'

/**
 * The same venue in backtests and on paper: market inputs in, order and account facts out. `react` answers with what an
 * input made happen, before the engine sees the input; the list is the venue's until its next call. Listeners hear the
 * same facts, and those that answer orders. It holds brackets, OCOs and combos itself.
 */
export interface SimVenue extends Venue<GroupKind>, Saves {
  react(input: Input): readonly Sourced<Fact>[]
  /** What the loop on recorded time makes the engine wait for prices, in ms. */
  readonly dataLatency: number
  /** What it was made with. */
  readonly options: SimOptions
  /** Fills so far, and those that another way through their bar would not have given. */
  readonly counts: { readonly fills: number; readonly dependent: number }
}

const nothing: readonly Sourced<Fact>[] = []

/**
 * A venue that trades on what it is shown. Its rules are `options`; chance (slippage) comes from `rng`. An order that answers
 * an input never trades on that input, except by the rule `close`.
 *
 * Throws on options outside their domain. Orders it cannot take are rejected with a reason, never by an exception.
 *
 * @example
 * import { createRegistry } from '@bourse/assets'
 * import type { Approved, Order } from '@bourse/core'
 * import { createRng } from '@bourse/math'
 * import { createSimVenue } from '@bourse/sim'
 * const spy = { kind: 'etf', id: 'SPY@ARCX', assetClass: 'equity', currency: 'USD', tick: 0.01, lot: 1, calendar: 'XNYS' } as const
 * const venue = createSimVenue(createRegistry([spy]), createRng(1))
 * const order: Order = { type: 'limit', limit: 599, orderId: 'o-1', account: 'paper', strategy: 's', instrument: 'SPY@ARCX',
 *   side: 'buy', quantity: 10, tif: 'gtc' }
 * venue.submit(order as Approved<Order>) // the gate of an engine approves
 * const bar = { kind: 'bar', id: 'SPY@ARCX', span: '1d', open: 600, high: 602, low: 598, close: 601, volume: 1e6,
 *   adjusted: 601, seq: 1, time: 86_400_000, at: 86_400_000, source: 'bars' } as const
 * venue.react(bar).map((fact) => fact.kind === 'fill' && fact.price) // => [599]
 */
export function createSimVenue(instruments: Instruments, rng: Rng, options: SimOptions = {}): SimVenue {
  const floor = floorOf(instruments, rng, options)
  const { account } = floor
  let told: Sourced<Fact>[] = []
  // Orders that came between two inputs are answered at once; only `react` collects.
  const quietly = (act: () => void): void => {
    const before = floor.out
    floor.out = []
    act()
    floor.out = before
  }
  return {
    account,
    groups: ['bracket', 'oco', 'combo'],
    options,
    dataLatency: durationMs(options.dataLatency ?? 0),
    counts: floor.counts,
    submit: (order) => quietly(() => placeOrder(floor, order)),
    replace: (change) => quietly(() => changeOrder(floor, change)),
    cancel: (orderId) => quietly(() => endOrder(floor, orderId, 'canceled')),
    exercise: (notice) => quietly(() => takeNotice(floor, notice)),
    listen(listener) {
      floor.listeners.push(listener as (typeof floor.listeners)[number])
      return () => {
        const place = floor.listeners.indexOf(listener as (typeof floor.listeners)[number])
        if (place >= 0) floor.listeners.splice(place, 1)
      }
    },
    react(input) {
      if (floor.out.length > 0) {
        told = []
        floor.out = told
      }
      reactTo(floor, input)
      return floor.out.length === 0 ? nothing : floor.out
    },
    state: (since) => {
      bookMoment(floor)
      return Promise.resolve(venueState(floor, since))
    },
    save: () => saveFloor(floor),
    load: (state) => loadFloor(floor, state),
  }
}

function reactTo(floor: Floor, input: Input): void {
  if (input.time > floor.now) {
    if (floor.due.length > 0) bookMoment(floor)
    floor.now = input.time
    // Fills come before events in every book, so they do here.
    if (floor.held.length > 0) fillHeld(floor)
    if (floor.nextDue <= floor.now) passTime(floor)
  }
  switch (input.kind) {
    case 'bar': {
      const slot = slotOf(floor, input.id)
      if (slot !== undefined) seeBar(floor, slot, input)
      break
    }
    case 'quote': {
      const slot = slotOf(floor, input.id)
      if (slot === undefined) break
      slot.bid = input.bid
      slot.ask = input.ask
      slot.bidSize = input.bidSize
      slot.askSize = input.askSize
      slot.quoteAt = input.at
      if (floor.pairs !== undefined && slot.instrument.kind === 'spot') floor.pairs.observe(input)
      if (Number.isFinite(input.bid) && input.bidSize !== 0) slot.lastBid = input.bid
      if (Number.isFinite(input.ask) && input.askSize !== 0) slot.lastAsk = input.ask
      if (slot.orders.length > 0 && floor.options.fill?.fills !== 'queue') workQuote(floor, slot, input)
      if (floor.margined) marginAtMark(floor, slot)
      if (floor.combos.length > 0) workCombos(floor, input.id, input.at)
      break
    }
    case 'trade': {
      const slot = slotOf(floor, input.id)
      if (slot === undefined || !Number.isFinite(input.price)) break
      slot.last = input.price
      slot.lastAt = input.at
      slot.open = Number.NaN
      if (slot.orders.length > 0) {
        const book = floor.books.get(input.id)
        if (book === undefined) workPrint(floor, slot, input)
        else workQueue(floor, slot, book, input)
      }
      if (floor.margined) marginAtMark(floor, slot)
      if (floor.combos.length > 0) workCombos(floor, input.id, input.at)
      break
    }
    case 'book': {
      if (floor.options.fill?.fills !== 'queue') break
      const slot = slotOf(floor, input.id)
      if (slot === undefined) break
      let book = floor.books.get(input.id)
      if (book === undefined) {
        book = emptyBook()
        floor.books.set(input.id, book)
      }
      if (slot.orders.length > 0) workBook(floor, slot, book, input)
      else updateBook(book, input)
      break
    }
    case 'mark': {
      const slot = slotOf(floor, input.id)
      if (slot === undefined) break
      slot.mark = input.price
      if (input.index !== undefined) slot.index = input.index
      if (slot.orders.length > 0) workMark(slot)
      if (floor.margined) marginAtMark(floor, slot)
      break
    }
    case 'funding':
    case 'settlement':
    case 'corporateAction':
    case 'resolution':
    case 'delisted':
      takeMoney(floor, input)
      break
    default:
      break
  }
  if (floor.awaited) {
    floor.awaited = false
    expireHoldings(floor)
  }
}

function seeBar(floor: Floor, slot: Slot, bar: Extract<Input, { readonly kind: 'bar' }>): void {
  if (slot.orders.length > 0 && !leavesOut(floor, bar.span)) workBar(floor, slot, bar)
  if (Number.isFinite(bar.close)) {
    slot.last = bar.close
    slot.lastAt = bar.at
    slot.open = bar.open
  }
  slot.barAt = bar.at
  if (floor.pairs !== undefined && slot.instrument.kind === 'spot') floor.pairs.observe(bar)
  if (floor.margined) marginInBar(floor, slot, bar.open, bar.high, bar.low)
  if (bar.settlement !== undefined) settleByBar(floor, bar)
  if (floor.options.slippage !== undefined) pace(slot, bar.high - bar.low, bar.volume)
  if (floor.combos.length > 0) workCombos(floor, bar.id, bar.at)
}

// Averages over about twenty bars.
function pace(slot: Slot, range: number, volume: number): void {
  const weight = 1 / Math.min(20, ++slot.bars)
  slot.range = slot.bars === 1 ? range : slot.range + weight * (range - slot.range)
  slot.volume = slot.bars === 1 ? volume : slot.volume + weight * (volume - slot.volume)
}

// Market orders by the rule of closes that had to wait for the moment they came in to be over.
function fillHeld(floor: Floor): void {
  const waiting = floor.held
  floor.held = []
  for (const { slot, one } of waiting) if (slot.orders.includes(one)) fillNow(floor, slot, one)
}

function floorOf(instruments: Instruments, rng: Rng, options: SimOptions): Floor {
  if (Array.isArray(instruments) || typeof instruments?.find !== 'function')
    throw badArgument('createSimVenue', 'instruments', typeof instruments, 'what createRegistry([...]) gives')
  if (typeof rng?.fork !== 'function') throw badArgument('createSimVenue', 'rng', typeof rng, 'what createRng(1) gives')
  const account = toAccountId(options.account ?? 'paper')
  const slots: Floor['slots'] = new Map()
  const cash = [options.cash ?? []].flat().map((sum) => (typeof sum === 'string' ? moneyOf(sum) : sum))
  checkOptions(options)
  const market: MarketView = {
    ...createMarketRecord(),
    mark(id) {
      const slot = slots.get(id)
      const value = slot === undefined ? Number.NaN : markOf(slot)
      return Number.isFinite(value) ? { value, at: Math.max(slot!.lastAt, slot!.quoteAt), source: account } : undefined
    },
  }
  const ledger = createLedger({
    base: cash[0]?.currency ?? 'USD',
    instruments,
    market,
    accounts: [account],
    cash: cash.map((sum) => ({ account, money: sum })),
    ...(options.rates === undefined ? {} : { rates: options.rates }),
    ...(options.booking === undefined ? {} : { booking: options.booking }),
    ...(options.marginedSpot === true ? { marginedSpot: [account] } : {}),
  })
  const pending: Input[] = []
  const pairs = options.rates === undefined && isWhole({ options }) ? liveRates(instruments) : undefined
  return {
    account,
    source: `sim/${account}`,
    options,
    instruments,
    rng,
    pending,
    ledger,
    market,
    slots,
    books: new Map(),
    listeners: [],
    fees: new Map(),
    traded: new Map(),
    delay: durationMs(options.orderLatency ?? 0),
    stale: options.stale === undefined ? Number.POSITIVE_INFINITY : durationMs(options.stale),
    closed: new Set(),
    groups: new Map(),
    combos: [],
    lots: new Map(),
    held: [],
    told: [],
    now: Number.NEGATIVE_INFINITY,
    nextDue: Number.NEGATIVE_INFINITY,
    margined: options.liquidateAt !== undefined || options.marginCall !== undefined,
    calls: new Map(),
    notices: [],
    awaited: false,
    drawnOn: Number.NEGATIVE_INFINITY,
    rates: options.rates ?? pairs,
    pairs,
    actions: [],
    seen: new Set(),
    accruedTo: Number.NEGATIVE_INFINITY,
    trades: 0,
    placed: 0,
    events: 0,
    counts: { fills: 0, dependent: 0 },
    out: [],
    due: [],
    trial: undefined,
  }
}

// Types are gone when a program runs: the compiler holds this list to them.
const optionNames = {
  ...{ account: 1, cash: 1, fill: 1, fees: 1, slippage: 1, slippageOn: 1, slippageOnLimits: 1, slippageWithinBar: 1 },
  ...{ orderLatency: 1, dataLatency: 1, volumeShare: 1, stale: 1, grid: 1, calendars: 1, closed: 1, buyingPower: 1 },
  ...{ exits: 1, size: 1, sizeSees: 1, mark: 1, borrow: 1, interest: 1, loan: 1, shorts: 1, margin: 1, liquidateAt: 1 },
  ...{ marginCall: 1, liquidation: 1, collateral: 1, liquidationFee: 1, pin: 1, early: 1, assign: 1, delivery: 1 },
  ...{ rates: 1, booking: 1, marginedSpot: 1 },
} satisfies { readonly [name in keyof Required<SimOptions>]: 1 }

function checkShapes(options: SimOptions): void {
  for (const name of Object.keys(options))
    if (!Object.hasOwn(optionNames, name))
      throw badArgument('createSimVenue', 'option', name, `one of ${Object.keys(optionNames).join(', ')}`)
  for (const name of ['fees', 'slippage', 'size'] as const)
    if (options[name] !== undefined && typeof options[name] !== 'function')
      throw badArgument('createSimVenue', name, options[name], 'a model, such as percentFee(0.001) or tickSlippage(1)')
  const fills = (options.fill as { readonly fills?: unknown } | undefined)?.fills
  if (options.fill !== undefined && !['next-open', 'touch', 'close', 'path', 'queue'].includes(fills as string))
    throw badArgument(
      'createSimVenue',
      'fill',
      fills ?? options.fill,
      "{ fills: 'next-open' | 'touch' | 'close' | 'queue' } or { fills: 'path', path }",
    )
}

function checkOptions(options: SimOptions): void {
  checkShapes(options)
  const { volumeShare, liquidateAt, margin, marginCall, closed, calendars, pin, assign, liquidationFee } = options
  if (volumeShare !== undefined && !(volumeShare > 0 && volumeShare <= 1))
    throw badArgument('createSimVenue', 'volumeShare', volumeShare, '(0, 1]')
  for (const [name, part] of [
    ['pin', pin],
    ['assign', assign],
    ['liquidationFee', liquidationFee],
  ] as const)
    if (part !== undefined && !(part >= 0 && (part < 1 || name === 'assign') && part <= 1))
      throw badArgument('createSimVenue', name, part, name === 'assign' ? '[0, 1]' : '[0, 1)')
  for (const name of ['borrow', 'interest', 'loan'] as const) {
    const rate = options[name]
    if (rate !== undefined && !Number.isFinite(rate))
      throw badArgument('createSimVenue', name, rate, 'a finite rate per year')
  }
  if (liquidateAt !== undefined && !(liquidateAt > 0 && liquidateAt < Number.POSITIVE_INFINITY))
    throw badArgument('createSimVenue', 'liquidateAt', liquidateAt, '> 0, 1.1 for 110 %')
  if (liquidateAt !== undefined && margin === undefined)
    throw badArgument('createSimVenue', 'margin', margin, 'given with liquidateAt')
  if (marginCall !== undefined) {
    if (margin === undefined) throw badArgument('createSimVenue', 'margin', margin, 'given with marginCall')
    const { at = 1, within } = marginCall
    if (!(at > (liquidateAt ?? 0) && at < Number.POSITIVE_INFINITY))
      throw badArgument('createSimVenue', 'marginCall.at', at, 'a level above liquidateAt')
    durationMs(within)
  }
  for (const [currency, part] of Object.entries(options.collateral?.haircuts ?? {}))
    if (!(part >= 0 && part <= 1)) throw badArgument('createSimVenue', `haircuts.${currency}`, part, '[0, 1]')
  if (closed === 'reject' && calendars === undefined)
    throw badArgument('createSimVenue', 'calendars', calendars, "given with closed: 'reject'")
}
