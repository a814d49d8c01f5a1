// Regression algorithms of LEAN, to the cent: a share held, a future settled daily, a perpetual with funding, options to expiry.
import { createRegistry, type Instrument, type Option, type Perpetual } from '@bourse/assets'
import type { InstrumentId, MarketFact, Sourced } from '@bourse/core'
import { defineStrategy } from '@bourse/engine'
import { contractChain, ES, futuresDays } from '@bourse/futures'
import { perContractFee, simPresets } from '@bourse/sim'
import { describe, expect, test } from 'vitest'
import { caseJson, caseText, caseZip, haveCases } from '../fixtures/caseFiles.js'
import { backtest } from '../run/backtest.js'

type QuoteRow = { readonly at: number; readonly bid: number; readonly ask: number }

/** Closes of both sides at the end of each bar; NaN where a side is empty. */
function quoteRows(text: string, day: number, length: number, scale = 1): readonly QuoteRow[] {
  const number = (cell: string | undefined): number =>
    cell === undefined || cell === '' ? Number.NaN : Number(cell) / scale
  return text
    .trim()
    .split('\n')
    .map((line) => {
      const cells = line.trim().split(',')
      return { at: stampOf(cells[0]!, day) + length, bid: number(cells[4]), ask: number(cells[9]) }
    })
}

// Milliseconds of the day, or 'yyyymmdd hh:mm'.
function stampOf(cell: string, day: number): number {
  if (!cell.includes(' ')) return day + Number(cell)
  return Date.parse(`${cell.slice(0, 4)}-${cell.slice(4, 6)}-${cell.slice(6, 8)}T${cell.slice(9)}Z`)
}

function quoteFact(id: InstrumentId, { at, bid, ask }: QuoteRow): Sourced<MarketFact> {
  return {
    kind: 'quote',
    id,
    bid,
    ask,
    bidSize: Number.isNaN(bid) ? 0 : 1,
    askSize: Number.isNaN(ask) ? 0 : 1,
    at,
    source: 'lean',
  }
}

function expectedOf(
  folder: string,
  algorithm = 0,
): { readonly start: number; readonly end: number; readonly orders: number; readonly fees: number } {
  const { algorithms } = caseJson(`${folder}/expected.json`) as {
    algorithms: { expected_statistics: { [name: string]: string } }[]
  }
  const told = algorithms[algorithm]!.expected_statistics
  return {
    start: Number(told['Start Equity']),
    end: Number(told['End Equity']),
    orders: Number(told['Total Orders']),
    fees: Number(told['Total Fees']!.replace('$', '')),
  }
}

const minute = 60_000
const feesOf = (
  costs: readonly { readonly cost: string; readonly money: { readonly value: { toNumber(): number } } }[],
): number => costs.filter(({ cost }) => cost === 'fee').reduce((sum, { money }) => sum + money.value.toNumber(), 0)

