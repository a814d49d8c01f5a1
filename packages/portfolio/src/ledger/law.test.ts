import { createRegistry, type Instrument, priceMovePnl } from '@bourse/assets'
import {
  createMarketRecord,
  type Fact,
  isoDateOfDay,
  type Input,
  type InstrumentId,
  type Json,
  money,
} from '@bourse/core'
import { fxRates } from '@bourse/fx'
import { campaign } from '@bourse/proof'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { behindOf } from '../book/bookState.js'
import type { BookView } from '../book/bookView.js'
import { applyInput } from './applyInput.js'
import { createLedger } from './createLedger.js'
import type { LedgerConfig } from './ledgerTypes.js'

// Random lives of a book with every kind of instrument, over accounts and strategies. After every event the law of the
// cells holds in integers, equity is what an accountant who knows nothing of lots says it is, and the pure function, a
// ledger that was saved and loaded on the way and the live ledger agree to the last digit.
const common = { tick: 0.01, lot: 1, calendar: 'always', currency: 'USD', assetClass: 'equity' } as const
const option = { kind: 'option', strike: 100, expiry: '2030-01-18', exercise: 'american', fixing: 'pm' } as const
const perpetual = { kind: 'perpetual', base: 'BTC', fundingHours: 8 } as const
const future = { kind: 'future', root: 'F', month: '2030-01', expiry: '2030-01-18', settlement: 'cash' } as const
const instruments: readonly Instrument[] = [
  { ...common, kind: 'equity', id: 'A@X' },
  { ...common, kind: 'equity', id: 'B@X', currency: 'EUR' },
  { ...common, kind: 'etf', id: 'C@X' },
  { ...common, kind: 'bond', id: 'BOND@X', coupon: 0.03, frequency: 2, maturity: '2035-01-01', face: 1000 },
  { ...common, kind: 'spot', id: 'BTC/USD@X', base: 'BTC', quote: 'USD' },
  { ...common, ...future, id: 'FUT@X', multiplier: 50 },
  { ...common, ...perpetual, id: 'LIN@X', quote: 'USD', multiplier: 0.01, payoff: 'linear' },
  { ...common, ...perpetual, id: 'INV@X', quote: 'USD', currency: 'BTC', multiplier: 10, payoff: 'inverse' },
  { ...common, ...perpetual, id: 'QUA@X', quote: 'JPY', currency: 'EUR', multiplier: 0.001, payoff: 'quanto' },
  { ...common, ...option, id: 'CALL@X', underlying: 'A@X', right: 'call', multiplier: 100, settlement: 'physical' },
  { ...common, ...option, id: 'PUT@X', underlying: 'FUT@X', right: 'put', multiplier: 50, settlement: 'physical' },
  {
    ...common,
    ...option,
    id: 'MARG@X',
    underlying: 'A@X',
    right: 'call',
    multiplier: 10,
    settlement: 'cash',
    premium: 'margined',
  },
  { ...common, kind: 'outcome', id: 'YES@X', assetClass: 'event', market: 'm', outcome: 'yes', closes: 9e15 },
]
const ids = instruments.map(({ id }) => id)
const byId = new Map<string, Instrument>(instruments.map((one) => [one.id, one]))
const accounts = ['paper', 'ib/1', 'x/2'] as const
const strategies = ['a', 'b'] as const

const decimal = (low: number, high: number, decimals: number): fc.Arbitrary<string> =>
  fc
    .integer({ min: Math.ceil(low * 10 ** decimals), max: Math.floor(high * 10 ** decimals) })
    .map((n) => (n / 10 ** decimals).toFixed(decimals))
const place = { account: fc.constantFrom(...accounts), strategy: fc.constantFrom(...strategies) }
const step = fc.record({
  what: fc.nat(99),
  instrument: fc.constantFrom(...ids),
  ...place,
  toAccount: place.account,
  toStrategy: place.strategy,
  price: decimal(0.01, 1, 4),
  scale: fc.constantFrom('1', '100', '7'),
  quantity: fc.oneof(decimal(1, 40, 0), decimal(0.001, 3, 3), decimal(0.00000001, 0.1, 8)),
  side: fc.constantFrom('buy', 'sell'),
  fee: decimal(-0.2, 2, 3),
  feeCurrency: fc.constantFrom('USD', 'EUR', 'BTC'),
  share: fc.constantFrom(1, 0.5, 0.25, 0.1),
  again: fc.nat(9).map((n) => n === 0),
})
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never

