import { readFileSync } from 'node:fs'
import { inflateRawSync } from 'node:zlib'
import { createRegistry, type Instrument } from '@bourse/assets'
import { createMarketRecord, type Fact, formatMoney, type Input, type InstrumentId, money } from '@bourse/core'
import { sharedFile } from '@bourse/proof'
import { describe, expect, test } from 'vitest'
import { createLedger } from './createLedger.js'

// Runs of another engine, to the cent: its fills at its quotes, its settlements, its funding. The data lie beside the
// checkout and are never copied.
const folder = 'cases/lean-es-daily-settlement/data/future/cme/minute/es'
const ada = sharedFile('cases/lean-ada-perp-funding/data/cryptofuture/binance/hour/adausdt_quote.zip')
const days = ['20131007', '20131008', '20131009', '20131010'] as const
const files = days.map((day) => sharedFile(`${folder}/${day}_quote.zip`))

/** The lines of the file in a zip archive whose name ends so; all are deflated, the stream itself says where it ends. */
function linesIn(path: string, ending: string): readonly (readonly string[])[] {
  const zip = readFileSync(path)
  for (let at = 0; zip.readUInt32LE(at) === 0x04034b50; ) {
    const [name, extra] = [zip.readUInt16LE(at + 26), zip.readUInt16LE(at + 28)]
    const start = at + 30 + name + extra
    const { buffer, engine } = inflateRawSync(zip.subarray(start), { info: true }) as unknown as Inflated
    if (zip.toString('utf8', at + 30, at + 30 + name).endsWith(ending))
      return buffer
        .toString('utf8')
        .trim()
        .split('\n')
        .map((line) => line.trim().split(','))
    at = zip.indexOf(Buffer.from([0x50, 0x4b, 3, 4]), start + engine.bytesWritten)
    if (at < 0) break
  }
  throw new Error(`${path} holds nothing that ends in ${ending}`)
}
type Inflated = { readonly buffer: Buffer; readonly engine: { readonly bytesWritten: number } }

const listing = { assetClass: 'equity', currency: 'USD', tick: 0.25, lot: 1, calendar: 'CME_EQUITY' } as const
const es: Instrument = {
  ...listing,
  kind: 'future',
  id: 'ESZ13@CME',
  root: 'ES',
  month: '2013-12',
  expiry: '2013-12-20',
  multiplier: 50,
  settlement: 'cash',
}
const perpetual: Instrument = {
  ...listing,
  kind: 'perpetual',
  id: 'ADAUSDT@binance',
  assetClass: 'crypto',
  currency: 'USDT',
  base: 'ADA',
  quote: 'USDT',
  multiplier: 1,
  payoff: 'linear',
  fundingHours: 8,
}

function desk(
  instrument: Instrument,
  cash: ReturnType<typeof money>,
): {
  feed: (fact: Fact) => void
  trade: (signed: number, price: number, fee: string) => void
  ledger: ReturnType<typeof createLedger>
} {
  const market = createMarketRecord()
  const ledger = createLedger({
    base: cash.currency,
    instruments: createRegistry([instrument]),
    market,
    cash: [{ account: 'paper', money: cash }],
  })
  let seq = 0
  const feed = (fact: Fact): void => {
    const input = { ...fact, seq: ++seq, time: seq, at: seq, source: 's' } as Input
    market.observe(input)
    ledger.apply(input)
  }
  const trade = (signed: number, price: number, fee: string): void => {
    const [side, quantity] = [signed > 0 ? 'buy' : 'sell', Math.abs(signed)] as const
    const ids = { orderId: `o${seq}`, tradeId: `t${seq}`, instrument: instrument.id as InstrumentId } as const
    const texts = { quantityText: String(quantity), priceText: String(price) }
    feed({
      kind: 'fill',
      account: 'paper',
      strategy: 's',
      ...ids,
      side,
      quantity,
      price,
      ...texts,
      liquidity: 'taker',
      fee: money(fee as `${number}`, cash.currency),
    })
  }
  return { feed, trade, ledger }
}

describe.skipIf(files.includes(undefined))('a future settled daily, four days, fills at bid and ask', () => {
  test('cash after each settlement is the other engine’s, to the cent', () => {
    const { feed, trade, ledger } = desk(es, money('100000', 'USD'))
    trade(1, 1600, '0') // held from the start
    const orders: readonly (readonly [minute: number, signed: number])[][] = [
      [
        [810, 1],
        [811, 1],
      ],
      [[810, -1]],
      [[810, -3]],
      [
        [810, -1],
        [811, 2], // whatever is held goes: short 2
      ],
    ]
    const told = files.map((file, day) => {
      const bars = linesIn(file!, '201312.csv')
      const bar = (minute: number): readonly number[] =>
        bars.find(([time]) => Number(time) === minute * 60_000)!.map(Number)
      for (const [minute, signed] of orders[day]!) {
        const quote = bar(minute)
        trade(signed, signed > 0 ? quote[9]! : quote[4]!, String((215 * Math.abs(signed)) / 100))
      }
      const last = bar(1259)
      feed({ kind: 'settlement', id: es.id, price: (last[4]! + last[9]!) / 2, final: false })
      return formatMoney(ledger.cash()[0]!)
    })
    expect(told).toEqual(['103264.45 USD', '101231.05 USD', '101962.1 USD', '100905.65 USD'])
    expect(ledger.quantity(es.id)).toBe(0)
    expect(ledger.equity().value).toBe(100905.65)
  })
})

describe.skipIf(ada === undefined)('a perpetual with funding, one day', () => {
  test('equity is the other engine’s, to the cent, with its estimate of what closing will cost', () => {
    const bars = linesIn(ada!, 'csv')
    const { feed, trade, ledger } = desk(perpetual, money('1000200', 'USDT'))
    const closeOf = (row: readonly string[], column: number): number => Number(row[column])
    trade(1000, closeOf(bars[0]!, 9), '0.15285') // 0.05 % of 305.70
    expect(closeOf(bars[0]!, 9)).toBe(0.3057)
    for (const hour of [8, 16, 24]) {
      const mark = closeOf(bars[Math.min(hour, bars.length) - 1]!, 4)
      feed({ kind: 'funding', id: perpetual.id, rate: 0.0001, hours: 8, price: mark })
    }
    const last = closeOf(bars.at(-1)!, 4)
    feed({ kind: 'mark', id: perpetual.id, price: last })
    const closing = 1000 * last * 0.0005
    expect(Math.abs(ledger.equity().value - closing - 1000207.9)).toBeLessThan(0.01)
  })
})
