// backtrader's cross of the close and its average: executions, value, cash.
import { createRegistry, type Equity, type Future } from '@bourse/assets'
import { defineStrategy } from '@bourse/engine'
import { contractChain, ES, futuresDays } from '@bourse/futures'
import { relativeError } from '@bourse/proof'
import { perContractFee, percentFee, proportionalSlippage, type SimOptions, simPresets } from '@bourse/sim'
import { describe, expect, test } from 'vitest'
import { caseBars, caseJson, caseRows, haveCases } from '../fixtures/caseFiles.js'
import { backtest } from '../run/backtest.js'

const stock: Equity = {
  kind: 'equity',
  id: 'IDX@DESK',
  assetClass: 'equity',
  currency: 'USD',
  tick: 0.01,
  lot: 1,
  calendar: 'always',
}
const [es] = contractChain(ES, '2007-01-02', 1, futuresDays)
const future: Future = { ...es!, id: 'IDX@DESK', multiplier: 10, tick: 0.01, tickValue: 0.1, calendar: 'always' }

const crossed = defineStrategy({
  name: 'crossed',
  defaults: { length: 15 },
  init: (): { closes: number[]; difference: number; waits: boolean } => ({ closes: [], difference: 0, waits: false }),
  on: {
    bar(ctx, bar) {
      const { closes } = ctx.state
      closes.push(bar.close)
      if (closes.length > ctx.params.length) closes.shift()
      if (closes.length < ctx.params.length) return
      const before = ctx.state.difference
      const now = bar.close - closes.reduce((sum, close) => sum + close, 0) / ctx.params.length
      if (now !== 0) ctx.state.difference = now
      const held = ctx.book.quantity(bar.id)
      if (held === 0 && before < 0 && now > 0)
        ctx.submit({ type: 'market', instrument: bar.id, side: 'buy', quantity: 1 })
      if (held > 0 && before > 0 && now < 0)
        ctx.submit({ type: 'market', instrument: bar.id, side: 'sell', quantity: held })
    },
  },
})

const preset = simPresets.backtrader
// Every run of the file: its name says the length of the average and the broker's costs.
const runs = haveCases
  ? (caseJson('backtrader/expected.json') as { name: string }[]).map(({ name }) => {
      const [, length, costs] = /^sma(\d+)_(\w+)$/.exec(name)!
      const venue: SimOptions =
        costs === 'futureslike'
          ? { ...preset, fees: perContractFee('2 USD') }
          : costs === 'perc_slip'
            ? { ...preset, fees: percentFee(0.001), slippage: proportionalSlippage(0.0005) }
            : preset
      return { name, length: Number(length), venue, margin: costs === 'futureslike' ? 1000 : undefined }
    })
  : []

describe.skipIf(!haveCases)('backtrader: skipped where its runs are not beside this checkout', () => {
  test.each(runs)('$name', ({ name, length, venue, margin }) => {
    const expected = (
      caseJson('backtrader/expected.json') as { name: string; data: string; final_value: number; final_cash: number }[]
    ).find((one) => one.name === name)!
    const bars = caseBars(`backtrader/${expected.data}`, 'IDX@DESK', '1d')
    const instruments = createRegistry([margin === undefined ? stock : future])
    const report = backtest(crossed({ length }), { data: bars, cash: '10000 USD', instruments, venue })
    const day = (time: number): string => new Date(time - 86_400_000).toISOString().slice(0, 10)
    const executions = caseRows(`backtrader/${name}.executions.csv`).filter((row) => row['price'] !== '')
    expect(report.troubles).toEqual([])
    expect(report.fills.map((fill) => [day(fill.time), fill.side.toUpperCase(), fill.quantity])).toEqual(
      executions.map((row) => [row['date'], row['type'], Math.abs(Number(row['size']))]),
    )
    report.fills.forEach((fill, i) => {
      expect(relativeError(fill.price, Number(executions[i]!['price']))).toBeLessThan(1e-9)
      expect(Math.abs(fill.fee.value.toNumber() - Number(executions[i]!['commission']))).toBeLessThan(1e-9 * 10_000)
    })
    const equity = new Map(Array.from(report.time, (time, i) => [day(time), report.equity[i]!]))
    const rows = caseRows(`backtrader/${name}.equity.csv`)
    for (const row of rows)
      expect(relativeError(equity.get(row['date']!)!, Number(row['value'])), row['date']).toBeLessThan(1e-9)
    // Shares take their price out of cash, contracts their margin out of what the account is worth.
    let [held, paid] = [0, 0]
    let next = 0
    const cash = new Map<string, number>()
    report.time.forEach((time, i) => {
      for (; next < report.fills.length && report.fills[next]!.time <= time; next++) {
        const { side, quantity, price, fee } = report.fills[next]!
        const signed = side === 'buy' ? quantity : -quantity
        held += signed
        paid += signed * price + fee.value.toNumber()
      }
      cash.set(day(time), margin === undefined ? 10_000 - paid : report.equity[i]! - margin * Math.abs(held))
    })
    for (const row of rows)
      expect(relativeError(cash.get(row['date']!)!, Number(row['cash'])), row['date']).toBeLessThan(1e-9)
    expect(relativeError([...cash.values()].at(-1)!, expected.final_cash)).toBeLessThan(1e-9)
    expect(relativeError(report.equity.at(-1)!, expected.final_value)).toBeLessThan(1e-9)
  })
})
