// A crash, minute by minute, and what each rule did about it. A strategy that buys every dip keeps sending orders; the
// gate makes them smaller, then stops them, then closes the book, and is restarted in the middle of it. Prices are
// invented.
import assert from 'node:assert/strict'
import { createCalendars, createRegistry, nyse } from '@bourse/assets'
import { createMarketRecord, type Fact, inputStamper, manualClock, money, type Order } from '@bourse/core'
import { createLedger } from '@bourse/portfolio'
import {
  createGate,
  explainVerdict,
  type GateAction,
  ladder15,
  maxOrderNotional,
  maxOrderRate,
  priceCollar,
  type Rule,
  riskContext,
  staleData,
} from '@bourse/risk'

const etf = { kind: 'etf', assetClass: 'equity', currency: 'USD', tick: 0.01, lot: 1, calendar: 'XNYS' } as const
const SPY = 'SPY@ARCX'
const instruments = createRegistry([{ ...etf, id: SPY }])
const calendars = createCalendars([nyse])
const market = createMarketRecord()
const ledger = createLedger({
  base: 'USD',
  instruments,
  market,
  cash: [{ account: 'paper', money: money('100000', 'USD') }],
})

const rules = (): readonly Rule[] => [
  ...ladder15(),
  maxOrderNotional('60000 USD'),
  maxOrderRate(3, '1m'),
  priceCollar(0.03),
  staleData(90_000),
]
let gate = createGate({ rules: rules() })

const clock = manualClock('2026-11-05T15:00Z')
const stamper = inputStamper(clock)
let trades = 0
let venue: 'up' | 'down' = 'up'
const lines: string[] = []
const say = (text: string): void => {
  const equity = ledger.equity().value
  lines.push(`${new Date(clock.now()).toISOString().slice(11, 16)}  equity ${equity.toFixed(0).padStart(6)}  ${text}`)
}
const context = () => riskContext({ now: clock.now(), book: ledger, market, instruments, calendars })

/** Everything that happens goes this way: market, book, gate; what the gate wants is done at once. */
function happen(fact: Fact): void {
  const input = stamper.next({ ...fact, at: clock.now(), source: 'replay' })
  market.observe(input)
  ledger.apply(input)
  for (const action of gate.observe(input, context())) obey(action)
}

function obey(action: GateAction): void {
  say(`GATE ${action.action}: ${action.why}`)
  if (action.action !== 'flatten') return
  for (const { account, strategy, instrument, quantity } of [...ledger.positions()])
    send('sell', quantity, { account, strategy, instrument, reduceOnly: true })
}

/** Through the gate; what passes fills at the mark. */
function send(side: 'buy' | 'sell', quantity: number, more: Partial<Order> = {}): void {
  const orderId = `dip-${++trades}`
  const route = { type: 'market', orderId, account: 'paper', strategy: 'dip', instrument: SPY, tif: 'day' } as const
  const verdict = gate.checkOrder({ ...route, side, quantity, ...more } as Order, context())
  const [head, ...figures] = explainVerdict(verdict).split('\n')
  const by = verdict.pass ? verdict.trimmed?.by : verdict.rule
  const why = figures.find((line) => by !== undefined && line.startsWith(`${by}:`))
  say(`${side} ${quantity}: ${head}${why === undefined ? '' : `; ${why.slice(why.indexOf(';') + 2)}`}`)
  if (!verdict.pass) return
  const { order } = verdict
  if (venue === 'down') {
    say(`${orderId} rejected by the venue: not connected`)
    const reason = { code: 'venue/down', message: 'not connected', details: {} }
    happen({ kind: 'rejected', account: order.account, orderId, reason })
    return
  }
  const price = market.mark(SPY)?.value ?? Number.NaN
  happen({
    ...order,
    kind: 'fill',
    tradeId: `t${trades}`,
    price,
    quantityText: String(order.quantity),
    priceText: String(price),
    liquidity: 'taker',
    fee: money(0, 'USD'),
  })
}

function mark(price: number): void {
  clock.advance(clock.now() + 60_000)
  happen({ kind: 'mark', id: SPY, price })
}

mark(600)
for (let i = 0; i < 3; i++) send('buy', 60)
send('buy', 1) // the fourth within a minute
for (const price of [585, 572, 564, 553, 545]) {
  mark(price)
  send('buy', 20)
  if (price === 585) send('buy', 20, { type: 'limit', limit: 620 } as Partial<Order>) // a finger slips
}
mark(536)
venue = 'down'
mark(528)
say('the process dies with the book still open; what the gate remembers is on disk')
const onDisk = JSON.stringify(gate.save())
gate = createGate({ rules: rules(), state: JSON.parse(onDisk) })
venue = 'up'
send('buy', 1)
mark(524) // a minute later the gate asks again
mark(620)
send('buy', 1) // the market is back, the latch is not
happen({ kind: 'control', control: 'reset', target: 'all', who: '', why: '' })
send('buy', 1)
happen({ kind: 'control', control: 'reset', target: 'all', who: 'ann', why: 'the strategy no longer averages down' })
say('reset by ann')
send('buy', 10)

console.log(lines.join('\n'))

const told = lines.join('\n')
assert.equal(lines.filter((line) => line.includes('GATE flatten')).length, 2) // again after the restart
assert.match(
  told,
  /dip-5 passed[\s\S]*dip-6 refused by priceCollar[\s\S]*dip-7 trimmed by drawdownLadder from 20 to 15/,
)
assert.match(
  told,
  /refused by maxLeverage[\s\S]*GATE cancelAll[\s\S]*rejected by the venue[\s\S]*refused by drawdownLadder/,
)
assert.equal(ledger.quantity(SPY), 10) // what was bought after the reset, and nothing from before
assert.match(lines.at(-1) ?? '', /passed$/)
