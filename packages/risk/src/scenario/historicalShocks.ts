// Days that happened, as moves of whole classes between closes. Index closes as widely published; rounded to a tenth of a
// percent. Volatility: points of the CBOE index of S&P 500 options, none before it existed.
import { classScenario, type ClassMoves, type RiskScenario } from './riskScenario.js'

/** `source` of the moves. A class that is not named did not move by much, or nobody could trade it. */
export type HistoricalShock = {
  readonly name: string
  readonly from: string
  readonly to: string
  readonly moves: ClassMoves
  readonly vol: number
  readonly source: string
}

/**
 * Six days and weeks worth living through again.
 *
 * @example
 * import { historicalShocks } from '@bourse/risk'
 * historicalShocks.map(({ name }) => name)
 * // => ['Black Monday', 'week of October 2008', 'Volmageddon', 'oil war', 'Covid Thursday', 'Covid Monday']
 */
export const historicalShocks: readonly HistoricalShock[] = [
  {
    name: 'Black Monday',
    from: '1987-10-16',
    to: '1987-10-19',
    moves: { equity: -0.205 },
    vol: 0,
    source: 'S&P 500 282.70 to 224.84',
  },
  {
    name: 'week of October 2008',
    from: '2008-10-03',
    to: '2008-10-10',
    moves: { equity: -0.182, volatility: 0.55 },
    vol: 0.248,
    source: 'S&P 500 1099.23 to 899.22, VIX 45.14 to 69.95',
  },
  {
    name: 'Volmageddon',
    from: '2018-02-02',
    to: '2018-02-05',
    moves: { equity: -0.041, volatility: 1.156 },
    vol: 0.2,
    source: 'S&P 500 2762.13 to 2648.94, VIX 17.31 to 37.32',
  },
  {
    name: 'oil war',
    from: '2020-03-06',
    to: '2020-03-09',
    moves: { equity: -0.076, commodity: -0.246, volatility: 0.299 },
    vol: 0.125,
    source: 'S&P 500 2972.37 to 2746.56, WTI 41.28 to 31.13, VIX 41.94 to 54.46',
  },
  {
    name: 'Covid Thursday',
    from: '2020-03-11',
    to: '2020-03-12',
    moves: { equity: -0.095, crypto: -0.37, commodity: -0.045, volatility: 0.4 },
    vol: 0.216,
    source: 'S&P 500 2741.38 to 2480.64, bitcoin about 7,900 to 4,970 (UTC days), VIX 53.90 to 75.47',
  },
  {
    name: 'Covid Monday',
    from: '2020-03-13',
    to: '2020-03-16',
    moves: { equity: -0.12, commodity: -0.096, volatility: 0.43 },
    vol: 0.249,
    source: 'S&P 500 2711.02 to 2386.13, VIX 57.83 to 82.69',
  },
]

/**
 * A day that happened, as a scenario.
 *
 * @example
 * import { historicalScenario, historicalShocks } from '@bourse/risk'
 * historicalScenario(historicalShocks[0]!).scenario // => 'Black Monday, 1987-10-19'
 */
export function historicalScenario(shock: HistoricalShock): RiskScenario {
  return classScenario(`${shock.name}, ${shock.to}`, shock.moves, shock.vol)
}
