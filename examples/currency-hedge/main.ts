// Seven stock markets seen from the dollar: what they earned at home, what was left after the currency, and what a hedge
// would have made of it. Indices, currencies and rates are invented; the year has twelve months.
import assert from 'node:assert/strict'
import {
  currencyRisk,
  forwardOutright,
  forwardPoints,
  fxRatesOf,
  hedgeCost,
  hedgedReturns,
  hedgeOutcomes,
  hedgeRatioOf,
  majorSettlementDays,
  pairConvention,
  type Quote,
  type Sourced,
  swapDates,
} from 'bourse'

type Market = {
  readonly name: string
  readonly currency: string
  /** A quote against the dollar, and the money market's simple rate per year. */
  readonly pair: string
  readonly bid: number
  readonly ask: number
  readonly rate: number
  /** Monthly, per cent: the index in its own currency, and the currency in dollars. */
  readonly index: readonly number[]
  readonly moves: readonly number[]
}

const dollarRate = 0.0475
const markets: readonly Market[] = [
  {
    name: 'United States',
    currency: 'USD',
    pair: '',
    bid: 1,
    ask: 1,
    rate: dollarRate,
    index: [1.9, -1.2, 2.4, 0.8, -2.9, 3.1, 1.4, -0.6, -2.2, 2.7, 3.6, -0.9],
    moves: [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0],
  },
  {
    name: 'Euro area',
    currency: 'EUR',
    pair: 'EUR/USD',
    bid: 1.0848,
    ask: 1.085,
    rate: 0.0295,
    index: [2.2, -0.7, 1.6, 1.1, -3.4, 2.5, 0.4, -1.3, -1.8, 2.1, 2.9, 0.3],
    moves: [-1.1, 0.6, -0.9, -1.4, 1.2, -0.5, 1.7, -0.8, 0.3, -1.9, -1.2, 0.4],
  },
  {
    name: 'Japan',
    currency: 'JPY',
    pair: 'USD/JPY',
    bid: 148.62,
    ask: 148.64,
    rate: 0.0025,
    index: [4.1, 1.7, 3.2, -1.9, 0.8, 2.6, -1.1, -4.7, 1.9, 3.0, 0.2, 3.8],
    moves: [-2.8, -1.6, -0.4, -3.1, 0.7, -1.9, 4.6, 3.2, 0.9, -4.2, -1.3, -3.0],
  },
  {
    name: 'United Kingdom',
    currency: 'GBP',
    pair: 'GBP/USD',
    bid: 1.2671,
    ask: 1.2673,
    rate: 0.046,
    index: [-0.6, 0.3, 3.4, 2.1, -1.4, 0.9, 1.8, -0.2, -1.1, 0.6, 2.0, -1.2],
    moves: [0.2, -0.5, -0.3, -1.0, 1.6, -0.7, 1.3, 1.9, 1.4, -3.1, -1.0, -0.8],
  },
  {
    name: 'Switzerland',
    currency: 'CHF',
    pair: 'USD/CHF',
    bid: 0.8811,
    ask: 0.8813,
    rate: 0.009,
    index: [1.1, 0.9, 2.0, -2.3, 1.7, 0.1, 1.2, 0.8, -1.6, -2.4, 0.7, -0.5],
    moves: [-2.1, -1.9, -0.6, -1.5, 1.1, 0.4, 2.7, 3.1, 0.2, -2.0, -1.7, -2.5],
  },
  {
    name: 'Australia',
    currency: 'AUD',
    pair: 'AUD/USD',
    bid: 0.6512,
    ask: 0.6514,
    rate: 0.0435,
    index: [1.2, 0.2, 3.3, -2.9, 0.5, 1.0, 4.2, 0.1, 2.6, -1.3, 3.5, -3.1],
    moves: [-2.4, -0.9, 0.2, -0.6, 2.3, 0.3, -1.8, 3.4, 2.1, -4.4, -0.9, -4.8],
  },
  {
    name: 'Canada',
    currency: 'CAD',
    pair: 'USD/CAD',
    bid: 1.3561,
    ask: 1.3563,
    rate: 0.0385,
    index: [0.5, 1.6, 3.8, -1.8, 2.5, -1.6, 5.1, 1.0, 2.9, 0.7, 5.8, -3.4],
    moves: [-0.8, -0.7, 0.1, -1.2, 0.9, -0.4, -0.8, 2.4, -0.2, -2.9, -0.6, -2.5],
  },
]

const at = Date.parse('2026-06-10T15:00Z')
const quotes = markets.slice(1).map(
  ({ pair, bid, ask }): Sourced<Quote> => ({
    kind: 'quote',
    id: `${pair}@ebs`,
    bid,
    ask,
    bidSize: 1e6,
    askSize: 1e6,
    at,
    source: 'invented',
  }),
)
const rates = fxRatesOf(quotes)
const percent = (value: number, digits = 2): string => `${(100 * value).toFixed(digits)}`.padStart(7)
const column = (values: readonly number[]): Float64Array => Float64Array.from(values, (value) => value / 100)
const compound = (returns: Float64Array): number => returns.reduce((worth, r) => worth * (1 + r), 1) - 1

