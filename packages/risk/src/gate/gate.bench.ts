import { byClass, byKind, type Instrument } from '@bourse/assets'
import { defineBench } from '@bourse/proof'
import {
  createGate,
  drawdownLadder,
  killSwitch,
  marketClosed,
  maxBucketShare,
  maxLeverage,
  maxOrderNotional,
  priceCollar,
  staleData,
} from '../index.js'
import { btc, desk, orderOf, spy } from './fixtures/desk.js'

const listings: readonly Instrument[] = Array.from({ length: 50 }, (_, i) => ({ ...spy, id: `S${i}@ARCX` as const }))

export const bench = defineBench({
  title: 'the gate: 12 rules, 50 positions, 5 working orders',
  races: () => {
    const d = desk([...listings, btc], 1e7)
    for (const { id } of listings) d.hold(id, 100)
    const rules = () => [
      killSwitch(),
      drawdownLadder({ warn: 0.05, halve: 0.1, kill: 0.15, since: 'start' }),
      maxLeverage(3),
      maxLeverage(1, { partition: byClass, bucket: 'equity' }),
      maxLeverage(1, { partition: byClass, bucket: 'crypto' }),
      maxOrderNotional('500000 USD'),
      maxBucketShare(byClass, { crypto: 0.15, equity: 0.9 }),
      maxBucketShare(byKind, { etf: 0.9 }),
      staleData(5_000),
      marketClosed(),
      priceCollar(0.05),
      maxLeverage(2),
    ]
    const gate = createGate({ rules: rules() })
    d.working = listings
      .slice(0, 5)
      .map(({ id }) => ({ order: orderOf(id, 'buy', 1), state: 'working', filled: 0, averagePrice: Number.NaN }))
    const context = d.context()
    const order = orderOf('S3@ARCX', 'buy', 10, { type: 'limit', limit: 100 } as never)
    let passed = 0
    const times = 200
    return [
      {
        name: 'checkOrder, same version of the book',
        operations: times,
        contenders: {
          gate: () => {
            for (let i = 0; i < times; i++) passed += gate.checkOrder(order, context).pass ? 1 : 0
            return passed
          },
          'sum of 50 positions, 12 times': () => {
            let sum = 0
            for (let i = 0; i < times; i++)
              for (let rule = 0; rule < 12; rule++)
                for (const { quantity } of context.book.positions()) sum += Math.abs(quantity) * 100
            return sum
          },
        },
      },
      {
        name: 'checkOrder, after a mark has moved',
        operations: times,
        contenders: {
          gate: () => {
            for (let i = 0; i < times; i++) {
              d.mark('S7@ARCX', 100 + (i & 1))
              passed += gate.checkOrder(order, context).pass ? 1 : 0
            }
            return passed
          },
        },
      },
    ]
  },
})
