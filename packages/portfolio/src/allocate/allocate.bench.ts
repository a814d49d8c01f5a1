import { createRegistry, type Instrument } from '@bourse/assets'
import type { Frame } from '@bourse/core'
import { createRng, matrixOf } from '@bourse/math'
import { loadTailOptimizer } from '@bourse/optimizer/lp'
import { type Bench, defineBench } from '@bourse/proof'
import { allocate } from './allocate.js'
import { allocationMoments } from './allocationMoments.js'
import type { AllocationRequest } from './allocationRequest.js'

/** 50 assets in four classes, five of them futures, two years of days: class limits, margin, turnover, a fall of at most 20 %. */
export const bench: Bench = defineBench({
  title: 'allocation of 50 assets',
  async races() {
    const rng = createRng(1)
    const usd = { currency: 'USD', tick: 0.01, lot: 1, calendar: 'XNYS' } as const
    const list = Array.from({ length: 50 }, (_, i): Instrument => {
      if (i < 30) return { ...usd, kind: 'etf', id: `E${i}@ARCX`, assetClass: 'equity' }
      if (i < 40) return { ...usd, kind: 'etf', id: `B${i}@ARCX`, assetClass: 'rates' }
      if (i < 45) return { ...usd, kind: 'spot', id: `C${i}/USD@x`, assetClass: 'crypto', base: `C${i}`, quote: 'USD' }
      return {
        ...usd,
        kind: 'future',
        id: `F${i}@CME`,
        assetClass: 'commodity',
        root: `F${i}`,
        month: '2026-12',
        expiry: '2026-12-18',
        multiplier: 50,
        settlement: 'cash',
      }
    })
    const rows = 504
    const columns = list.map(() => new Float64Array(rows))
    for (let t = 0; t < rows; t++) {
      const common = rng.normal()
      for (const [i, column] of columns.entries()) {
        const vol = i < 30 ? 0.2 : i < 40 ? 0.07 : i < 45 ? 0.7 : 0.25
        column[t] = (0.3 * vol) / 252 + (vol / Math.sqrt(252)) * (0.5 * common + 0.87 * rng.normal())
      }
    }
    const ids = list.map(({ id }) => id)
    const returns: Frame = { ids, time: Float64Array.from({ length: rows }, (_, t) => t * 86_400_000 * 1.45), columns }
    const request: AllocationRequest = {
      returns,
      instruments: createRegistry(list),
      objective: { maximize: 'sharpe' },
      groups: { crypto: { max: 0.15 }, equity: { min: 0.3 } },
      margined: { max: 0.5 },
      views: [{ asset: 'E0@ARCX', over: 'E1@ARCX', expected: 0.03, confidence: 0.5 }],
      turnover: { max: 1, from: new Map(ids.slice(0, 20).map((id) => [id, 0.05])) },
      drawdown: { max: 0.2 },
    }
    const plain: AllocationRequest = { ...request, objective: { maximize: 'return' } }
    const { expected } = allocationMoments(plain, new Set(ids.slice(45)))
    const { optimizeTail } = await loadTailOptimizer()
    const scenarios = matrixOf(columns)
    const constraints = [
      { budget: 1, of: ids.slice(0, 45) },
      { exposure: Float64Array.from(ids, (_, i) => (i >= 40 && i < 45 ? 1 : 0)), max: 0.15 },
      { exposure: Float64Array.from(ids, (_, i) => (i < 30 ? 1 : 0)), min: 0.3 },
      { gross: 0.5, of: ids.slice(45) },
      { turnover: 1, from: Float64Array.from(ids, (_, i) => (i < 20 ? 0.05 : 0)) },
      { maxDrawdown: 0.2 },
    ]
    const objective = (answer: ReturnType<typeof allocate>): number =>
      answer.status === 'optimal' ? answer.objective : Number.NaN
    return [
      {
        name: 'largest return',
        operations: 1,
        contenders: {
          'allocate, return': () => objective(allocate(plain)),
          'allocate, Sharpe ratio': () => objective(allocate(request)),
          'optimizeTail on HiGHS, return': () => {
            const tail = optimizeTail({
              assets: ids,
              scenarios,
              expected,
              objective: { maximize: 'return' },
              constraints,
            })
            return tail.status === 'optimal' ? tail.objective : Number.NaN
          },
        },
      },
    ]
  },
})