describe.skipIf(!haveCases)('LEAN: skipped where its runs are not beside this checkout', () => {
  test('SPY, a week of minutes', () => {
    const id = 'SPY@ARCX'
    const folder = 'lean-spy-buy-hold'
    const factor = Number(
      caseText(`${folder}/data/equity/usa/factor_files/spy.csv`)
        .split('\n')
        .find((line) => line.slice(0, 8) >= '20131007')!
        .split(',')[1],
    )
    const facts: Sourced<MarketFact>[] = []
    for (const day of ['07', '08', '09', '10', '11']) {
      const start = Date.parse(`2013-10-${day}`)
      const isRegular = ({ at }: { readonly at: number }): boolean =>
        at - start > 34_200_000 && at - start <= 57_600_000
      const path = `${folder}/data/equity/usa/minute/spy/201310${day}`
      const [quotes] = [...caseZip(`${path}_quote.zip`).values()]
      const [trades] = [...caseZip(`${path}_trade.zip`).values()]
      for (const row of quoteRows(quotes!, start, minute, 10_000).filter(isRegular))
        facts.push(quoteFact(id, { at: row.at, bid: row.bid * factor, ask: row.ask * factor }))
      for (const line of trades!.trim().split('\n')) {
        const cells = line.split(',')
        const fact = { at: start + Number(cells[0]) + minute, price: (Number(cells[4]) / 10_000) * factor }
        if (isRegular(fact)) facts.push({ kind: 'mark', id, source: 'lean', ...fact })
      }
    }
    facts.sort((a, b) => a.at - b.at)
    const hold = defineStrategy({
      name: 'hold',
      defaults: {},
      init: () => ({ sent: false }),
      on: {
        quote(ctx) {
          if (ctx.state.sent) return
          ctx.state.sent = true
          ctx.submit({ type: 'market', instrument: id, side: 'buy', quantity: 1 - 2 ** -53 })
        },
      },
    })
    const { end, orders, fees } = expectedOf(folder)
    const report = backtest(hold(), { data: facts, cash: '100000 USD', venue: simPresets.lean })
    expect(report.fills).toHaveLength(orders)
    expect(report.equity.at(-1)).toBeCloseTo(end, 2)
    expect(feesOf(report.costs)).toBeCloseTo(fees, 2)
  })

  test('ES, four settlements', () => {
    const folder = 'lean-es-daily-settlement'
    const es = contractChain(ES, '2013-09-25', 1, futuresDays)[0]!
    const days = ['07', '08', '09', '10']
    // What the account holds at the start is bought the day before, free.
    const facts: Sourced<MarketFact>[] = [
      quoteFact(es.id, { at: Date.parse('2013-10-06T13:31Z'), bid: 1600, ask: 1600 }),
    ]
    for (const day of days) {
      const start = Date.parse(`2013-10-${day}`)
      const files = caseZip(`${folder}/data/future/cme/minute/es/201310${day}_quote.zip`)
      const rows = quoteRows(files.get(`201310${day}_es_minute_quote_201312.csv`)!, start, minute)
      for (const row of rows) facts.push(quoteFact(es.id, row))
      const last = rows.find(({ at }) => at === start + 1260 * minute)!
      facts.push({
        kind: 'settlement',
        id: es.id,
        price: (last.bid + last.ask) / 2,
        final: false,
        at: last.at,
        source: 'lean',
      })
    }
    facts.sort((a, b) => a.at - b.at)
    const plan: { readonly [minute: string]: number } = {
      '06 811': 1,
      '07 811': 1,
      '07 812': 1,
      '08 811': -1,
      '09 811': -3,
      '10 811': -1,
      '10 812': 2,
    }
    const trades = defineStrategy({
      name: 'plan',
      defaults: { plan },
      on: {
        quote(ctx) {
          const at = new Date(ctx.now)
          const units =
            ctx.params.plan[`${at.toISOString().slice(8, 10)} ${at.getUTCHours() * 60 + at.getUTCMinutes()}`]
          if (units !== undefined)
            ctx.submit({
              type: 'market',
              instrument: es.id,
              side: units > 0 ? 'buy' : 'sell',
              quantity: Math.abs(units),
            })
        },
      },
    })
    const [fee, free] = [perContractFee('2.15 USD'), perContractFee('0 USD')]
    const report = backtest(trades(), {
      data: facts,
      cash: '100000 USD',
      instruments: createRegistry([es]),
      venue: {
        ...simPresets.lean,
        size: ({ order }) => order.quantity,
        fees: (fill) => (fill.price === 1600 ? free(fill) : fee(fill)),
      },
    })
    const { end, orders, fees } = expectedOf(folder)
    expect(report.fills.slice(1)).toHaveLength(orders)
    expect(feesOf(report.costs)).toBeCloseTo(fees, 2)
    const cashAfter = days.map((day) => {
      const row = report.time.indexOf(Date.parse(`2013-10-${day}`) + 1260 * minute)
      return report.equity[row]!
    })
    // The README of the case states them beside its rules.
    const told = /100000 cash|Expected cash after[^:]*: ([\d., ]+)/g
    const stated = [...caseText(`${folder}/README.md`).matchAll(told)]
      .map((match) => match[1])
      .find((text) => text !== undefined)!
    expect(cashAfter.map((value) => value.toFixed(2))).toEqual(
      stated.split(', ').map((text) => Number.parseFloat(text).toFixed(2)),
    )
    expect(report.equity.at(-1)).toBeCloseTo(end, 2)
  })

  test('ADAUSDT, a day of funding', () => {
    const folder = 'lean-ada-perp-funding'
    const id = 'ADAUSDT@binance'
    const ada: Perpetual = {
      kind: 'perpetual',
      id,
      assetClass: 'crypto',
      currency: 'USDT',
      tick: 0.0001,
      lot: 1,
      calendar: 'always',
      base: 'ADA',
      quote: 'USDT',
      multiplier: 1,
      payoff: 'linear',
      fundingHours: 8,
    }
    const hour = 60 * minute
    const path = `${folder}/data/cryptofuture/binance`
    const rows = quoteRows(caseZip(`${path}/hour/adausdt_quote.zip`).get('adausdt_quote_perp.csv')!, 0, hour)
    const rate = Number(caseText(`${path}/margin_interest/adausdt.csv`).trim().split('\n').at(-1)!.split(',')[1])
    const facts: Sourced<MarketFact>[] = []
    for (const row of rows) {
      facts.push(quoteFact(id, row))
      const price = (row.bid + row.ask) / 2
      facts.push({ kind: 'mark', id, price, at: row.at, source: 'lean' })
      if (new Date(row.at).getUTCHours() % 8 === 0)
        facts.push({ kind: 'funding', id, rate, hours: 8, price, at: row.at, source: 'lean' })
    }
    const once = defineStrategy({
      name: 'once',
      defaults: {},
      init: () => ({ sent: false }),
      on: {
        quote(ctx) {
          if (!ctx.state.sent) ctx.submit({ type: 'market', instrument: id, side: 'buy', quantity: 1000 })
          ctx.state.sent = true
        },
      },
    })
    // A dollar is a dollar there: all of it is told in the coin.
    const report = backtest(once(), {
      data: facts,
      cash: '1000200 USDT',
      instruments: createRegistry([ada]),
      venue: simPresets['lean-crypto'],
    })
    const { end, orders, fees } = expectedOf(folder)
    expect(report.fills).toHaveLength(orders)
    expect(feesOf(report.costs)).toBeCloseTo(fees, 2)
    expect(Math.abs(report.equity.at(-1)! - end)).toBeLessThan(0.01)
  })

  const spx = (right: 'call' | 'put', strike: number): Option => ({
    kind: 'option',
    id: `SPX-${right}-${strike}@CBOE`,
    assetClass: 'equity',
    currency: 'USD',
    tick: 0.01,
    lot: 1,
    calendar: 'always',
    underlying: 'SPX@CBOE',
    right,
    strike,
    expiry: '2021-01-15',
    exercise: 'european',
    multiplier: 100,
    settlement: 'cash',
    fixing: 'pm',
  })
  // Every algorithm of the file: its name says the option, and whether it was sold.
  const spxFolder = 'lean-spx-index-option-expiry'
  const spxRuns = haveCases
    ? (caseJson(`${spxFolder}/expected.json`) as { algorithms: { algorithm: string }[] }).algorithms.map(
        ({ algorithm }, place) => {
          const [, short, kind, money] = /IndexOption(Short)?(Call|Put)(ITM|OTM)Expiry/.exec(algorithm)!
          const right = kind === 'Call' ? ('call' as const) : ('put' as const)
          const strike = right === 'call' ? (money === 'ITM' ? 3200 : 4250) : money === 'ITM' ? 4200 : 3200
          return [right, strike, short === undefined ? ('buy' as const) : ('sell' as const), place] as const
        },
      )
    : []
  test.each(spxRuns)('SPX %s %i, %s and held to expiry', (right, strike, side, algorithm) => {
    const folder = spxFolder
    const { start, end } = expectedOf(folder, algorithm)
    const option = spx(right, strike)
    const facts: Sourced<MarketFact>[] = []
    for (const day of ['04', '14']) {
      const midnight = Date.parse(`2021-01-${day}`)
      const files = caseZip(`${folder}/data/indexoption/usa/minute/spx/202101${day}_quote_european.zip`)
      const text = files.get(`202101${day}_spx_minute_quote_european_${right}_${strike}0000_20210115.csv`)
      if (text !== undefined)
        for (const row of quoteRows(text, midnight, minute, 10_000)) facts.push(quoteFact(option.id, row))
    }
    const close = Number(/\*\*(\d+\.\d+)\*\*/.exec(caseText(`${folder}/README.md`))![1])
    const expiry = Date.parse('2021-01-15T21:00Z')
    facts.push({
      kind: 'bar',
      id: 'SPX@CBOE',
      span: '1d',
      open: close,
      high: close,
      low: close,
      close,
      volume: 0,
      adjusted: close,
      at: expiry,
      source: 'lean',
    })
    facts.push({ kind: 'mark', id: option.id, price: 0, at: expiry + 86_400_000, source: 'lean' })
    const once = defineStrategy({
      name: 'once',
      defaults: { at: Date.parse('2021-01-05T09:31Z') },
      on: {
        start: (ctx) => ctx.wake(ctx.params.at, 'order'),
        timer: (ctx) => {
          ctx.submit({ type: 'market', instrument: option.id, side, quantity: 1, tif: 'gtc' })
        },
      },
    })
    const index: Instrument = {
      kind: 'index',
      id: 'SPX@CBOE',
      assetClass: 'equity',
      currency: 'USD',
      tick: 0.01,
      lot: 1,
      calendar: 'always',
    }
    const { fees: _free, ...free } = simPresets.lean
    const report = backtest(once(), {
      data: facts,
      cash: `${start} USD`,
      instruments: createRegistry([option, index]),
      venue: { ...free, size: ({ order }) => order.quantity },
    })
    expect(report.fills).toHaveLength(1)
    expect(report.equity.at(-1)).toBeCloseTo(end, 2)
  })
})
