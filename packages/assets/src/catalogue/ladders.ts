// Two ladders as presets. Figures: days and months profitable, Sharpe ratio per year over 60 days, drawdown as a positive
// share, capital in account currency. Facts (a test passed, a monitor running) are 1 or 0.
import type { PhaseLadder } from './phase.js'
import type { Requirement } from './requirement.js'

const atLeast = (figure: string, target: number): Requirement => ({ figure, is: '>=', target })
const moreThan = (figure: string, target: number): Requirement => ({ figure, is: '>', target })
const lessThan = (figure: string, target: number): Requirement => ({ figure, is: '<', target })
const done = (figure: string): Requirement => atLeast(figure, 1)

/**
 * From coins to meme stocks, class by class, with the capital each needs.
 *
 * @example
 * import { assetLadder } from '@bourse/assets/catalogue'
 * assetLadder.phases.map((phase) => phase.name)
 * // => ['crypto', 'liquid stocks', 'leveraged ETFs', 'FX majors', 'emerging FX', 'commodities', 'meme stocks']
 */
export const assetLadder: PhaseLadder = /* @__PURE__ */ (() => ({
  name: 'assets',
  phases: [
    { name: 'crypto', adds: ['crypto'], requires: [] },
    {
      name: 'liquid stocks',
      adds: ['stocks'],
      requires: [
        atLeast('profitableDays', 30),
        moreThan('sharpe60', 1.5),
        lessThan('drawdown', 0.15),
        moreThan('winRate', 0.5),
        atLeast('capital', 1000),
      ],
      recommended: [atLeast('capital', 2500)],
    },
    {
      name: 'leveraged ETFs',
      adds: ['leveragedEtfs'],
      requires: [atLeast('profitableDays', 60), moreThan('sharpe60', 1.8), atLeast('capital', 3000)],
      recommended: [atLeast('capital', 5000)],
    },
    {
      name: 'FX majors',
      adds: ['GBP/JPY@oanda', 'AUD/JPY@oanda'],
      requires: [atLeast('capital', 5000)],
      recommended: [atLeast('capital', 10_000)],
    },
    {
      name: 'emerging FX',
      adds: ['USD/TRY@oanda', 'USD/ZAR@oanda', 'USD/BRL@ndf'],
      requires: [atLeast('capital', 5000)],
      recommended: [atLeast('capital', 10_000)],
    },
    {
      name: 'commodities',
      adds: ['commodities'],
      requires: [atLeast('capital', 10_000)],
      recommended: [atLeast('capital', 25_000)],
    },
    {
      name: 'meme stocks',
      adds: ['memeStocks'],
      requires: [atLeast('capital', 15_000)],
      recommended: [atLeast('capital', 50_000)],
    },
  ],
}))()

/**
 * From bitcoin alone to chosen coins.
 *
 * @example
 * import { cryptoLadder } from '@bourse/assets/catalogue'
 * cryptoLadder.phases.map((phase) => phase.name)
 * // => ['bitcoin', 'bitcoin and ether', 'major coins', 'chosen coins']
 */
export const cryptoLadder: PhaseLadder = /* @__PURE__ */ (() => ({
  name: 'crypto',
  phases: [
    { name: 'bitcoin', adds: ['BTC'], requires: [] },
    {
      name: 'bitcoin and ether',
      adds: ['ETH'],
      requires: [
        atLeast('profitableMonths', 3),
        lessThan('drawdown', 0.15),
        done('killSwitchTested'),
        done('operationsStable'),
      ],
      recommended: [moreThan('sharpe', 0.8), moreThan('winRate', 0.5)],
    },
    {
      name: 'major coins',
      adds: ['SOL', 'BNB', 'XRP'],
      requires: [
        atLeast('monthsInPhase', 2),
        done('correlationMonitored'),
        { figure: 'limitBreaches', is: '<=', target: 0 },
      ],
    },
    {
      name: 'chosen coins',
      adds: ['screened'],
      requires: [
        atLeast('monthsInPhase', 3),
        atLeast('assetsTraded', 3),
        done('slotsWorking'),
        done('sizingValidated'),
      ],
    },
  ],
}))()
