import type { Instrument } from '@bourse/assets'
import { golden, relativeError } from '@bourse/proof'
import { describe, expect, test } from 'vitest'
import { desk, orderOf, spy } from '../gate/fixtures/desk.js'
import { createGate, drawdownLadder, leverageAtDrawdown, maxCorrelatedExposure } from '../index.js'

type CorrelationRow = {
  correlations: number[]
  existingRisk: number[]
  newRisk: number
  equity: number
  ratio: number
  allowed: boolean
}
type DrawdownRow = {
  value: number
  drawdown: number
  level: string
  sizeMultiplier: number
  leverageScaleLinear: number
}
type Rows = {
  correlationLimit: { cases: CorrelationRow[] }
  drawdownLadder: { path: DrawdownRow[] }
}

const policy = golden<Rows>('optrisk/riskpolicy.dev.json')

describe.skipIf(!policy.rows)(policy.title, () => {
  test('correlated exposure', () => {
    for (const row of policy.rows!.correlationLimit.cases) {
      const listings = [...row.correlations, 0].map((_, i): Instrument => ({ ...spy, id: `S${i}@X`, lot: 1e-6 }))
      const d = desk(listings, row.equity)
      for (const { id } of listings) d.mark(id, 1)
      const next = listings.at(-1)!.id
      for (const [i, risk] of row.existingRisk.entries()) d.hold(listings[i]!.id, risk)
      for (const [i, rho] of row.correlations.entries()) d.correlations.set(`${next} ${listings[i]!.id}`, rho)
      const verdict = createGate({ rules: [maxCorrelatedExposure(0.25)] }).checkOrder(
        orderOf(next, 'buy', row.newRisk),
        d.context(),
      )
      expect(verdict.pass && verdict.trimmed === undefined, JSON.stringify(row)).toBe(row.allowed)
      expect(relativeError(verdict.findings[0]!.answer.figures[0]!.value, row.ratio)).toBeLessThan(1e-12)
    }
  })

  test('drawdown ladder and leverage, day by day', () => {
    const path = policy.rows!.drawdownLadder.path
    const d = desk([spy], path[0]!.value)
    // Killed, it stays killed: each day the ladder is asked as one that has not been, with the peak of all days before.
    const steps = { warn: 0.05, halve: 0.1, kill: 0.15, since: 'start' } as const
    let state = createGate({ rules: [drawdownLadder(steps)] }).save()
    let peak = 0
    for (const row of path) {
      d.cash = row.value
      peak = Math.max(peak, row.value)
      const gate = createGate({ rules: [drawdownLadder(steps)], state })
      const verdict = gate.checkOrder(orderOf('SPY@ARCX', 'buy', 100), d.context())
      expect(verdict.pass ? verdict.order.quantity / 100 : 0, JSON.stringify(row)).toBe(row.sizeMultiplier)
      const { value } = verdict.findings[0]!.answer.figures[0]!
      expect(Math.abs(value - row.drawdown)).toBeLessThan(1e-12)
      expect(Math.abs(leverageAtDrawdown(value) - row.leverageScaleLinear)).toBeLessThan(1e-12)
      state = { rules: [{ rule: 'drawdownLadder', state: { peak: { peak, period: '' }, killed: null } }], passed: [] }
    }
    expect(path.length).toBeGreaterThan(50)
  })
})
