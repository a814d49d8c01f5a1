import { golden, relativeError } from '@bourse/proof'
import { describe, expect, test } from 'vitest'
import { type SpanPosition, type StrategyLeg, spanRisk, strategyMargin } from '../margin.js'

type SpanRow = {
  id: string
  underlying: number
  multiplier: number
  priceScanRange: number
  volScanRangeAbs: number
  extremeMultiple: number
  extremeCover: number
  rate: number
  lookAheadYears: number
  positions: { type: 'future' | 'option'; qty: number; right: 'C' | 'P'; strike: number; T: number; vol: number }[]
  scenarioLoss: number[]
  activeScenario: number
  scanRisk: number
}
const rolls = golden<{ span: SpanRow[] }>('futures/rolls.dev.json')

describe.skipIf(!rolls.rows)(`${rolls.title}: span`, () => {
  test.each(rolls.rows?.span ?? [])('$id', (row) => {
    const positions = row.positions.map(
      ({ type, qty, right, strike, T, vol }): SpanPosition =>
        type === 'future'
          ? { type, quantity: qty }
          : { type, right: right === 'C' ? 'call' : 'put', strike, years: T, vol, quantity: qty },
    )
    const product = {
      price: row.underlying,
      multiplier: row.multiplier,
      priceRange: row.priceScanRange,
      volRange: row.volScanRangeAbs,
      extremeMultiple: row.extremeMultiple,
      extremeCover: row.extremeCover,
      rate: row.rate,
      lookAhead: row.lookAheadYears,
    }
    const { losses, active, risk } = spanRisk(positions, product)
    // Losses are differences of values many times as large: relative to the largest of the sixteen.
    const size = Math.max(...row.scenarioLoss.map(Math.abs))
    for (const [s, loss] of row.scenarioLoss.entries())
      expect(Math.abs(losses[s]! - loss), `scenario ${s + 1}`).toBeLessThan(
        1e-9 * Math.max(Math.abs(loss), 1e-3 * size),
      )
    expect(active).toBe(row.activeScenario)
    expect(relativeError(risk, row.scanRisk)).toBeLessThan(1e-9)
  })
})

type StrategyRow = {
  name: string
  spot: number
  legs: { type: 'stock' | 'call' | 'put'; strike: number | null; qty: number; price: number; mult: number }[]
  margin: null | { [figure: string]: number | string | null }
}
const strategies = golden<{ options: StrategyRow[] }>('scoring/strategies.dev.json')

describe.skipIf(!strategies.rows)(`${strategies.title}: margin`, () => {
  const rows = (strategies.rows?.options ?? []).filter(({ margin }) => margin !== null)
  test.each(rows)('$name', ({ legs, spot, margin }) => {
    const ours = legs.map(
      ({ type, strike, qty, price, mult }): StrategyLeg =>
        type === 'stock' ? { type, quantity: qty } : { type, strike: strike!, quantity: qty, price, multiplier: mult },
    )
    const equity = strategyMargin(ours, { spot })
    const index = strategyMargin(ours, { spot, rule: 'index' })
    const want = {
      naked_equity_20: equity.requirement,
      naked_index_15: index.requirement,
      short_proceeds: equity.proceeds,
      initial_equity_20: equity.initial,
      cash_secured: equity.cashSecured,
      req20: equity.requirement,
      initial: equity.initial,
      spread_requirement: equity.requirement,
    }
    for (const [figure, value] of Object.entries(margin!)) {
      if (figure === 'rule') continue
      if (value === null) expect(want[figure as keyof typeof want]).toBe(0)
      else
        expect(Math.abs(want[figure as keyof typeof want] - (value as number)), figure).toBeLessThan(
          1e-9 * Math.max(1, value as number),
        )
    }
  })
})
