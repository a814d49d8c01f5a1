// Runs of an odd kind, as text and as a page: nothing empty, nothing cut, nothing thrown.
import { existsSync } from 'node:fs'
import { createRegistry, type Future, type Outcome } from '@bourse/assets'
import type { Bars, MarketFact, Sourced } from '@bourse/core'
import { type BoundStrategy, defineStrategy } from '@bourse/engine'
import { percentFee } from '@bourse/sim'
import { type Browser, chromium } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { walkBars } from '../fixtures/walkBars.js'
import { backtest } from '../run/backtest.js'
import type { Report } from '../report/report.js'
import { reportToHtml } from './reportToHtml.js'

const bars = walkBars('A@X', 250)
const dayMs = 86_400_000

/** In and out every so many bars; throws at bar `fails`. */
function flips(name: string, every: number, fails = 0): BoundStrategy {
  return defineStrategy({
    name,
    defaults: {},
    init: () => ({ n: 0 }),
    on: {
      bar: (ctx, bar) => {
        ctx.state.n++
        if (ctx.state.n === fails)
          throw new Error(`out of ideas ${'x'.repeat(120)} and words that go on and on until they have to be wrapped`)
        if (ctx.state.n % every === 0) ctx.target(bar.id, Math.floor(ctx.state.n / every) % 2 === 1 ? 0.9 : 0)
      },
    },
  })()
}

function buys(quantity: number): BoundStrategy {
  return defineStrategy({
    name: 'buyer',
    defaults: {},
    init: () => ({ n: 0 }),
    on: {
      bar: (ctx, bar) => {
        if (++ctx.state.n === 2) ctx.submit({ type: 'market', instrument: bar.id, side: 'buy', quantity })
      },
    },
  })()
}

const idle = defineStrategy({ name: 'idle', defaults: {}, on: {} })()
const usd = { currency: 'USD', tick: 0.01, lot: 1, calendar: 'always' } as const
const yes: Outcome = {
  ...usd,
  kind: 'outcome',
  id: 'q:yes@m',
  assetClass: 'event',
  market: 'q',
  outcome: 'yes',
  closes: 41 * dayMs,
}
const oil: Future = {
  ...usd,
  kind: 'future',
  id: 'ZZH24@NYMEX',
  assetClass: 'commodity',
  root: 'ZZ',
  month: '2024-03',
  expiry: '2024-03-20',
  multiplier: 1000,
  settlement: 'cash',
}
const falling = (id: Outcome['id'] | Future['id'], from: number, step: number): Sourced<MarketFact>[] =>
  Array.from({ length: 40 }, (_, i) => {
    const price = Math.round(100 * (from + step * i)) / 100
    return {
      kind: 'bar',
      id,
      span: '1d',
      open: price,
      high: price,
      low: price,
      close: price,
      volume: 1e6,
      adjusted: price,
      at: (i + 1) * dayMs,
      source: 's',
    } as const
  })
const answered: Sourced<MarketFact>[] = [
  ...falling(yes.id, 0.5, -0.01),
  { kind: 'resolution', id: yes.id, pays: 0, disputed: false, at: yes.closes, source: 's' },
]
const one = Object.fromEntries(
  Object.entries(bars).map(([name, column]) => [name, column instanceof Float64Array ? column.slice(0, 1) : column]),
) as Bars

const kinds: { readonly [kind: string]: () => Report } = {
  'no trades at all': () => backtest(idle, { data: bars, cash: '100000 USD' }),
  'one trade': () => backtest(buys(100), { data: bars, cash: '100000 USD', honesty: true }),
  'one bar': () => backtest(idle, { data: one, cash: '100000 USD' }),
  'a total loss on a question': () =>
    backtest(buys(19_000), { data: answered, cash: '9400 USD', instruments: createRegistry([yes]) }),
  'more than everything lost': () =>
    backtest(buys(3), { data: falling(oil.id, 80, -2), cash: '50000 USD', instruments: createRegistry([oil]) }),
  'ended by an error': () => backtest(flips('thrower', 5, 60), { data: bars, cash: '100000 USD', benchmark: 'A@X' }),
  'thirty strategies': () =>
    backtest(
      Array.from({ length: 30 }, (_, i) => flips(`strategy-number-${i + 1}-with-a-name-that-is-too-long`, 5 + i)),
      { data: bars, cash: '1000000 USD', venue: { fees: percentFee(0.0001) } },
    ),
  'bars of five minutes': () =>
    backtest(flips('flip', 20), {
      data: walkBars('A@X', 700, 'five', { step: 300_000 }),
      cash: '100000 USD',
      honesty: true,
    }),
  yen: () => backtest(flips('flip', 20), { data: bars, cash: '123456789012 JPY', benchmark: 'A@X' }),
  'a currency without a rate': () =>
    backtest(flips('flip', 20), {
      data: bars,
      cash: '100000 EUR',
      instruments: createRegistry([{ ...usd, kind: 'equity', id: 'A@X', assetClass: 'equity' }]),
    }),
}

const browserPath = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(existsSync)
let browser: Browser | undefined
beforeAll(async () => {
  if (browserPath !== undefined)
    browser = await chromium.launch({ executablePath: browserPath, args: ['--no-sandbox'] })
})
afterAll(async () => browser?.close())

describe.each(Object.entries(kinds))('%s', (kind, make) => {
  const report = make()
  const html = reportToHtml(report, { title: kind, data: bars })

  test('as text', () => {
    const table = report.table()
    for (const line of table.split('\n')) expect(line.length, line).toBeLessThanOrEqual(80)
    expect(table).not.toMatch(/NaN|undefined|Infinity|\b1 (fills|round trips|rows|days)\b/)
    expect(JSON.stringify(report.toJson())).toContain(report.digest)
  })

  test('as a page', () => {
    expect(html.length).toBeLessThan(500_000)
    const shown = html.replace(/<(script|style)[\s\S]*?<\/\1>/g, '')
    expect(shown).not.toMatch(/NaN|undefined|Infinity/)
    if (report.fills.length === 0) expect(shown).toContain('Nothing was traded.')
  })

  test.skipIf(browserPath === undefined)(
    'in a browser, wide and narrow: no error, nothing empty, nothing wider than the page',
    async () => {
      const page = await browser!.newPage({ viewport: { width: 1120, height: 900 } })
      try {
        const errors: string[] = []
        page.on('pageerror', (error) => errors.push(error.message))
        page.on('console', (message) => errors.push(message.text()))
        await page.setContent(html)
        for (const width of [1120, 390]) {
          await page.setViewportSize({ width, height: 900 })
          expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width)
        }
        expect(
          await page.evaluate(
            "[...document.querySelectorAll('.plot')].filter((one) => !one.querySelector('canvas')).length",
          ),
        ).toBe(0)
        expect(
          await page.evaluate(
            "[...document.querySelectorAll('dd')].filter((one) => one.scrollWidth > one.parentElement.clientWidth).map((one) => one.textContent)",
          ),
        ).toEqual([])
        expect(errors).toEqual([])
      } finally {
        await page.close()
      }
    },
  )
})
