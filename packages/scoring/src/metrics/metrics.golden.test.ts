import { matrixFromRows, pearsonTest, spearmanTest, kendallTest } from '@bourse/math'
import { golden } from '@bourse/proof'
import { describe, expect, test } from 'vitest'
import { brierScore } from './brierScore.js'
import { calibrationCurve } from './calibrationCurve.js'
import { classMetrics } from './classMetrics.js'
import { logLoss } from './logLoss.js'
import { multiclassMetrics } from './multiclassMetrics.js'
import { averagePrecision, precisionRecallCurve } from './precisionRecallCurve.js'
import { pinballLoss, regressionMetrics } from './regressionMetrics.js'
import { rocAuc, rocCurve } from './rocCurve.js'

type Points = { readonly prob_true: number[]; readonly prob_pred: number[] }
type Binary = {
  readonly y: number[]
  readonly p: number[]
  readonly weights: number[] | null
  readonly roc: { readonly fpr: number[]; readonly tpr: number[]; readonly thresholds: number[] }
  readonly pr: { readonly precision: number[]; readonly recall: number[]; readonly thresholds: number[] }
  readonly calibration_uniform10: Points
  readonly calibration_quantile8: Points
  readonly confusion: number[][]
} & { readonly [name: string]: number }
type Rows = {
  readonly binary: readonly Binary[]
  readonly multiclass: { readonly y: number[]; readonly P: number[][] } & { readonly [name: string]: number }
  readonly regression: {
    readonly y: number[]
    readonly pred: number[]
    readonly pearson: number[]
    readonly spearman: number[]
    readonly kendall: number[]
  } & { readonly [name: string]: number }
}
const { rows, title } = golden<Rows>('scoring/metrics.dev.json')
const near = (ours: number, theirs: number): void => {
  expect(Math.abs(ours - theirs)).toBeLessThanOrEqual(1e-12 * Math.max(1, Math.abs(theirs)))
}
const all = (ours: Float64Array, theirs: readonly number[]): void => {
  expect(ours.length).toBe(theirs.length)
  theirs.forEach((value, i) => {
    near(ours[i]!, value)
  })
}

describe.skipIf(!rows)(title, () => {
  test.each((rows?.binary ?? []).map((row, i) => [i, row] as const))('binary %i', (_, row) => {
    const [p, y] = [Float64Array.from(row.p), Float64Array.from(row.y)]
    const weights = row.weights === null ? undefined : Float64Array.from(row.weights)
    near(rocAuc(p, y, weights), row['roc_auc']!)
    near(logLoss(p, y, weights), row['log_loss']!)
    near(brierScore(p, y, weights), row['brier']!)
    near(averagePrecision(p, y, weights), row['average_precision']!)
    const roc = rocCurve(p, y, weights)
    all(roc.falsePositive, row.roc.fpr)
    all(roc.truePositive, row.roc.tpr)
    all(roc.thresholds, row.roc.thresholds)
    const pr = precisionRecallCurve(p, y, weights)
    all(pr.precision, row.pr.precision)
    all(pr.recall, row.pr.recall)
    all(pr.thresholds, row.pr.thresholds)
    const uniform = calibrationCurve(p, y)
    all(uniform.observed, row.calibration_uniform10.prob_true)
    all(uniform.predicted, row.calibration_uniform10.prob_pred)
    const quantiles = calibrationCurve(p, y, { bins: 8, spacing: 'quantile' })
    all(quantiles.observed, row.calibration_quantile8.prob_true)
    all(quantiles.predicted, row.calibration_quantile8.prob_pred)
    const calls = classMetrics(p, y, weights === undefined ? {} : { weights })
    near(calls.accuracy, row['accuracy']!)
    near(calls.balancedAccuracy, row['balanced_accuracy']!)
    near(calls.precision, row['precision']!)
    near(calls.recall, row['recall']!)
    near(calls.f1, row['f1']!)
    near(calls.mcc, row['mcc']!)
    near(calls.kappa, row['kappa']!)
    near(calls.trueNegative, row.confusion[0]![0]!)
    near(calls.falsePositive, row.confusion[0]![1]!)
    near(calls.falseNegative, row.confusion[1]![0]!)
    near(calls.truePositive, row.confusion[1]![1]!)
  })

  test('multiclass', () => {
    const { y, P, ...row } = rows!.multiclass
    const ours = multiclassMetrics(matrixFromRows(P), Float64Array.from(y))
    near(ours.logLoss, row['log_loss']!)
    near(ours.aucOneVsRest, row['auc_ovr_macro']!)
    near(ours.aucOneVsOne, row['auc_ovo_macro']!)
    near(ours.aucOneVsRestWeighted, row['auc_ovr_weighted']!)
    near(ours.accuracy, row['accuracy']!)
    near(ours.f1Macro, row['f1_macro']!)
    near(ours.brier, row['brier_multiclass']!)
  })

  test('regression', () => {
    const { y, pred, pearson, spearman, kendall, ...row } = rows!.regression
    const [predicted, actual] = [Float64Array.from(pred), Float64Array.from(y)]
    const ours = regressionMetrics(predicted, actual)
    near(ours.r2, row['r2']!)
    near(ours.mae, row['mae']!)
    near(ours.rmse, row['rmse']!)
    near(ours.medianError, row['medae']!)
    near(ours.mape, row['mape']!)
    near(ours.explainedVariance, row['explained_variance']!)
    near(pinballLoss(predicted, actual, 0.1), row['pinball_0_1']!)
    for (const [test, [statistic, pValue]] of [
      [pearsonTest, pearson],
      [spearmanTest, spearman],
      [kendallTest, kendall],
    ] as const) {
      const answer = test(predicted, actual)
      near(answer.statistic, statistic!)
      expect(Math.abs(answer.pValue - pValue!)).toBeLessThan(1e-8)
    }
  })
})
