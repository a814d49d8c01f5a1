import { defineBench } from '@bourse/proof'
import { BlackScholes } from '@uqee/black-scholes'
// @ts-expect-error without types
import blackScholesPackage from 'black-scholes'
// @ts-expect-error without types
import greeksPackage from 'greeks'
// @ts-expect-error without types
import impliedVolatility from 'implied-volatility'
// @ts-expect-error without types
import { Option } from 'option-pricing'
import { bsm, bsmGreeks, impliedVol, type OptionMarket, type OptionTerms, optionGreeks, priceOption } from './index.js'

const COUNT = 512

function contracts(): readonly {
  readonly option: OptionTerms
  readonly market: OptionMarket
  readonly sign: 1 | -1
}[] {
  let state = 99
  const random = (): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return (state >>> 8) / 16777216
  }
  return Array.from({ length: COUNT }, () => {
    const spot = 50 + 100 * random()
    const right = random() < 0.5 ? 'call' : 'put'
    const market = { spot, vol: 0.1 + 0.5 * random(), rate: 0.05 * random(), yield: 0, years: 0.05 + random() }
    return {
      option: { right, strike: spot * (0.8 + 0.4 * random()), exercise: 'european' } as const,
      ...{ market, sign: right === 'call' ? (1 as const) : (-1 as const) },
    }
  })
}

// Each contender has a loop of its own: a shared one would learn from all of them and serve none.
export const bench = defineBench({
  title: 'pricing one by one',
  races: () => {
    const all = contracts()
    const one = (i: number): (typeof all)[number] => all[i]!
    const uqee = new BlackScholes()
    const uqeeOption = (i: number): { readonly price: number; readonly delta: number } => {
      const { option, market } = one(i)
      const { rate, vol, years, spot } = market
      return uqee.option({ rate, sigma: vol, strike: option.strike, time: years, type: option.right, underlying: spot })
    }
    const out = new Float64Array(6)
    const kernelGreeks = (i: number): number => {
      const { option, market, sign } = one(i)
      bsmGreeks(market.spot, option.strike, market.years, market.rate, 0, market.vol, sign, out)
      return out[1]!
    }
    const premiums = all.map(({ option, market }) => priceOption(option, market))
    const oldVol = (i: number): number => {
      const { option, market } = one(i)
      return impliedVolatility.getImpliedVolatility(
        premiums[i]!,
        market.spot,
        option.strike,
        market.years,
        market.rate,
        option.right,
      )
    }
    return [
      {
        name: 'price',
        operations: COUNT,
        contenders: {
          priceOption: () => {
            let sum = 0
            for (let i = 0; i < COUNT; i++) sum += priceOption(one(i).option, one(i).market)
            return sum
          },
          'positional kernel bsm': () => {
            let sum = 0
            for (let i = 0; i < COUNT; i++) {
              const { option, market, sign } = one(i)
              sum += bsm(market.spot, option.strike, market.years, market.rate, market.yield ?? 0, market.vol, sign)
            }
            return sum
          },
          'black-scholes': () => {
            let sum = 0
            for (let i = 0; i < COUNT; i++) {
              const { option, market } = one(i)
              sum += blackScholesPackage.blackScholes(
                market.spot,
                option.strike,
                market.years,
                market.vol,
                market.rate,
                option.right,
              )
            }
            return sum
          },
          'option-pricing': () => {
            let sum = 0
            for (let i = 0; i < COUNT; i++) {
              const { option, market } = one(i)
              const { vol, rate, years, spot } = market
              const given = {
                initialSpotPrice: spot,
                strikePrice: option.strike,
                timeToMaturity: years,
                volatility: vol,
              }
              const made = new Option({ ...given, style: 'european', type: option.right, riskFreeRate: rate })
              sum += made.price('black-scholes')
            }
            return sum
          },
        },
      },
      {
        name: 'price and Greeks',
        operations: COUNT,
        contenders: {
          optionGreeks: () => {
            let sum = 0
            for (let i = 0; i < COUNT; i++) sum += optionGreeks(one(i).option, one(i).market).delta
            return sum
          },
          'positional kernel bsmGreeks': () => {
            let sum = 0
            for (let i = 0; i < COUNT; i++) sum += kernelGreeks(i)
            return sum
          },
          '@uqee/black-scholes': () => {
            let sum = 0
            for (let i = 0; i < COUNT; i++) sum += uqeeOption(i).delta
            return sum
          },
          greeks: () => {
            let sum = 0
            for (let i = 0; i < COUNT; i++) {
              const { option, market } = one(i)
              const given = [market.spot, option.strike, market.years, market.vol, market.rate] as const
              sum +=
                greeksPackage.getDelta(...given, option.right) +
                greeksPackage.getGamma(...given) +
                greeksPackage.getVega(...given) +
                greeksPackage.getTheta(...given, option.right, 365) +
                greeksPackage.getRho(...given, option.right, 100)
            }
            return sum
          },
        },
      },
      {
        name: 'implied volatility',
        operations: 16,
        contenders: {
          impliedVol: () => {
            let sum = 0
            for (let i = 0; i < 16; i++) {
              const found = impliedVol(one(i).option, one(i).market, premiums[i]!)
              sum += found.ok ? found.value : 0
            }
            return sum
          },
          '@uqee/black-scholes': () => {
            let sum = 0
            for (let i = 0; i < 16; i++) {
              const { option, market } = one(i)
              const { rate, years, spot } = market
              sum += uqee.sigma({
                price: premiums[i]!,
                rate,
                strike: option.strike,
                time: years,
                type: option.right,
                underlying: spot,
              })
            }
            return sum
          },
          'implied-volatility': () => {
            let sum = 0
            for (let i = 0; i < 16; i++) sum += oldVol(i)
            return sum
          },
        },
      },
    ]
  },
})
