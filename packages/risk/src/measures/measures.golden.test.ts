import { deviationOf, ewmaCovariance, excessKurtosisOf, meanOf, skewnessOf } from '@bourse/math'
import { golden, relativeError } from '@bourse/proof'
import { describe, expect, test } from 'vitest'
import {
  ageWeights,
  cornishFisherTail,
  drawdownFigures,
  drawdownsOf,
  entropicDrawdown,
  entropicVar,
  equityOf,
  giniDifference,
  historicalShortfall,
  historicalVar,
  maxDrawdown,
  meanAbsoluteDeviation,
  normalTail,
  semiDeviation,
  studentTail,
} from '../index.js'
import { seriesOf } from '../fixtures/datasets.js'

type VarRow = {
  id: string
  dataset: string
  weights: number[]
  alpha: number
  historical: { [rule: string]: number }
  historicalES: { rockafellarUryasev: number; meanBelowLinearQuantile: number }
  parametricNormal: { mean: number; stdDdof1: number; var: number; es: number; varZeroMean: number }
  parametricT5: { df: number; var: number; es: number }
  cornishFisher: { skew: number; exKurt: number; var: number; es: number; monotoneBelowQuantile: boolean }
  ewma: { lam: number; sigma: number; varZeroMean: number }
  ageWeightedHS: { decay: number; var: number }
  tenDaySqrtTime: number
}
type DrawdownRow = {
  id: string
  dataset: string
  weights: number[]
  table: { start: number; trough: number; end: number | null; depth: number; length: number }[]
} & { [figure: string]: number }

const { rows, title } = golden<{ cases: VarRow[]; drawdownAndDispersion: DrawdownRow[] }>('optrisk/var_es.dev.json')

// Quantile and tail mean of Student's t with 5 degrees of freedom, from 40 digits (mpmath 1.3).
const exactT5: { readonly [confidence: number]: readonly [quantile: number, tailMean: number] } = {
  0.95: [2.0150483733330242, 2.8901289462730741],
  0.975: [2.5705818356363155, 3.5215773317394272],
  0.99: [3.3649299989072186, 4.4524291118179704],
}

const close = (ours: number, theirs: number, tolerance = 1e-10) =>
  expect(relativeError(ours, theirs), `${ours} against ${theirs}`).toBeLessThanOrEqual(tolerance)

describe.skipIf(!rows)(title, () => {
  test.each(rows?.cases ?? [])('$id', (row) => {
    const r = seriesOf(row.dataset, row.weights)
    const a = row.alpha
    const rules = { linear: 7, weibull: 6, medianUnbiased: 8, hazen: 5 } as const
    for (const [name, rule] of Object.entries(rules)) close(historicalVar(r, a, { rule }), row.historical[name]!)
    close(historicalVar(r, a), row.historical.orderStatistic!)
    close(historicalShortfall(r, a), row.historicalES.rockafellarUryasev)
    close(historicalShortfall(r, a, { tail: 'below' }), row.historicalES.meanBelowLinearQuantile)
    const mean = meanOf(r)
    const deviation = deviationOf(r)
    const normal = normalTail(mean, deviation, a)
    close(normal.valueAtRisk, row.parametricNormal.var)
    close(normal.shortfall, row.parametricNormal.es)
    close(normalTail(0, deviation, a).valueAtRisk, row.parametricNormal.varZeroMean)
    close(normalTail(mean, deviation, a, 10).valueAtRisk, row.tenDaySqrtTime)
    // The rows' quantile is scipy 1.10's, up to 4e-10 off; ours is held to the exact one.
    const t = studentTail(mean, deviation, 5, a)
    close(t.valueAtRisk, row.parametricT5.var, 1e-9)
    close(t.shortfall, row.parametricT5.es, 1e-9)
    const unit = studentTail(0, Math.sqrt(5 / 3), 5, a)
    close(unit.valueAtRisk, exactT5[a]![0], 1e-14)
    close(unit.shortfall, exactT5[a]![1], 1e-13)
    const moments = {
      mean,
      deviation: deviationOf(r, { ddof: 0 }),
      skewness: skewnessOf(r),
      excessKurtosis: excessKurtosisOf(r),
    }
    const corrected = cornishFisherTail(moments, a)
    close(corrected.valueAtRisk, row.cornishFisher.var)
    close(corrected.shortfall, row.cornishFisher.es)
    expect(corrected.inDomain).toBe(row.cornishFisher.monotoneBelowQuantile)
    close(historicalVar(r, a, { weights: ageWeights(r.length, row.ageWeightedHS.decay) }), row.ageWeightedHS.var)
    const column = { rows: r.length, cols: 1, data: r }
    const sigma = Math.sqrt(ewmaCovariance(column, { lambda: row.ewma.lam }, { start: 'first' }).data[0]!)
    close(sigma, row.ewma.sigma)
    close(normalTail(0, sigma, a).valueAtRisk, row.ewma.varZeroMean)
  })

  test.each(rows?.drawdownAndDispersion ?? [])('drawdowns and dispersion of $id', (row) => {
    const r = seriesOf(row.dataset, row.weights)
    const compounded = drawdownFigures(r)
    close(compounded.max, row.maxDrawdownCompounded!)
    close(compounded.average, row.avgDrawdownCompounded!)
    close(compounded.ulcer, row.ulcer!)
    const summed = drawdownFigures(r, { compounded: false })
    close(summed.max, row.mddUncompounded!)
    close(summed.average, row.addUncompounded!)
    close(summed.ulcer, row.ulcerUncompounded!)
    close(summed.cdar, row.cdar95Uncompounded!)
    const entropic = entropicVar(r, 0.95)
    close(entropic.value, row.evar95!, 1e-7)
    close(entropic.temperature, row.evarT!, 1e-4)
    close(entropicDrawdown(r, 0.95).value, row.edar95!, 1e-7)
    close(semiDeviation(r), row.semiDeviation!)
    close(semiDeviation(r, { target: 0 }), row.semiDevTarget0!)
    close(meanAbsoluteDeviation(r), row.mad!)
    close(giniDifference(r), row.gmd!)
    const curve = equityOf(r)
    close(maxDrawdown(curve).depth, row.maxDrawdownCompounded!)
    const stays = drawdownsOf(curve)
    for (const [i, want] of row.table.entries()) {
      const ours = stays[i]!
      close(ours.depth, -want.depth)
      expect([ours.peak, ours.trough, ours.recovered ?? null]).toEqual([want.start, want.trough, want.end])
    }
  })
})
