import { byClass, createRegistry, type Instrument } from '@bourse/assets'
import { createMarketRecord, type InstrumentId, money } from '@bourse/core'
import { bsmGreeks } from '@bourse/pricing'
import { type Bench, defineBench } from '@bourse/proof'
import type { BookView, Position } from '../book/bookView.js'
import { bookGreeks } from './bookGreeks.js'
import { exposureLines } from './exposureLines.js'
import { exposuresBy, exposuresOf } from './exposuresOf.js'

const now = Date.parse('2026-11-18T15:00Z')
const stamp = { seq: 0, time: now, at: now, source: 'bench' } as const

/** 200 positions: 100 shares, 40 futures, 60 options on one index. */
export const bench: Bench = defineBench({
  title: 'exposures of 200 positions',
  races() {
    const usd = { currency: 'USD', tick: 0.01, lot: 1, calendar: 'XNYS', assetClass: 'equity' } as const
    const list: Instrument[] = [{ ...usd, kind: 'index', id: 'SPX@CBOE' }]
    for (let i = 0; i < 100; i++) list.push({ ...usd, kind: 'equity', id: `S${i}@XNYS` })
    for (let i = 0; i < 40; i++)
      list.push({
        ...usd,
        kind: 'future',
        id: `F${i}@CME`,
        assetClass: 'commodity',
        root: `F${i}`,
        month: '2026-12',
        expiry: '2026-12-18',
        multiplier: 50,
        settlement: 'cash',
      })
    for (let i = 0; i < 60; i++)
      list.push({
        ...usd,
        kind: 'option',
        id: `O${i}@CBOE`,
        underlying: 'SPX@CBOE',
        right: i % 2 ? 'call' : 'put',
        strike: 5000 + 30 * i,
        expiry: '2026-12-18',
        exercise: 'european',
        multiplier: 100,
        settlement: 'cash',
        fixing: 'pm',
      })
    const instruments = createRegistry(list)
    const market = createMarketRecord()
    const mark = (id: InstrumentId, price: number): void => market.observe({ kind: 'mark', id, price, ...stamp })
    for (const [i, { id }] of list.entries()) mark(id, id === 'SPX@CBOE' ? 6010 : 50 + i)
    market.observe({ kind: 'observation', series: 'vol', id: 'SPX@CBOE', value: 0.15, knownAt: now, ...stamp })
    market.observe({ kind: 'observation', series: 'rate/USD/1', value: 0.04, knownAt: now, ...stamp })
    const zero = money(0, 'USD')
    const rows = list.slice(1).map(
      ({ id }, i): Position => ({
        account: 'paper',
        strategy: 's',
        instrument: id,
        quantity: (i % 7) - 3 || 4,
        quantityText: '',
        averagePrice: 40,
        openedAt: 0,
        realized: zero,
        fees: zero,
        funding: zero,
      }),
    )
    const amount = () => ({ currency: 'USD', value: 1e6 })
    const book: BookView = {
      base: 'USD',
      time: now,
      version: 0,
      positions: () => rows,
      quantity: () => 0,
      cash: () => [zero],
      equity: amount,
      unrealized: amount,
      holes: () => [],
    }
    const valuation = { instruments, market }
    let turn = 0
    const tick = (): void => mark('SPX@CBOE', 6000 + (turn++ & 15))

    /** Knows all prices, multipliers and years by index, checks nothing and groups nothing but two sums. */
    const out = new Float64Array(6)
    const quantities = Float64Array.from(rows, ({ quantity }) => quantity)
    const prices = Float64Array.from(list.slice(1), (_, i) => 51 + i)
    const years = (Date.parse('2026-12-18T21:00Z') - now) / (365 * 86_400_000)
    const plain = (): number => {
      const spot = 6000 + (turn++ & 15)
      let [gross, net] = [0, 0]
      for (let i = 0; i < 200; i++) {
        let unit = prices[i]! * (i < 100 ? 1 : 50)
        if (i >= 140) {
          bsmGreeks(spot, 5000 + 30 * (i - 140), years, 0.04, 0, 0.15, i % 2 ? 1 : -1, out)
          unit = out[1]! * spot * 100
        }
        const exposure = quantities[i]! * unit
        gross += Math.abs(exposure)
        net += exposure
      }
      return gross + net
    }
    return [
      {
        name: 'one table, one mark moved',
        operations: 1,
        contenders: {
          exposuresOf: () => {
            tick()
            return exposuresOf(book, byClass, valuation)[0]!.gross
          },
          'plain loop over arrays': plain,
        },
      },
      {
        name: 'five tables from one valuation, Greeks beside',
        operations: 1,
        contenders: {
          'exposureLines, exposuresBy': () => {
            tick()
            const lines = exposureLines(book, valuation)
            let sum = 0
            for (const by of [byClass, 'venue', 'expiry', 'underlying', () => 'all'] as const)
              sum += exposuresBy(lines, by, instruments)[0]!.gross
            return sum
          },
          bookGreeks: () => {
            tick()
            return bookGreeks(book, valuation).delta.value
          },
          'plain loop over arrays': plain,
        },
      },
    ]
  },
})
