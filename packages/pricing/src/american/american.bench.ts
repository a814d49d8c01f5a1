import { createRng } from '@bourse/math'
import { defineBench } from '@bourse/proof'
import {
  americanGreeksOf,
  americanVolsOf,
  andersenLake,
  andersenLakeFast,
  baroneAdesiWhaley,
  bjerksundStensland1993,
  bsm,
  finiteDifferences,
  greekColumns,
  leisenReimerTree,
  type OptionMarket,
  type OptionTerms,
  optionColumns,
  optionGreeks,
  type PricingModel,
  priceOption,
} from '../index.js'

type Case = { readonly option: OptionTerms; readonly market: OptionMarket; readonly sign: 1 | -1 }

const COUNT = 64

function cases(): readonly Case[] {
  const rng = createRng('american bench')
  return Array.from({ length: COUNT }, (): Case => {
    const right = rng.next() < 0.5 ? 'call' : 'put'
    const market = {
      spot: 60 + 80 * rng.next(),
      vol: 0.1 + 0.6 * rng.next(),
      rate: 0.01 + 0.08 * rng.next(),
      yield: 0.01 + 0.06 * rng.next(),
      years: 0.05 + 2 * rng.next(),
    }
    return { option: { right, strike: 100, exercise: 'american' }, market, sign: right === 'call' ? 1 : -1 }
  })
}

export const bench = defineBench({
  title: 'American options',
  races: () => {
    const all = cases()
    const price = (model: PricingModel): number => {
      let sum = 0
      for (const { option, market } of all) sum += priceOption(option, market, model)
      return sum
    }
    const greeks = (model: PricingModel): number => {
      let sum = 0
      for (const { option, market } of all) sum += optionGreeks(option, market, model).delta
      return sum
    }
    const kernel = (): number => {
      let sum = 0
      for (const { option, market, sign } of all)
        sum += bsm(market.spot, option.strike, market.years, market.rate, market.yield ?? 0, market.vol, sign)
      return sum
    }
    const [tree, grid] = [leisenReimerTree(201), finiteDifferences({ points: 101, steps: 50 })]
    const rows = { ...optionColumns(200), spot: new Float64Array(200).fill(100) }
    const [rate, carryYield, years] = [0.045, 0.013, 0.2]
    rows.exercise.fill(1)
    rows.years.fill(years)
    rows.discount.fill(Math.exp(-rate * years))
    rows.forward.fill(100 * Math.exp((rate - carryYield) * years))
    for (let i = 0; i < 200; i++) {
      rows.strike[i] = 75 + 0.5 * (i >> 1)
      rows.right[i] = i % 2 === 0 ? 1 : -1
      rows.vol[i] = 0.25 - 0.25 * Math.log(rows.strike[i]! / 100)
    }
    const out = greekColumns(200)
    americanGreeksOf(rows, out)
    const premium = out.price.slice()
    const vols = { vol: new Float64Array(200), status: new Uint8Array(200) }
    const kernelRows = (): number => {
      let sum = 0
      for (let i = 0; i < 200; i++)
        sum += bsm(100, rows.strike[i]!, years, rate, carryYield, rows.vol[i]!, rows.right[i] as 1 | -1)
      return sum
    }
    return [
      {
        name: 'price',
        operations: COUNT,
        contenders: {
          andersenLakeFast: () => price(andersenLakeFast),
          'European price kernel bsm': kernel,
          andersenLake: () => price(andersenLake),
          baroneAdesiWhaley: () => price(baroneAdesiWhaley),
          bjerksundStensland1993: () => price(bjerksundStensland1993),
          'leisenReimerTree(201)': () => price(tree),
          'finite differences, 101 x 50': () => price(grid),
        },
      },
      {
        name: 'price and Greeks',
        operations: COUNT,
        contenders: { andersenLakeFast: () => greeks(andersenLakeFast), andersenLake: () => greeks(andersenLake) },
      },
      {
        name: 'one expiry of 200 American options in columns',
        operations: 200,
        contenders: {
          'price and Greeks': () => {
            americanGreeksOf(rows, out)
            return out.delta[100]!
          },
          'implied volatilities': () => {
            americanVolsOf(rows, premium, vols)
            return vols.vol[100]!
          },
          'European price kernel bsm': kernelRows,
        },
      },
    ]
  },
})
