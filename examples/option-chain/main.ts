// An option chain in the terminal: a seeded market on a clock that is turned by hand, so that it says the same every time.
//   main.ts [refreshes], by default 4. With a real feed and a real clock only the two lines marked so would change.
import assert from 'node:assert/strict'
import type { Option } from '@bourse/assets'
import { type EpochMs, type MarketFact, manualClock, type Sourced, toEpochMs } from '@bourse/core'
import { feedFrom$ } from '@bourse/core/rx'
import { createRng } from '@bourse/math'
import {
  black,
  type ChainView,
  chainTotals,
  loadWasmBackend,
  optionChain,
  perDay,
  volatilityIndex,
  yearsToExpiry,
} from '@bourse/pricing'
import { chain$ } from '@bourse/pricing/rx'
import { NEVER, Subject } from 'rxjs'

const refreshes = Number(process.argv[2] ?? 4)
const underlying = 'XYZ@CBOE'
const rate = 0.04
const start = toEpochMs('2026-11-18T18:00Z')

const options: Option[] = (['2026-12-11', '2026-12-18', '2026-12-24'] as const).flatMap((expiry) =>
  Array.from({ length: 61 }, (_, k) => 4500 + 50 * k).flatMap((strike) =>
    (['call', 'put'] as const).map(
      (right): Option => ({
        kind: 'option',
        id: `XYZ-${expiry}-${strike}-${right}@CBOE`,
        underlying,
        right,
        strike,
        expiry,
        exercise: 'european',
        multiplier: 100,
        settlement: 'cash',
        fixing: 'pm',
        assetClass: 'equity',
        currency: 'USD',
        tick: 0.05,
        lot: 1,
        calendar: 'XNYS',
      }),
    ),
  ),
)

// ---- a market that is made up: a skew, a walking spot, quotes on the tick; deep wings have no bid ----

const rng = createRng(7)

function* quotesAt(now: EpochMs, spot: number): Generator<Sourced<MarketFact>> {
  const stamp = { at: now, source: 'market' }
  yield { kind: 'mark', id: underlying, price: spot, ...stamp }
  for (const option of options) {
    const years = yearsToExpiry(option, now)
    const forward = spot * Math.exp(0.027 * years)
    const k = Math.log(option.strike / forward) / Math.sqrt(years)
    const vol = 0.16 - 0.09 * k + 0.05 * k * k
    const sign = option.right === 'call' ? 1 : -1
    const price = Math.exp(-rate * years) * black(forward, option.strike, vol * Math.sqrt(years), sign)
    const half = 0.05 + 0.01 * Math.min(price, 40) * (0.5 + rng.next())
    const bid = Math.max(0, Math.floor((price - half) * 20) / 20)
    const ask = Math.ceil((price + half) * 20) / 20
    yield { kind: 'quote', id: option.id, bid, ask, bidSize: 10, askSize: 10, ...stamp }
  }
}

// ---- the chain ----

const clock = manualClock(start) // systemClock
const facts = new Subject<Sourced<MarketFact>>()
const feed = feedFrom$(facts, NEVER) // any vendor's feed
const chain = optionChain(underlying, options, { rate, backend: await loadWasmBackend() })
const views: ChainView[] = []

chain$(feed, chain, { every: '250ms', clock }).subscribe((view) => {
  views.push(view)
  printChain()
})

let spot = 6000
for (let turn = 1; turn <= refreshes; turn++) {
  spot = Math.round((spot + 8 * (rng.next() - 0.5)) * 100) / 100
  for (const fact of quotesAt(clock.now(), spot)) facts.next(fact)
  clock.advance(start + 250 * turn)
}

function printChain(): void {
  const slice = chain.expiry({ days: 30 })
  const home = process.stdout.isTTY ? '\x1b[H\x1b[2J' : '\n'
  const time = new Date(chain.now).toISOString().slice(11, 23)
  const lines = [
    `${home}${underlying} ${slice.expiry} (${slice.days} days)  ${time}  spot ${chain.spot}  forward ${slice.forward.toFixed(2)} from ${slice.forwardFrom}`,
    `  delta    vol %      bid      ask   strike      bid      ask    vol %    delta`,
  ]
  for (let strike = 5700; strike <= 6300; strike += 50) {
    const [call, put] = [slice.byStrike('call', strike)!, slice.byStrike('put', strike)!]
    const figures = [
      call.greeks.delta.toFixed(3).padStart(7),
      (100 * call.vol).toFixed(2),
      call.bid.toFixed(2),
      call.ask.toFixed(2),
      String(strike),
      put.bid.toFixed(2),
      put.ask.toFixed(2),
      (100 * put.vol).toFixed(2),
      put.greeks.delta.toFixed(3),
    ]
    lines.push(figures.map((text, i) => text.padStart(i === 0 ? 7 : 9)).join(''))
  }
  console.log(lines.join('\n'))
}

// ---- a position, and the market's own idea of 30 days ----

const slice = chain.expiry({ days: 30 })
const [shortPut, longPut] = [slice.byDelta('put', 0.16)!, slice.byDelta('put', 0.05)!]
const totals = chainTotals(chain, [
  { id: shortPut.option.id, quantity: -10 },
  { id: longPut.option.id, quantity: 10 },
])
const [near, next] = (['2026-12-11', '2026-12-24'] as const).map((date) => {
  const { years, quotes } = chain.expiry(date)
  return { ...quotes(), minutes: years * 525_600, rate }
})
const index = volatilityIndex(near!, next!)
assert(index.ok)
console.log(
  `\n10 put spreads ${longPut.option.strike}/${shortPut.option.strike}: worth ${totals.price.toFixed(0)}, delta ${totals.delta.toFixed(1)}, vega ${(totals.vega / 100).toFixed(0)} a point, theta ${perDay(totals.theta).toFixed(0)} a day`,
)
console.log(`volatility index of 30 days ${index.value.index.toFixed(2)}`)

// ---- what it must come to ----

if (refreshes === 4) {
  const at = (x: number, digits: number): number => Number(x.toFixed(digits))
  assert.equal(views.length, 4)
  assert.deepEqual(
    views.at(-1)!.expiries.map(({ forwardFrom }) => forwardFrom),
    ['parity', 'parity', 'parity'],
  )
  assert.equal(at(slice.forward, 2), at(spot * Math.exp(0.027 * slice.years), 2))
  assert.deepEqual([longPut.option.strike, shortPut.option.strike], [5500, 5700])
  assert.deepEqual([at(totals.price, 0), at(totals.delta, 1), at(perDay(totals.theta), 0)], [-16100, 93.5, 537])
  assert.equal(at(index.value.index, 2), 16.46)
  assert.deepEqual(totals.unpriced, [])
}