type World = {
  readonly market: ReturnType<typeof createMarketRecord>
  readonly config: LedgerConfig
  readonly ids: { seq: number }
}

function world(lots: LedgerConfig['lots'], premiums: LedgerConfig['premiums'] = 'realised'): World {
  const market = createMarketRecord()
  const rates = fxRates()
  const quote = { kind: 'quote', bidSize: 1, askSize: 1, at: 0, source: 's' } as const
  rates.next({ ...quote, id: 'EUR/USD@ebs', bid: 1.25, ask: 1.25 })
  rates.next({ ...quote, id: 'BTC/USD@ebs', bid: 0.5, ask: 0.5 })
  const config: LedgerConfig = {
    base: 'USD',
    instruments: createRegistry(instruments),
    market,
    rates: rates.snapshot(),
    accounts,
    marginedSpot: ['x/2'],
    booking: { USD: { decimals: 2, rounding: 'half-up' } },
    premiums,
    ...(lots === undefined ? {} : { lots }),
  }
  return { market, config, ids: { seq: 0 } }
}

const sixHours = 21_600_000
const rateOf = { USD: 1, EUR: 1.25, BTC: 0.5 } as const

/** The fact a step stands for, given what is held; undefined where it makes none. */
function factOf(book: BookView, s: Step, n: number): Fact | undefined {
  const instrument = byId.get(s.instrument)!
  const unit = instrument.kind === 'outcome' ? '1' : s.scale
  const price = (Number(s.price) * Number(unit)).toFixed(4)
  const held = [...book.positions({ account: s.account, strategy: s.strategy, instrument: s.instrument })][0]
  const some = held === undefined ? 0 : Number((Math.abs(held.quantity) * s.share).toFixed(8))
  const money0 = { account: s.account, strategy: s.strategy }
  const fee = money(s.fee as `${number}`, s.feeCurrency)
  if (s.what < 55 || s.what >= 98)
    return {
      kind: 'fill',
      ...money0,
      orderId: 'o',
      tradeId: `t${n}`,
      instrument: s.instrument,
      side: s.side as 'buy',
      quantity: Number(s.quantity),
      quantityText: s.quantity,
      price: Number(price),
      priceText: price,
      liquidity: 'maker',
      fee,
    }
  if (s.what < 62) {
    const reason = (['deposit', 'withdrawal', 'interest', 'borrow', 'fee', 'funding', 'other'] as const)[s.what - 55]!
    return { kind: 'cashMove', ...money0, moveId: `m${n}`, reason, amount: fee }
  }
  if (s.what < 67)
    return { kind: 'funding', id: s.instrument, rate: Number(s.fee) / 1000, hours: 8, price: Number(price) }
  if (s.what < 72) return { kind: 'settlement', id: s.instrument, price: Number(price), final: s.what === 71 }
  if (s.what < 78 && some > 0)
    return {
      kind: 'positionTransfer',
      transferId: `x${n}`,
      ...money0,
      toAccount: s.toAccount,
      toStrategy: s.toStrategy,
      instrument: s.instrument,
      quantity: some,
    }
  if (s.what < 84 && held !== undefined && some > 0) {
    const exercises = instrument.kind === 'option' && s.what < 81
    const kind = exercises ? (held.quantity > 0 ? 'exercise' : 'assignment') : s.what === 83 ? 'liquidation' : 'expiry'
    return {
      kind,
      ...money0,
      eventId: `e${n}`,
      instrument: s.instrument,
      quantity: some,
      price: exercises ? 0.5 : Number(price),
      fee,
    }
  }
  const action = { kind: 'corporateAction', id: s.instrument, exDate: '1970-01-01' } as const
  if (s.what < 87)
    return {
      ...action,
      action: 'dividend',
      perShare: fee,
      payDate: isoDateOfDay(5 + (n % 5) - 1),
      exDate: isoDateOfDay(4 + ((n * 7) % 6) - 1),
    }
  if (s.what < 90)
    return {
      ...action,
      action: 'split',
      numerator: Number(s.scale),
      denominator: 3,
      exDate: isoDateOfDay(1 + (n % 9) - 1),
      ...(s.what === 89 ? { inLieu: money('3.3', 'USD') } : {}),
    }
  if (s.what < 92 && s.instrument === 'A@X')
    return { ...action, action: 'spinOff', into: 'C@X', ratio: 0.3, costShare: s.share, cash: fee }
  if (s.what < 94 && s.instrument === 'A@X')
    return {
      ...action,
      action: 'merger',
      into: 'C@X',
      ratio: Number(s.scale),
      cash: money('0.7', 'USD'),
      inLieu: money('2', 'USD'),
    }
  if (s.what < 95)
    return {
      kind: 'adjustment',
      ...money0,
      instrument: s.instrument,
      quantity: Number(s.quantity),
      cash: fee,
      who: 'w',
      why: `${n}`,
    }
  if (s.what < 96 && instrument.kind === 'outcome')
    return { kind: 'resolution', id: s.instrument, pays: s.share, disputed: false }
  return undefined
}

