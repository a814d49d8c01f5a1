import { golden } from '@bourse/proof'
import { describe, expect, test } from 'vitest'
import { type Sabr, sabrVol } from './sabrVol.js'
import { type Ssvi, ssviCheck, ssviPhi, ssviSlice } from './ssvi.js'
import { type Svi, sviDerivatives, sviVariance } from './svi.js'
import { sviButterfly } from './sviButterfly.js'
import { sviCalendar } from './sviCalendar.js'

type Point = { readonly k: number; readonly w: number; readonly dw: number; readonly d2w: number; readonly g: number }
const out = new Float64Array(4)

function checkPoints(svi: Svi, points: readonly Point[]): void {
  for (const { k, w, dw, d2w, g } of points) {
    sviDerivatives(svi, k, out)
    const where = JSON.stringify({ svi, k, out: [...out] })
    expect(sviVariance(svi, k), where).toBe(out[0])
    for (const [i, expected] of [w, dw, d2w].entries())
      expect(Math.abs(out[i]! - expected), where).toBeLessThanOrEqual(Math.max(1e-14 * Math.abs(expected), 1e-16))
    expect(Math.abs(out[3]! - g), where).toBeLessThanOrEqual(1e-12 * Math.max(1, Math.abs(g)))
  }
}

type RawRow = Svi & {
  readonly points: readonly Point[]
  readonly butterflyArbitrage: boolean
  readonly gMin: number
  readonly gArgmin: number
  readonly minTotalVariance: number
  readonly leeSlopes: readonly [number, number]
}
const raw = golden<{ readonly rows: readonly RawRow[] }>('pricing/svi_raw.dev.json')
describe.skipIf(!raw.rows)(raw.title, () => {
  test.each(raw.rows?.rows.map((row, i) => [i, row] as const) ?? [])('row %i', (_, row) => {
    checkPoints(row, row.points)
    const all = sviButterfly(row)
    expect(all.arbitrage).toBe(row.butterflyArbitrage)
    const seen = sviButterfly(row, -8, 8)
    expect(seen.arbitrage).toBe(row.butterflyArbitrage)
    expect(Math.abs(seen.min - row.gMin)).toBeLessThanOrEqual(2e-7)
    expect(Math.abs(seen.at - row.gArgmin)).toBeLessThanOrEqual(2.6e-4)
    expect(all.min).toBeLessThanOrEqual(seen.min + 1e-12)
  })
})

type Slice = {
  readonly theta: number
  readonly phi: number
  readonly points: readonly Point[]
  readonly sufficientNoButterfly: boolean
}
const surfaces = golden<{
  readonly rows: readonly (Ssvi & {
    readonly slices: readonly Slice[]
    readonly arbitrageFreeSurfaceSufficient: boolean
  })[]
}>('pricing/ssvi.dev.json')
describe.skipIf(!surfaces.rows)(surfaces.title, () => {
  test.each(surfaces.rows?.rows.map((row, i) => [i, row] as const) ?? [])('row %i', (_, row) => {
    for (const { theta, phi, points, sufficientNoButterfly } of row.slices) {
      expect(Math.abs(ssviPhi(row, theta) / phi - 1)).toBeLessThanOrEqual(1e-14)
      checkPoints(ssviSlice(row, theta), points)
      const { noButterfly, noArbitrage } = ssviCheck(row, theta)
      expect([noButterfly, noArbitrage]).toEqual([sufficientNoButterfly, row.arbitrageFreeSurfaceSufficient])
      if (noButterfly) expect(sviButterfly(ssviSlice(row, theta)).arbitrage).toBe(false)
    }
  })
})

type CalendarRow = {
  readonly near: Svi
  readonly far: Svi
  readonly range: readonly [number, number]
  readonly minDiff: number
  readonly calendarArbitrageOnRange: boolean
  readonly calendarArbitrageEverywhere: boolean
}
const calendars = golden<{ readonly rows: readonly CalendarRow[] }>('pricing/svi_calendar.dev.json')
describe.skipIf(!calendars.rows)(calendars.title, () => {
  test.each(calendars.rows?.rows.map((row, i) => [i, row] as const) ?? [])('row %i', (_, row) => {
    const seen = sviCalendar(row.near, row.far, ...row.range)
    expect(seen.arbitrage).toBe(row.calendarArbitrageOnRange)
    expect(Math.abs(seen.min - row.minDiff)).toBeLessThanOrEqual(1e-6)
    expect(sviCalendar(row.near, row.far).arbitrage).toBe(row.calendarArbitrageEverywhere)
  })
})

type SabrRow = Sabr & { readonly F: number; readonly K: number; readonly T: number; readonly expectedVol: number }
const sabrs = golden<{ readonly rows: readonly SabrRow[] }>('pricing/sabr.dev.json')
describe.skipIf(!sabrs.rows)(sabrs.title, () => {
  test.each(sabrs.rows?.rows.map((row, i) => [i, row] as const) ?? [])('row %i', (_, row) => {
    const vol = sabrVol(row, row.F, row.K, row.T)
    expect(Math.abs(vol / row.expectedVol - 1), JSON.stringify(row)).toBeLessThanOrEqual(2e-14)
  })
})
