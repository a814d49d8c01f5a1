import { fractionalDifferenceOf } from '@bourse/indicators'
import { golden } from '@bourse/proof'
import { describe, expect, test } from 'vitest'
import { combinatorialFolds } from './combinatorialFolds.js'
import { cusumEvents } from './cusumEvents.js'
import { labelUniqueness } from './labelUniqueness.js'
import { purgedFolds } from './purgedFolds.js'
import { timeSeriesFolds } from './timeSeriesFolds.js'
import { tripleBarrier } from './tripleBarrier.js'

type Purged = {
  readonly n: number
  readonly k: number
  readonly embargo: number
  readonly t0: number[]
  readonly t1: number[]
  readonly kfold: readonly { readonly test: [number, number]; readonly train: number[] }[]
  readonly cpcv2: readonly { readonly test: [number, number][]; readonly train: number[] }[]
  readonly cpcv2_paths: number
}
type Rows = {
  readonly timeseries: readonly {
    readonly n: number
    readonly n_splits: number
    readonly gap: number
    readonly test_size: number | null
    readonly max_train_size: number | null
    readonly folds: readonly { readonly train: [number, number]; readonly test: [number, number] }[]
  }[]
  readonly purged: readonly Purged[]
  readonly uniqueness: { readonly t1: number[]; readonly concurrency: number[]; readonly avg_uniqueness: number[] }
  readonly fracdiff: {
    readonly price: number[]
    readonly d: number
    readonly threshold: number
    readonly logprice_ffd: (number | null)[]
  }
  readonly cusum: { readonly h: number; readonly events: number[] }
  readonly triple_barrier: {
    readonly pt: number
    readonly sl: number
    readonly vertical: number
    readonly labels: readonly {
      readonly t0: number
      readonly t1: number
      readonly label: number
      readonly ret: number
    }[]
  }
}
const { rows, title } = golden<Rows>('scoring/splits.dev.json')
const span = ([from, to]: readonly [number, number]): number[] => Array.from({ length: to - from }, (_, i) => from + i)

describe.skipIf(!rows)(title, () => {
  test('time series', () => {
    for (const row of rows!.timeseries) {
      const ours = timeSeriesFolds(row.n, {
        folds: row.n_splits,
        gap: row.gap,
        ...(row.test_size !== null && { testSize: row.test_size }),
        ...(row.max_train_size !== null && { longest: row.max_train_size }),
      })
      expect(ours.map(({ train, test }) => [[...train], [...test]])).toEqual(
        row.folds.map(({ train, test }) => [span(train), span(test)]),
      )
    }
  })

  test('purged and combinatorial', () => {
    for (const { k, embargo, t0, t1, kfold, cpcv2, cpcv2_paths } of rows!.purged) {
      const [times, horizons] = [Float64Array.from(t0), Float64Array.from(t1)]
      expect(purgedFolds(times, horizons, { folds: k, embargo }).map((f) => [[...f.train], [...f.test]])).toEqual(
        kfold.map(({ train, test }) => [train, span(test)]),
      )
      const { folds, paths } = combinatorialFolds(times, horizons, { blocks: k, test: 2, embargo })
      expect(folds.map((f) => [[...f.train], [...f.test]])).toEqual(
        cpcv2.map(({ train, test }) => [train, test.flatMap(span)]),
      )
      expect(paths.length).toBe(cpcv2_paths)
    }
  })

  test('uniqueness', () => {
    const { t1, concurrency, avg_uniqueness } = rows!.uniqueness
    const ours = labelUniqueness(
      Float64Array.from(t1, (_, i) => i),
      Float64Array.from(t1),
    )
    expect([...ours.concurrency]).toEqual(concurrency)
    avg_uniqueness.forEach((value, i) => {
      expect(Math.abs(ours.uniqueness[i]! - value)).toBeLessThan(1e-12)
    })
  })

  test('events, barriers and fractional differences', () => {
    const { price, d, threshold, logprice_ffd } = rows!.fracdiff
    const close = Float64Array.from(price)
    const events = cusumEvents(close, rows!.cusum.h)
    expect([...events]).toEqual(rows!.cusum.events)
    const { pt, sl, vertical, labels } = rows!.triple_barrier
    const time = close.map((_, i) => i)
    const ours = tripleBarrier(close, time, { up: pt, down: sl, horizon: vertical }, events)
    labels.forEach(({ t0, t1, label, ret }, k) => {
      expect([ours.entries[k], ours.exits[k], ours.labels[k]]).toEqual([t0, t1, label])
      expect(Math.abs(ours.returns[k]! - ret)).toBeLessThan(1e-12)
    })
    const differences = fractionalDifferenceOf(close.map(Math.log), d, threshold)
    logprice_ffd.forEach((value, i) => {
      if (value === null) expect(differences[i]).toBeNaN()
      else expect(Math.abs(differences[i]! - value)).toBeLessThan(1e-12)
    })
  })
})