/** Every cell is what its parts add up to, every row what its lots do: in integers. */
function checkLaw(book: BookView): void {
  const { rows, cells } = behindOf('test', book).stateNow()
  for (const cell of cells) {
    if (cell === undefined) continue
    let owed = cell.flows + cell.realized - cell.fees + cell.funding + cell.carry
    for (const row of rows) {
      if (row === undefined || row.account !== cell.account || row.strategy !== cell.strategy) continue
      const { instrument } = row.terms
      if (row.style !== 'contract' && row.terms.currency === cell.currency) owed -= row.cost
      if (row.style === 'balances' && instrument.kind === 'spot' && instrument.base === cell.currency)
        owed += row.quantity
    }
    if (owed !== cell.balance + cell.receivable)
      throw new Error(`${cell.account} ${cell.strategy} ${cell.currency}: ${owed} is not ${cell.balance}`)
  }
  for (const row of rows) {
    if (row === undefined) continue
    const lots = row.lots.slice(row.head)
    const sum = (of: 'quantity' | 'cost' | 'entry'): bigint => lots.reduce((total, lot) => total + lot[of], 0n)
    for (const of of ['quantity', 'cost', 'entry'] as const)
      if (sum(of) !== row[of]) throw new Error(`${row.terms.id} ${of}: lots ${sum(of)}, row ${row[of]}`)
    const sides = new Set(lots.filter(({ quantity }) => quantity !== 0n).map(({ quantity }) => quantity > 0n))
    if (sides.size > 1) throw new Error(`${row.terms.id}: long and short at once`)
  }
}

/** What an event does to equity at unchanged marks, without lots: undefined where marks would have to move with it. */
function gainOf(book: BookView, fact: Fact, markOf: (id: string) => number): number | undefined {
  const worth = (instrument: Instrument, quantity: number, from: number, to: number): number =>
    priceMovePnl(instrument, quantity, from, to) * rateOf[instrument.currency as 'USD']
  const cost = (fee: { currency: string; value: { toNumber(): number } }): number =>
    fee.value.toNumber() * rateOf[fee.currency as 'USD']
  if (fact.kind === 'fill') {
    const instrument = byId.get(fact.instrument)!
    const signed = fact.side === 'buy' ? fact.quantity : -fact.quantity
    const inKind = instrument.kind === 'spot' && fact.fee.currency === instrument.base && fact.account !== 'x/2'
    const fee = inKind ? fact.fee.value.toNumber() * markOf(fact.instrument) : cost(fact.fee)
    return worth(instrument, signed, fact.price, markOf(fact.instrument)) - fee
  }
  if (fact.kind === 'cashMove') return cost(fact.amount)
  if (fact.kind === 'positionTransfer') return 0
  if (fact.kind === 'funding') {
    const instrument = byId.get(fact.id)! as Extract<Instrument, { kind: 'perpetual' }>
    if (instrument.kind !== 'perpetual') return undefined
    const per = instrument.payoff === 'inverse' ? 1 / fact.price! : fact.price!
    return -book.quantity(fact.id) * instrument.multiplier * per * fact.rate * rateOf[instrument.currency as 'USD']
  }
  if (fact.kind === 'settlement' && !fact.final) return 0
  if (fact.kind === 'settlement')
    return -worth(byId.get(fact.id)!, -book.quantity(fact.id), markOf(fact.id), fact.price)
  if (fact.kind === 'expiry' || fact.kind === 'liquidation') {
    const { account, strategy, instrument } = fact
    const long = book.quantity(instrument, { account, strategy }) > 0
    return (
      worth(byId.get(instrument)!, long ? fact.quantity : -fact.quantity, markOf(instrument), fact.price) -
      cost(fact.fee)
    )
  }
  return undefined
}

