// Beside QuantLib as JavaScript, engine against engine. Its grid for American options is left out: it answers less than
// what exercise pays.
import { defineBench } from '@bourse/proof'
import {
  Actual365Fixed,
  AmericanExercise,
  AnalyticEuropeanEngine,
  BaroneAdesiWhaleyApproximationEngine,
  BjerksundStenslandApproximationEngine,
  BlackConstantVol,
  BlackScholesMertonProcess,
  EuropeanExercise,
  FlatForward,
  Handle,
  NullCalendar,
  Option,
  PlainVanillaPayoff,
  Settings,
  SimpleQuote,
  VanillaOption,
  type YieldTermStructure,
} from '@quantlib/ql'
import {
  baroneAdesiWhaley,
  bjerksundStensland1993,
  blackScholes,
  type OptionMarket,
  type OptionTerms,
  type PricingModel,
  priceOption,
} from '../index.js'

const days = 182
const today = new Date(Date.UTC(2026, 10, 26))
const expiry = new Date(today.getTime() + days * 86_400_000)
const spots = Array.from({ length: 64 }, (_, i) => 80 + 0.6 * i)
const [vol, rate, carryYield, years] = [0.28, 0.045, 0.025, days / 365]
// Written out: a spread of an object with doubles takes a microsecond in Node 20, ten times the price.
const at = (spot: number): OptionMarket => ({ spot, vol, rate, yield: carryYield, years })

export const bench = defineBench({
  title: 'QuantLib in JavaScript',
  races: () => {
    Settings.evaluationDate.set(today)
    const spot = new SimpleQuote(100)
    const act365 = new Actual365Fixed()
    // Their declarations disagree with themselves about a default argument.
    const flat = (annual: number) =>
      new Handle(new FlatForward().ffInit2(today, annual, act365) as unknown as YieldTermStructure)
    const vols = new Handle(new BlackConstantVol().bcvInit1(today, new NullCalendar(), vol, act365))
    const process = new BlackScholesMertonProcess(new Handle(spot), flat(carryYield), flat(rate), vols)

    // A spot that moves each time, so that nobody answers from memory.
    const race = (
      name: string,
      exercise: OptionTerms['exercise'],
      model: PricingModel,
      engine: Parameters<VanillaOption['setPricingEngine']>[0],
    ) => {
      const theirs = new VanillaOption(
        new PlainVanillaPayoff(Option.Type.Put, 110),
        exercise === 'american' ? new AmericanExercise().aeInit1(today, expiry) : new EuropeanExercise(expiry),
      )
      theirs.setPricingEngine(engine)
      const ours = { right: 'put', strike: 110, exercise } as const
      const apart = priceOption(ours, at(100), model) / theirs.NPV() - 1
      if (!(Math.abs(apart) < 1e-6)) throw new Error(`${name}: ${apart} apart`)
      return {
        name,
        operations: spots.length,
        contenders: {
          priceOption: () => {
            let sum = 0
            for (const moved of spots) sum += priceOption(ours, at(moved), model)
            return sum
          },
          '@quantlib/ql 0.3.6': () => {
            let sum = 0
            for (const moved of spots) {
              spot.setValue(moved)
              sum += theirs.NPV()
            }
            return sum
          },
        },
      }
    }
    return [
      race('European', 'european', blackScholes, new AnalyticEuropeanEngine().init1(process)),
      race('Barone-Adesi-Whaley', 'american', baroneAdesiWhaley, new BaroneAdesiWhaleyApproximationEngine(process)),
      race(
        'Bjerksund-Stensland 1993',
        'american',
        bjerksundStensland1993,
        new BjerksundStenslandApproximationEngine(process),
      ),
    ]
  },
})
