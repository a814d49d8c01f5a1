import { badArgument } from '@bourse/core'
import type { LabelledSet } from '../labelledSet.js'

/** What is learned. `quantile` and `huber` take `level` and `slope`. */
export type BoostObjective = 'binary' | 'softmax' | 'squared' | 'absolute' | 'quantile' | 'huber'

/** How trees are boosted. */
export type BoostSettings = {
  /** Trees (per class). 100. */
  readonly rounds?: number
  /** Largest number of splits from root to leaf, 1-12. 6. */
  readonly depth?: number
  /** Share of each tree's answer that is kept. 0.1. */
  readonly learningRate?: number
  /** `binary` for labels 0 and 1, `softmax` for more classes, `squared` for quantities: by default what the labels are. */
  readonly objective?: BoostObjective
  /** Of `quantile`, between 0 and 1. 0.5. */
  readonly level?: number
  /** Of `huber`: where errors stop counting by their square. 1. */
  readonly slope?: number
  /** Added to the second derivatives of a leaf, > 0. 1. */
  readonly lambda?: number
  /** Smallest sum of second derivatives in a leaf (of weights, for regressions). 1. */
  readonly least?: number
  /** What a split must gain. 0. */
  readonly minGain?: number
  /** Share of the rows drawn for each tree. 1. */
  readonly rowShare?: number
  /** Share of the columns drawn for each tree. 1. */
  readonly columnShare?: number
  /** Columns of categories 0, 1, ... 254. */
  readonly categorical?: readonly number[]
  /** By column: 1 the answer never falls when it rises, -1 never rises, 0 free. */
  readonly monotone?: readonly number[]
  /** Stops when the loss on rows that trained nothing has not fallen for `rounds` rounds, and keeps the best. */
  readonly early?: { readonly holdout: LabelledSet; readonly rounds: number }
  /** WebAssembly where there is one. Both give the same bits. */
  readonly backend?: 'wasm' | 'js'
}

/** Settings with their defaults, checked. */
export type BoostPlan = Required<Omit<BoostSettings, 'objective' | 'early'>>

export function boostPlan(settings: BoostSettings, columns: number): BoostPlan {
  const plan = {
    ...{ rounds: 100, depth: 6, learningRate: 0.1, level: 0.5, slope: 1, lambda: 1, least: 1, minGain: 0 },
    ...{ rowShare: 1, columnShare: 1, categorical: [], monotone: [], backend: 'wasm' as const },
    ...settings,
  }
  const check = (name: keyof BoostPlan, good: boolean, allowed: string): void => {
    if (!good) throw badArgument('trainBoosted', name, plan[name], allowed)
  }
  const share = (x: number): boolean => x > 0 && x <= 1
  const whole = (x: number, from: number, to: number): boolean => Number.isInteger(x) && x >= from && x <= to
  check('rounds', whole(plan.rounds, 1, 100_000), 'a whole number from 1 on')
  check('depth', whole(plan.depth, 1, 12), 'a whole number from 1 to 12')
  check('learningRate', share(plan.learningRate), '(0, 1]')
  check('level', plan.level > 0 && plan.level < 1, '(0, 1)')
  check('slope', plan.slope > 0 && Number.isFinite(plan.slope), '> 0')
  check('lambda', plan.lambda > 0 && Number.isFinite(plan.lambda), '> 0')
  check('least', plan.least >= 0 && Number.isFinite(plan.least), '>= 0')
  check('minGain', plan.minGain >= 0 && Number.isFinite(plan.minGain), '>= 0')
  check('rowShare', share(plan.rowShare), '(0, 1]')
  check('columnShare', share(plan.columnShare), '(0, 1]')
  const { categorical, monotone } = plan
  check(
    'categorical',
    categorical.every((j) => whole(j, 0, columns - 1)),
    `columns from 0 to ${columns - 1}`,
  )
  const length = monotone.length === 0 || monotone.length === columns
  check('monotone', length && monotone.every((sign) => whole(sign, -1, 1)), `${columns} of -1, 0, 1`)
  const both = categorical.find((j) => (monotone[j] ?? 0) !== 0)
  check('monotone', both === undefined, `0 at column ${both}, whose categories have no order`)
  return plan
}