test('a book is what happened to it, to the last digit', () => {
  const history = fc.record({
    lots: fc.constantFrom('fifo', 'lifo', 'highest', 'average', undefined),
    premiums: fc.constantFrom('realised', 'carried'),
    // Few instruments, so that much happens to each.
    few: fc.uniqueArray(fc.constantFrom(...ids), { minLength: 1, maxLength: 3 }),
    steps: fc.array(step, { minLength: 1, maxLength: 25 }),
    pureFrom: fc.nat(24),
  })
  fc.assert(
    fc.property(history, ({ lots, premiums, few, steps, pureFrom }) => {
      const { market, config } = world(lots, premiums)
      const twin = createLedger({ ...config, premiums: premiums === 'carried' ? 'realised' : 'carried' })
      const live = createLedger(config)
      const other = createLedger(config)
      let pure: BookView = live.snapshot()
      const marks: { [id: string]: number } = {}
      let seq = 0
      const stamped = (fact: Fact): Input =>
        ({ ...fact, seq: ++seq, time: seq * sixHours, at: seq, source: 's' }) as Input
      for (const id of ids) {
        marks[id] = 0.5
        market.observe(stamped({ kind: 'mark', id: id as InstrumentId, price: 0.5 }))
      }
      let past: Input | undefined
      steps.forEach((drawn, n) => {
        const one = { ...drawn, instrument: few[n % few.length]! }
        const fact = factOf(live, one, n)
        if (fact === undefined) return
        const input = one.again && past !== undefined ? past : stamped(fact)
        const before = live.equity().value
        const saved = one.again ? JSON.stringify(live.save()) : ''
        const gain = gainOf(live, fact, (id) => marks[id]!)
        const falls = behindOf('test', live).stateNow().nextDue <= input.time
        let failure: unknown
        try {
          live.apply(input)
        } catch (error) {
          failure = error
        }
        if (failure !== undefined) {
          expect(failure).toMatchObject({ code: expect.stringMatching(/\//) })
          expect(() => applyInput(pure, input)).toThrow()
          expect(() => other.apply(input)).toThrow()
          return
        }
        checkLaw(live)
        twin.apply(input)
        expect(twin.cash()).toEqual(live.cash())
        if (input === past) expect(JSON.stringify(live.save())).toBe(saved)
        else if (gain !== undefined && !falls) {
          // Cents are rounded: the accountant's doubles and the ledger's integers may differ by half a cent a lot.
          const scale = 1e-9 * (Math.abs(before) + Math.abs(gain)) + 0.3
          expect(Math.abs(live.equity().value - before - gain)).toBeLessThan(scale)
        }
        if (n === pureFrom) pure = live.snapshot()
        else pure = applyInput(pure, input).book
        other.apply(input)
        if (n % 5 === 4) other.load(JSON.parse(JSON.stringify(other.save())) as Json)
        past = input
      })
      checkLaw(pure)
      expect(digitsOfBook(pure)).toEqual(digitsOfBook(live))
      expect(other.save()).toEqual(live.save())
      const { cash, all } = partsOf(live)
      expect(cash).toEqual(all)
    }),
    { seed: 20_261_126, numRuns: campaign(100_000) },
  )
})

function digitsOfBook(book: BookView): unknown {
  const { stateNow } = behindOf('test', book)
  const { rows, cells, trips, pending } = stateNow()
  const text = (_: string, value: unknown): unknown => (typeof value === 'bigint' ? String(value) : value)
  const plain = rows.map(
    (row) => row && { ...row, token: 0, changes: 0, terms: row.terms.id, lots: row.lots.slice(row.head), head: 0 },
  )
  return JSON.parse(
    JSON.stringify([plain, cells.map((cell) => cell && { ...cell, token: 0 }), trips.items(), pending], text),
  )
}

// Accounts and strategies add up to the whole.
function partsOf(book: BookView): { cash: unknown; all: unknown } {
  const sums = new Map<string, bigint>()
  for (const account of accounts)
    for (const strategy of ['', ...strategies])
      for (const { currency, value } of book.cash({ account, strategy }))
        sums.set(currency, (sums.get(currency) ?? 0n) + BigInt(value.times('1e18').toFixed(0)))
  const all = new Map(book.cash().map(({ currency, value }) => [currency, BigInt(value.times('1e18').toFixed(0))]))
  const sorted = (map: Map<string, bigint>): unknown => [...map].map(([name, sum]) => `${name} ${sum}`).sort()
  return { cash: sorted(sums), all: sorted(all) }
}
