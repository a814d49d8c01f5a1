import { badArgument } from '@bourse/core'
import type { TrainingRows } from '../validation/foldRows.js'
import { logOdds, scoreRows, sigmoid } from './calibrator.js'
import { plattFigures } from './fitPlatt.js'

/** Calibration of its own for each category (sports, politics, ...), leaning on all rows where one has few. */
export type CategoryCalibrator = {
  readonly categories: { readonly [category: string]: { readonly rows: number; readonly baseRate: number } }
  /** Of all rows. */
  readonly baseRate: number
  /** A category never seen is treated as all rows together. */
  calibrate(probability: number, category: string): number
}

/**
 * A sigmoid on the log-odds of each category. The prior is worth `strength` rows drawn from all categories: a category
 * with three rows is nearly the whole's, one with three thousand its own. Base rates: (yes + strength * base rate of all) /
 * (rows + strength).
 *
 * @param rows one column, the probability; labels 0 and 1
 * @param categoryOf the category of each of these rows
 * @param options.strength default 20
 * @throws BourseError where no fold made the rows, one class has none, or lengths differ
 * @example
 * import { matrixFromRows } from '@bourse/math'
 * import { fitCategories, liveFold, trainingRows } from '@bourse/scoring'
 * const set = { features: matrixFromRows([[0.6], [0.4], [0.7], [0.3]]), labels: Float64Array.of(1, 0, 0, 1) }
 * fitCategories(trainingRows(set, liveFold(4)), ['a', 'a', 'b', 'b']).categories['a'] // => { rows: 2, baseRate: 0.5 }
 */
export function fitCategories(
  rows: TrainingRows,
  categoryOf: readonly string[],
  options: { readonly strength?: number } = {},
): CategoryCalibrator {
  const { strength = 20 } = options
  const { scores, labels, weights } = scoreRows('fitCategories', rows, true)
  if (categoryOf.length !== labels.length)
    throw badArgument('fitCategories', 'categoryOf.length', categoryOf.length, `${labels.length}, one for each row`)
  if (!(strength > 0 && strength < Number.POSITIVE_INFINITY))
    throw badArgument('fitCategories', 'strength', strength, 'a finite number of rows, > 0')
  const odds = scores.map(logOdds)
  const total = weights.reduce((sum, w) => sum + w, 0)
  const all = plattFigures({ scores: odds, labels, weights })
  const baseRate = labels.reduce((sum, y, i) => sum + y * weights[i]!, 0) / total
  const figures = new Map<string, { readonly a: number; readonly b: number }>()
  const categories: { [category: string]: { readonly rows: number; readonly baseRate: number } } = Object.create(null)
  for (const category of new Set(categoryOf)) {
    const inside = weights.map((w, i) => (categoryOf[i] === category ? w : 0))
    const own = inside.reduce((sum, w) => sum + w, 0)
    const yes = labels.reduce((sum, y, i) => sum + y * inside[i]!, 0)
    figures.set(
      category,
      plattFigures({ scores: odds, labels, weights: inside.map((w, i) => w + (strength * weights[i]!) / total) }),
    )
    categories[category] = {
      rows: categoryOf.filter((one) => one === category).length,
      baseRate: (yes + strength * baseRate) / (own + strength),
    }
  }
  return {
    categories,
    baseRate,
    calibrate(probability, category) {
      const { a, b } = figures.get(category) ?? all
      return sigmoid(-(a * logOdds(probability) + b))
    },
  }
}
