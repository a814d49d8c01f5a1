import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createRng } from '@bourse/math'
import { sharpeRatio } from '@bourse/risk'
import { chromium } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { drawnSheet } from './fixtures/drawnSheet.js'
import { histogram } from './histogram.js'
import { grouped, percent } from './markup.js'
import { rollingFigures } from './rollingFigures.js'
import { mostRows, sheetData, rollingWindow } from './sheetData.js'
import { tearSheetHtml } from './tearSheetHtml.js'
import { thinRows } from './thinRows.js'

const sheet = drawnSheet()
const html = tearSheetHtml(sheet)

describe('the page', () => {
  test('is one file below 500 kB that names no address but the libraries own', () => {
    expect(html.length).toBeLessThan(500_000)
    const own = html.replace(/<script>(?!\n\(\(\) => \{\n {2}'use strict')[\s\S]*?<\/script>/g, '')
    expect(own).not.toMatch(/(src|action)=|@import|url\(|fetch\(/)
    expect(own.match(/https?:\/\/[^"]+/g)).toEqual([
      'https://www.tradingview.com/',
      'https://github.com/leeoniya/uPlot',
    ])
  })

  test('says text as text', () => {
    expect(html).toContain('Four strategies, six classes &lt;drawn&gt;')
    expect(html).not.toContain('<drawn>')
    expect(html).toContain('&lt;the market&gt; was closed')
    const evil = tearSheetHtml({ ...sheet, base: '</script><script>alert(1)</script>' })
    expect(evil).not.toContain('</script><script>alert')
  })

  test('has every part, and none for what is not there', () => {
    for (const id of [
      'curve',
      'honesty',
      'months',
      'figures',
      'rolling',
      'held',
      'parts',
      'prices',
      'trips',
      'notes',
      'again',
    ])
      expect(html).toContain(`<section id="${id}"`)
    const bare = tearSheetHtml({
      ...sheet,
      holdings: undefined,
      prices: [],
      trips: [],
      honesty: [],
      benchmark: undefined,
    })
    for (const id of ['honesty', 'held', 'prices', 'trips']) expect(bare).not.toContain(`id="${id}"`)
  })

  test('stays below 500 kB when everything is many', () => {
    const sheet = drawnSheet(1500)
    const days = Array.from(sheet.time)
    const bars = { time: sheet.time, price: sheet.equity.map((value) => value / 7) }
    const fills = days.map((time, i) => ({
      time,
      side: i % 2 === 0 ? ('buy' as const) : ('sell' as const),
      quantity: 1234.5678 + i,
      price: bars.price[i]!,
    }))
    const names = Array.from({ length: 30 }, (_, i) => `strategy-number-${i + 1}-of-the-desk`)
    const profit = sheet.equity.map((value) => value - 1_000_000)
    const busy = tearSheetHtml({
      ...sheet,
      prices: Array.from({ length: 8 }, (_, i) => ({ instrument: `INSTRUMENT-${i}@XCME`, ...bars, fills })),
      trips: Array.from({ length: 400 }, (_, i) => ({
        ...sheet.trips[i % 120]!,
        instrument: 'SPY-2026-01-16-600-C@OPRA',
      })),
      parts: names.map((name) => ({
        by: 'strategy' as const,
        name,
        profit: 12_345,
        riskShare: 0.03,
        figures: sheet.figures,
      })),
      contributions: {
        time: sheet.time,
        lines: (['strategy', 'class'] as const).flatMap((by) =>
          names.slice(0, 8).map((name) => ({ by, name, profit })),
        ),
      },
    })
    expect(busy.length).toBeLessThan(495_000)
    expect(busy).toContain('The last 125 fills of each instrument are marked.')
    expect(busy).toContain('the last 120 of 400')
  })

  test('equal sheets give equal pages', () => expect(tearSheetHtml(drawnSheet())).toBe(html))
})

test('what is drawn: at most so many rows, in rising seconds, marks on drawn rows', () => {
  const long = drawnSheet(5000)
  const data = sheetData(long) as unknown as {
    time: number[]
    drawdown: number[]
    prices: { time: number[]; fills: { time: number[] } }[]
  }
  expect(data.time.length).toBeLessThanOrEqual(mostRows)
  expect(data.time.at(-1)).toBe(long.time.at(-1)! / 1000)
  for (let i = 1; i < data.time.length; i++) expect(data.time[i]!).toBeGreaterThan(data.time[i - 1]!)
  for (const { time, fills } of data.prices) for (const at of fills.time) expect(time).toContain(at)
  expect(-Math.min(...(sheetData(sheet) as unknown as { drawdown: number[] }).drawdown)).toBeCloseTo(
    sheet.figures.maxDrawdown,
    5,
  )
})

test('thinning keeps the first and the last, and whole days where rows are many', () => {
  const minutes = Float64Array.from({ length: 4000 }, (_, i) => i * 3_600_000)
  const rows = thinRows(minutes, 500)
  expect([rows[0], rows.at(-1)]).toEqual([0, 3999])
  expect(rows.slice(1, -1).every((row) => row % 24 === 23)).toBe(true)
  expect(thinRows(minutes.subarray(0, 20), 500)).toHaveLength(20)
  for (const most of [2, 3, 7, 100]) expect(thinRows(minutes, most).length).toBeLessThanOrEqual(most + 1)
})

test('the rolling Sharpe ratio is that of each window', () => {
  const rng = createRng('rolling sharpe')
  let value = 100
  const equity = Float64Array.from({ length: 200 }, () => (value *= 1 + 0.001 + 0.01 * rng.normal()))
  const rolled = rollingFigures(equity, 30, 252).sharpe
  expect(Number.isNaN(rolled[29]!)).toBe(true)
  for (const end of [30, 77, 199]) {
    const returns = Float64Array.from({ length: 30 }, (_, i) => equity[end - 29 + i]! / equity[end - 30 + i]! - 1)
    expect(rolled[end]!).toBeCloseTo(sharpeRatio(returns, { periodsPerYear: 252 }), 10)
  }
  expect(rollingWindow(sheet)).toBe(126)
})

test('numbers for the eye', () => {
  expect([percent(-0.0123), percent(-0.00001), percent(Number.NaN)]).toEqual(['−1.2 %', '0.0 %', '–'])
  expect([grouped(1234567.891, 2), grouped(-0.2), grouped(-1000), grouped(999)]).toEqual([
    '1,234,567.89',
    '0',
    '−1,000',
    '999',
  ])
})

test('a histogram counts everything once', () => {
  const values = Array.from({ length: 500 }, (_, i) => Math.sin(i) * 0.05)
  const counts = [...histogram(values, 'x').matchAll(/<title>(\d+) between/g)].map(([, n]) => Number(n))
  expect(counts.reduce((sum, n) => sum + n, 0)).toBe(500)
  expect(histogram([0.1], 'x')).toBe('')
})

const browserPath = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(existsSync)

test.skipIf(browserPath === undefined)(
  'in a browser: draws from disk, asks nobody, reads out by keyboard, turns dark',
  async () => {
    const folder = mkdtempSync(join(tmpdir(), 'sheet-'))
    const browser = await chromium.launch({ executablePath: browserPath!, args: ['--no-sandbox'] })
    try {
      const file = `file://${join(folder, 'page.html')}`
      writeFileSync(join(folder, 'page.html'), html)
      const page = await browser.newPage({ viewport: { width: 1120, height: 900 } })
      const requests: string[] = []
      const errors: string[] = []
      page.on('request', (request) => requests.push(request.url()))
      page.on('pageerror', (error) => errors.push(error.message))
      page.on('console', (message) => errors.push(message.text()))
      await page.goto(file)
      await page.waitForSelector('#exposure canvas')
      for (const id of [
        'equity',
        'by-strategy',
        'by-class',
        'sharpe',
        'volatility',
        'allocation',
        'exposure',
        'trades',
      ]) {
        expect(await page.locator(`#${id} canvas`).count(), id).toBeGreaterThan(0)
        await page.focus(`#${id}`)
        await page.keyboard.press('Home')
        expect(await page.textContent(`#${id}-readout`), id).toMatch(/^2023-01-0\d/)
      }
      expect(await page.textContent('#equity-readout')).toContain('1,000,000 USD')
      await page.emulateMedia({ colorScheme: 'dark' })
      expect(await page.evaluate('getComputedStyle(document.body).backgroundColor')).toBe('rgb(17, 21, 28)')
      await page.setViewportSize({ width: 390, height: 800 })
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(390)
      expect((await page.pdf({ preferCSSPageSize: true })).length).toBeGreaterThan(50_000)
      expect(requests.filter((url) => !url.startsWith('data:'))).toEqual([file])
      expect(errors).toEqual([])
    } finally {
      await browser.close()
      rmSync(folder, { recursive: true, force: true })
    }
  },
  60_000,
)
