// American options on a share that pays dividends: what early exercise is worth, where it is due, what a dividend in cash
// changes against a yield, and what a volatility is when early exercise is in the price.
import assert from 'node:assert/strict'
import {
  andersenLake,
  baroneAdesiWhaley,
  bjerksundStensland2002,
  exerciseBoundary,
  finiteDifferences,
  impliedVol,
  leisenReimerTree,
  type OptionMarket,
  type OptionTerms,
  optionGreeks,
  perDay,
  priceOption,
} from '@bourse/pricing'

const american = (right: 'call' | 'put', strike: number): OptionTerms => ({ right, strike, exercise: 'american' })
const european = (option: OptionTerms): OptionTerms => ({ ...option, exercise: 'european' })
const market: OptionMarket = { spot: 100, vol: 0.28, rate: 0.045, yield: 0.025, years: 0.5 }
const cell = (x: number, digits = 4): string => x.toFixed(digits).padStart(10)

console.log('A share at 100, volatility 28 %, rate 4.5 %, dividend yield 2.5 %, half a year\n')
console.log('              American  European   premium     delta     gamma      vega theta/day')
for (const strike of [90, 100, 110])
  for (const right of ['call', 'put'] as const) {
    const option = american(right, strike)
    const greeks = optionGreeks(option, market, andersenLake)
    const without = priceOption(european(option), market, andersenLake)
    assert(greeks.price >= without)
    const row = [greeks.price, without, greeks.price - without, greeks.delta, greeks.gamma, greeks.vega / 100]
    console.log(
      `${right.padEnd(5)}${String(strike).padStart(5)}${row.map((x) => cell(x)).join('')}${cell(perDay(greeks.theta))}`,
    )
  }

console.log('\nThe put at 100 is exercised at or below, with so many days left:')
const put = american('put', 100)
const boundary = exerciseBoundary(put, market)
const days = [180, 90, 30, 7, 1]
console.log(days.map((left) => `${left} days ${boundary.near(left / 365).toFixed(2)}`).join('   '))
assert(boundary.near(1 / 365) > boundary.near(180 / 365))

console.log('\nThe same put by other models:')
const exact = priceOption(put, market, andersenLake)
for (const model of [finiteDifferences(), leisenReimerTree(201), baroneAdesiWhaley, bjerksundStensland2002])
  console.log(
    `${model.model.padEnd(26)}${cell(priceOption(put, market, model), 6)}  off by ${(priceOption(put, market, model) - exact).toFixed(6)}`,
  )

console.log('\nA dividend of 1.25 in cash instead of the yield, ten days before expiry and after forty days:')
console.log('                          call 95    put 105')
const { yield: _, ...withoutYield } = market
const jumping = finiteDifferences({ dividends: 'jump' })
for (const [when, at] of [
  ['after 40 days', 40 / 365],
  ['ten days before expiry', 0.5 - 10 / 365],
] as const) {
  const world = { ...withoutYield, dividends: [{ years: at, cash: 1.25 }] }
  for (const [name, model] of [
    ['escrowed', andersenLake],
    ['jump', jumping],
  ] as const) {
    const prices = [american('call', 95), american('put', 105)].map((option) => priceOption(option, world, model))
    console.log(`${`${when}, ${name}`.padEnd(33)}${cell(prices[0]!)} ${cell(prices[1]!)}`)
    // The cash must outweigh the interest that exercise costs: 1.67 on the strike over the longer rest, 0.12 over ten days.
    const gain =
      prices[0]! -
      priceOption(european(american('call', 95)), world, model === andersenLake ? finiteDifferences() : model)
    assert(at > 0.4 ? gain > 0.05 : Math.abs(gain) < 1e-6)
  }
}

console.log('\nThe put at 120 trades at 21.40. Its volatility:')
const deep = american('put', 120)
const known = { spot: 100, rate: 0.045, yield: 0.025, years: 0.5 }
const right = impliedVol(deep, known, 21.4, andersenLake)
const wrong = impliedVol(european(deep), known, 21.4)
assert(right.ok && wrong.ok && right.value < wrong.value)
console.log(
  `as an American option ${(100 * right.value).toFixed(2)} %, taken for a European one ${(100 * wrong.value).toFixed(2)} %`,
)
assert(Math.abs(priceOption(deep, { ...known, vol: right.value }, andersenLake) - 21.4) < 1e-8)
