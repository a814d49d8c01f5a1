import { badArgument, type Columns, type EpochMs, type InputOf, type InstrumentId, type Resolution } from '@bourse/core'

/** A probability somebody gave at `time`. `price`: what the market asked for a unit that pays 1, where it is known. */
export type MarketForecast = {
  readonly id: InstrumentId
  readonly time: EpochMs
  readonly probability: number
  readonly price?: number
  readonly category?: string
}

/**
 * How forecasts on resolved markets did. `brier`: mean squared error, 0.25 for always one half. `logLoss`: mean of -ln of
 * what was given to the outcome, NaN where a certainty was wrong (it is infinite). `edge`: mean of |probability - price|
 * that was there to be had; `captured`: mean profit per unit of the side the forecast favours, bought at the price less
 * `fee`; `roi`: that over what was paid. These three are over forecasts with a price. `calibration`: by tenth of
 * probability, `mean` forecast, `happened` share and `count`. `byCategory`: the same figures, one row each.
 */
export type ForecastReport = {
  readonly count: number
  readonly unresolved: number
  readonly brier: number
  readonly logLoss: number
  readonly edge: number
  readonly captured: number
  readonly roi: number
  readonly calibration: Columns
  readonly byCategory: Columns
}

type Judged = { readonly forecast: MarketForecast; readonly pays: number }

/**
 * Judges forecasts by how their markets were resolved. A forecast counts where its market is resolved, undisputed, after
 * its time; the others are counted in `unresolved`. A market that pays a part (0.5 = split) is judged on that part.
 *
 * @throws BourseError where a probability or a price is outside [0, 1]
 *
 * @example
 * import { backtestForecasts } from '@bourse/backtest'
 * const forecasts = [{ id: 'RAIN-YES@desk', time: 1, probability: 0.8, price: 0.6 }] as const
 * const facts = [{ kind: 'resolution', id: 'RAIN-YES@desk', pays: 1, disputed: false, at: 2 }] as const
 * const { brier, captured } = backtestForecasts(forecasts, facts)
 * brier.toFixed(2) // => '0.04'
 * captured.toFixed(2) // => '0.40'
 */
export function backtestForecasts(
  forecasts: Iterable<MarketForecast>,
  facts: Iterable<(Resolution & { readonly at: EpochMs }) | InputOf<'resolution'>>,
  options: { readonly fee?: number } = {},
): ForecastReport {
  const resolved = new Map<InstrumentId, { readonly pays: number; readonly at: EpochMs }>()
  // A dispute that is settled comes later, and counts.
  for (const { id, pays, at, disputed } of facts) if (!disputed) resolved.set(id, { pays, at })
  const judged: Judged[] = []
  let unresolved = 0
  for (const forecast of forecasts) {
    checkShare('probability', forecast.id, forecast.probability)
    if (forecast.price !== undefined) checkShare('price', forecast.id, forecast.price)
    const end = resolved.get(forecast.id)
    if (end === undefined || end.at <= forecast.time) unresolved++
    else judged.push({ forecast, pays: end.pays })
  }
  const { fee = 0 } = options
  const categories = [...new Set(judged.map(({ forecast }) => forecast.category ?? ''))].sort()
  const rows = categories.map((category) =>
    figuresOf(
      judged.filter(({ forecast }) => (forecast.category ?? '') === category),
      fee,
    ),
  )
  const column = (name: keyof ForecastFigures): Float64Array => Float64Array.from(rows, (row) => row[name])
  return {
    ...figuresOf(judged, fee),
    unresolved,
    calibration: calibrationOf(judged),
    byCategory: {
      category: categories,
      count: column('count'),
      brier: column('brier'),
      logLoss: column('logLoss'),
      edge: column('edge'),
      captured: column('captured'),
      roi: column('roi'),
    },
  }
}

type ForecastFigures = Pick<ForecastReport, 'count' | 'brier' | 'logLoss' | 'edge' | 'captured' | 'roi'>

function figuresOf(judged: readonly Judged[], fee: number): ForecastFigures {
  let [squares, logs, edges, profit, paid, priced] = [0, 0, 0, 0, 0, 0]
  for (const { forecast, pays } of judged) {
    const { probability, price } = forecast
    squares += (probability - pays) ** 2
    logs -= (pays === 0 ? 0 : pays * Math.log(probability)) + (pays === 1 ? 0 : (1 - pays) * Math.log(1 - probability))
    if (price === undefined || probability === price) continue
    const yes = probability > price
    const cost = (yes ? price : 1 - price) + fee
    edges += Math.abs(probability - price)
    profit += (yes ? pays : 1 - pays) - cost
    paid += cost
    priced++
  }
  const count = judged.length
  const of = (sum: number, n: number): number => (n === 0 ? Number.NaN : sum / n)
  const logLoss = of(logs, count)
  return {
    count,
    brier: of(squares, count),
    logLoss: Number.isFinite(logLoss) ? logLoss : Number.NaN,
    edge: of(edges, priced),
    captured: of(profit, priced),
    roi: paid > 0 ? profit / paid : Number.NaN,
  }
}

function calibrationOf(judged: readonly Judged[]): Columns {
  const [from, count, mean, happened] = [0, 0, 0, 0].map(() => new Float64Array(10)) as [
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array,
  ]
  for (const { forecast, pays } of judged) {
    const tenth = Math.min(9, Math.floor(forecast.probability * 10))
    count[tenth]!++
    mean[tenth]! += forecast.probability
    happened[tenth]! += pays
  }
  for (let i = 0; i < 10; i++) {
    from[i] = i / 10
    mean[i] = mean[i]! / count[i]!
    happened[i] = happened[i]! / count[i]!
  }
  return { from, count, mean, happened }
}

function checkShare(name: string, id: InstrumentId, value: number): void {
  if (!(value >= 0 && value <= 1)) throw badArgument('backtestForecasts', `${name} of ${id}`, value, '[0, 1]')
}
