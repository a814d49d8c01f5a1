import { golden, relativeError } from '@bourse/proof'
import { describe, expect, test } from 'vitest'
import { contractChain } from '../contracts/chain.js'
import { futuresDays } from '../contracts/futuresDays.js'
import { CL } from '../specs/cl.js'
import { HO } from '../specs/ho.js'
import { RB } from '../specs/rb.js'
import { ZL } from '../specs/zl.js'
import { ZM } from '../specs/zm.js'
import { ZS } from '../specs/zs.js'
import { betaHedge, dv01Hedge } from './hedgeRatio.js'
import { spreadHalfLife, spreadZScore } from './meanReversion.js'
import { crackSpread, crushSpread } from './processing.js'
import { spreadDefinitions, spreadLegs, spreadPrice } from './spreadLegs.js'

type Row = { [field: string]: number } & {
  id: string
  dv01: { ZT: number; ZF: number; ZN: number; ZB: number }
  NOBhedge: { shortZB: number }
  TUThedge: { shortZT: number }
}
const { rows, title } = golden<{ spreads: Row[] }>('futures/rolls.dev.json')
const close = (value: number, reference: number | undefined): void =>
  expect(relativeError(value, reference!)).toBeLessThan(1e-12)

describe.skipIf(!rows)(title, () => {
  test.each(rows?.spreads ?? [])('$id', (row) => {
    const { CL, RB, HO, ZS, ZM, ZL, dv01 } = row as Required<typeof row> & { [root: string]: number }
    const oil = { CL: CL!, RB: RB!, HO: HO! }
    close(crackSpread('3:2:1', oil).perBarrel, row.crack321PerBbl)
    close(crackSpread('3:2:1', oil).packageUsd, row.crack321UsdPerUnit)
    close(crackSpread('2:1:1', oil).perBarrel, row.crack211PerBbl)
    const crush = crushSpread({ ZS: ZS!, ZM: ZM!, ZL: ZL! })
    close(crush.perBushel, row.boardCrushPerBu)
    close(crush.packageUsd, row.crushPackageUsd)
    close(dv01Hedge(100, dv01.ZN, dv01.ZB).ratio, row.NOB_ZBperZN)
    close(dv01Hedge(100, dv01.ZN, dv01.ZT).ratio, row.TUT_ZTperZN)
    close(dv01Hedge(100, dv01.ZN, dv01.ZF).ratio, row.FYT_ZFperZN)
    expect(dv01Hedge(100, dv01.ZN, dv01.ZB).contracts).toBe(row.NOBhedge.shortZB)
    expect(dv01Hedge(100, dv01.ZN, dv01.ZT).contracts).toBe(row.TUThedge.shortZT)
  })
})

const first = (spec: typeof CL) => contractChain(spec, '2026-11-23', 1, futuresDays)[0]!

test('legs times multipliers are the package', () => {
  const contracts = [first(CL), first(RB), first(HO)]
  const prices = [58, 1.95, 2.3]
  const legs = spreadLegs('crack-321', contracts)
  if (!legs.ok) throw new Error(legs.failure.message)
  const money = (id: string): number => {
    const i = contracts.findIndex((contract) => contract.id === id)
    return prices[i]! * contracts[i]!.multiplier
  }
  expect(spreadPrice(legs.value, money)).toBeCloseTo(crackSpread('3:2:1', { CL: 58, RB: 1.95, HO: 2.3 }).packageUsd, 8)
  const beans = [first(ZS), first(ZM), first(ZL)]
  const crush = spreadLegs('crush', beans)
  if (!crush.ok) throw new Error(crush.failure.message)
  const worth = [10.5, 310, 48]
  const packaged = spreadPrice(crush.value, (id) => {
    const i = beans.findIndex((contract) => contract.id === id)
    return worth[i]! * beans[i]!.multiplier
  })
  expect(packaged).toBeCloseTo(crushSpread({ ZS: 10.5, ZM: 310, ZL: 48 }).packageUsd, 6)
  expect(spreadPrice(legs.value, () => undefined)).toBeNaN()
})

test('contracts that do not fit', () => {
  const [a, b, c] = contractChain(CL, '2026-11-23', 3, futuresDays)
  expect(spreadLegs('calendar', [a!, b!]).ok).toBe(true)
  for (const wrong of [[b!, a!], [a!], [a!, a!], [a!, first(HO)], [a!, b!, c!]])
    expect(spreadLegs('calendar', wrong)).toMatchObject({ failure: { code: 'spread/wrong-contracts' } })
  expect(spreadLegs('nob', [a!, b!])).toMatchObject({ failure: { code: 'spread/no-ratios' } })
  expect(spreadLegs('nob', [a!, b!], [1, -1])).toMatchObject({ failure: { code: 'spread/wrong-contracts' } })
  expect(spreadLegs('calendar', [a!, b!], [1, 0]).ok).toBe(false)
  for (const { roots, ratios } of Object.values(spreadDefinitions))
    expect(ratios?.length ?? 2).toBe(roots === 'any' ? ratios!.length : roots.length)
})

test('hedges refuse nonsense', () => {
  expect(() => dv01Hedge(1, 60, 0)).toThrow(/hedge/)
  expect(() => betaHedge(Number.NaN, { price: 1, multiplier: 1 }, { price: 1, multiplier: 1 }, 1)).toThrow(/quantity/)
})

test('mean reversion', () => {
  expect(spreadZScore([1])).toMatchObject({ failure: { code: 'spread/too-short' } })
  expect(spreadZScore([2, 2])).toMatchObject({ failure: { code: 'spread/flat' } })
  expect(spreadHalfLife([1, 2])).toMatchObject({ failure: { code: 'spread/too-short' } })
  expect(spreadHalfLife([1, 1, 1])).toMatchObject({ failure: { code: 'spread/flat' } })
  expect(spreadHalfLife([1, 2, 4, 8])).toMatchObject({ failure: { code: 'spread/not-reverting' } })
  const decay = Array.from({ length: 50 }, (_, i) => 5 + 3 * 0.5 ** (i / 10))
  const life = spreadHalfLife(decay)
  expect(life.ok && life.value).toBeCloseTo(10, 9)
})
