// What becomes of an indicator when the price is quoted in another unit (a x) or moved (x + b). Series and factors are
// such that scaled and moved prices are exact, so that only the indicator's own rounding is measured.
import fc from 'fast-check'
import { campaign } from '@bourse/proof'
import { expect, test } from 'vitest'
import { everyIndicator, type Series } from './fixtures/everyIndicator.js'
import { randomSeries } from './fixtures/randomSeries.js'

/** The power of the factor by which the answer grows, and whether it moves along with the price or stays where it is. */
type Law = { readonly scale: 0 | 1 | 2; readonly shift?: 'along' | 'still' }

const price: Law = { scale: 1, shift: 'along' }
const distance: Law = { scale: 1, shift: 'still' }
const place: Law = { scale: 0, shift: 'still' }
const ratio: Law = { scale: 0 }

const laws: readonly (readonly [Law, string])[] = [
  [price, 'sma ema wma dema tema trima kama t3 movingAverage bollinger'],
  [price, 'averagePrice medianPrice typicalPrice weightedClose highest lowest lowestHighest midpoint midprice'],
  [price, 'linearRegression linearRegressionIntercept timeSeriesForecast parabolicSar donchian keltner'],
  [price, 'vwapRolling vwapCumulative vwapAnchored vwapSession'],
  [distance, 'momentum apo macd macdFixed macdExtended plusDm minusDm trueRange atr movingDeviation averageDeviation'],
  [distance, 'linearRegressionSlope'],
  [{ scale: 2, shift: 'still' }, 'movingVariance'],
  [{ scale: 1 }, 'movingSum accelerationBands fractionalDifference hilbertTrendline'],
  [place, 'rsi cmo plusDi minusDi dx adx adxr aroon aroonOscillator balanceOfPower cci imi stochastic stochasticFast'],
  [place, 'stochasticRsi ultimateOscillator williamsR highestIndex lowestIndex lowestHighestIndex movingCorrelation'],
  [place, 'zScore halfLife hurst adLine adOscillator obv'],
  [ratio, 'roc rocp rocr rocr100 ppo trix natr movingBeta realisedVolatility parkinsonVolatility'],
  [ratio, 'garmanKlassVolatility rogersSatchellVolatility yangZhangVolatility'],
]

const cases = laws.flatMap(([law, names]) =>
  names
    .split(' ')
    .flatMap((name) =>
      everyIndicator
        .filter((one) => one.name.startsWith(`${name}(`) && !one.name.includes('mama'))
        .map((indicator) => [indicator.name, law, indicator] as const),
    ),
)

const length = 120
const runs = { seed: 20260309, numRuns: campaign(100, 8) }
const prices = ['open', 'high', 'low', 'close', 'x'] as const

function changed(series: Series, change: (price: number) => number): Series {
  return { ...series, ...Object.fromEntries(prices.map((field) => [field, series[field].map(change)])) }
}

test('every name has an indicator', () => {
  const known = (name: string): boolean => everyIndicator.some((one) => one.name.startsWith(`${name}(`))
  expect(laws.flatMap(([, names]) => names.split(' ')).filter((name) => !known(name))).toEqual([])
})

test.each(cases)('%s', (_, law, indicator) => {
  fc.assert(
    fc.property(
      fc.integer(),
      fc.integer({ min: 1, max: 1000 }),
      fc.integer({ min: -8, max: 500 }),
      (seed, factor, offset) => {
        const series = randomSeries(seed, length)
        const before = indicator.columns(series)
        const scaled = indicator.columns(changed(series, (x) => x * factor))
        const moved = indicator.columns(changed(series, (x) => x + offset))
        const along = law.shift === 'along' ? offset : 0
        for (const [output, column] of Object.entries(before))
          for (const [i, value] of column.entries()) {
            expectNear(scaled[output]![i]!, value * factor ** law.scale, (100 * factor) ** law.scale)
            if (law.shift !== undefined) expectNear(moved[output]![i]!, value + along, 600 ** law.scale)
          }
      },
    ),
    runs,
  )
})

/** To 1e-9 of the value, or of the size of what it is made of where that cancels. */
function expectNear(value: number, wanted: number, size: number): void {
  if (Object.is(value, wanted)) return
  if (!(Math.abs(value - wanted) <= 1e-9 * Math.max(Math.abs(wanted), size)))
    expect.fail(`${value} where ${wanted} is due`)
}