/** A one-month forward of the currency in dollars, by covered parity. */
function monthForward({ currency, rate }: Market) {
  const [spot, dates, convention] = [
    rates.rate(currency, 'USD'),
    swapDates([currency, 'USD'], '2026-06-10', '1M', majorSettlementDays),
    pairConvention(currency, 'USD'),
  ]
  if (!spot.ok || !dates.ok || !convention.ok) throw new Error(`no forward for ${currency}`)
  const { pair, yearDays } = convention.value
  const days = (Date.parse(dates.value.far) - Date.parse(dates.value.near)) / 86_400_000
  const base = { rate, yearDays: pair[0] === currency ? yearDays.base : yearDays.quote }
  const quote = { rate: dollarRate, yearDays: 360 }
  const terms = { spot: spot.value.mid, days, base, quote }
  // Dealt half a basis point either side of fair.
  const fair = forwardOutright(terms)
  return {
    mid: spot.value.mid,
    premium: forwardPoints(terms) / spot.value.mid,
    bid: fair * 0.99995,
    ask: fair * 1.00005,
  }
}

console.log('\nTwelve months seen from the dollar, per cent (invented data)')
console.log(`${''.padEnd(16)}compounded                 sums of months                      least`)
console.log(
  `${'market'.padEnd(15)}  local  unhedged   hedged    local currency  cross  carry   variance at   cost a year`,
)
const report = markets.map((market) => {
  const [index, currency] = [column(market.index), column(market.moves)]
  const home = market.currency === 'USD'
  const forward = home ? undefined : monthForward(market)
  const carry = new Float64Array(12).fill(forward?.premium ?? 0)
  const unhedged = hedgedReturns(index, currency, carry, 0)
  const hedged = hedgedReturns(index, currency, carry, home ? 0 : 1)
  const least = home ? 0 : hedgeRatioOf('minimum-variance', unhedged.total, currency)
  const cost = forward === undefined ? 0 : 12 * hedgeCost(1, forward.mid, forward).total
  const returns = [compound(index), compound(unhedged.total), compound(hedged.total)]
  const parts = [unhedged.local, unhedged.currency, unhedged.cross, hedged.carry]
  const sums = parts.map((part) => percent(part.reduce((a, b) => a + b, 0)))
  const shown = returns.map((value) => percent(value)).join('  ')
  console.log(`${market.name.padEnd(15)}${shown}  ${sums.join(' ')}   ${percent(least, 0)} %      ${percent(cost)}`)
  return { market, returns, unhedged, hedged, currency, carry, least }
})

console.log(
  '\nUnhedged is local + currency + cross; hedged is local + cross + carry. What a falling currency took away, the',
)
console.log(
  'hedge gave back; and since every rate here is below that of the dollar, selling these currencies forward earns',
)
console.log('the difference: its cost is negative.')

console.log('\nYearly volatility by share of the currency sold, per cent')
const ratios = [0, 0.25, 0.5, 0.75, 1]
const heads = ratios.map((ratio) => `${100 * ratio} %`.padStart(9)).join('')
console.log(`${''.padEnd(15)}${heads}    of variance unhedged: local, currency, cross`)
for (const { market, unhedged, currency, carry } of report.slice(1)) {
  const outcomes = hedgeOutcomes(unhedged.total, currency, ratios, carry)
  const shown = outcomes.map(({ volatility }) => percent(volatility * Math.sqrt(12)).padStart(9)).join('')
  const risk = currencyRisk(unhedged)
  const shares = [risk.local, risk.currency, risk.cross].map((part) => percent(part / risk.variance, 0))
  console.log(`${market.name.padEnd(15)}${shown}    ${shares.join(' ')}`)
}

for (const { unhedged, hedged } of report)
  for (const { total, local, currency, cross, carry } of [unhedged, hedged])
    for (const [i, sum] of total.entries())
      assert.ok(Math.abs(sum - local[i]! - currency[i]! - cross[i]! - carry[i]!) <= 1e-15)
assert.deepEqual(
  report.map(({ returns }) => returns.map((value) => (100 * value).toFixed(2)).join(' ')),
  [
    '8.13 8.13 8.13',
    '5.84 2.02 7.63',
    '14.05 3.89 18.74',
    '6.67 5.48 6.81',
    '1.59 -3.38 5.80',
    '9.37 1.08 10.07',
    '18.01 10.22 19.26',
  ],
)
assert.deepEqual(
  report.map(({ least }) => least.toFixed(2)),
  ['0.00', '-0.12', '0.41', '0.64', '1.28', '1.31', '1.67'],
)
console.log('\nAll as expected.')
