import { createRegistry, type Instrument } from '@bourse/assets'
import { createMarketRecord, type Input, type InputOf, type InstrumentId, money } from '@bourse/core'
import { defineBench } from '@bourse/proof'
import type { BookView } from '../book/bookView.js'
import { createLedger } from './createLedger.js'
import type { Ledger } from './ledgerTypes.js'

// Fifty futures and shares in two accounts; fills of one to nine units that go back and forth. The rival adds the same
// numbers in doubles, by index, and keeps no lots.
const count = 50
const instruments = Array.from({ length: 200 }, (_, i): Instrument => {
  const common = { id: `I${i}@X`, assetClass: 'equity', currency: 'USD', tick: 0.01, lot: 1, calendar: 'X' } as const
  if (i % 2 === 0) return { ...common, kind: 'equity' }
  return {
    ...common,
    kind: 'future',
    root: 'R',
    month: '2030-01',
    expiry: '2030-01-18',
    multiplier: 50,
    settlement: 'cash',
  }
})
const fee = money('1.25', 'USD')

function fillsOf(size: number): readonly InputOf<'fill'>[] {
  return Array.from({ length: size }, (_, n) => {
    const quantity = 1 + ((n * 7) % 9)
    const price = (10_000 + ((n * 7919) % 2000)) / 100
    return {
      kind: 'fill',
      account: n % 3 === 0 ? 'ib/1' : 'paper',
      orderId: 'o',
      strategy: 's',
      tradeId: `t${n}`,
      instrument: `I${n % count}@X`,
      side: (n * 31) % 64 < 32 ? 'buy' : 'sell',
      quantity,
      price,
      quantityText: String(quantity),
      priceText: String(price),
      liquidity: 'taker',
      fee,
      seq: n,
      time: n,
      at: n,
      source: 'bench',
    }
  })
}

function markedBook(size: number): {
  readonly ledger: Ledger
  readonly marks: readonly Input[]
  readonly see: (input: Input) => void
} {
  const market = createMarketRecord()
  const ledger = createLedger({ base: 'USD', instruments: createRegistry(instruments), market })
  const see = (input: Input): void => {
    market.observe(input)
    ledger.apply(input)
  }
  for (let i = 0; i < size; i++) {
    const instrument: InstrumentId = `I${i}@X`
    ledger.apply({ ...fillsOf(1)[0]!, instrument, tradeId: `m${i}` })
  }
  const marks = Array.from(
    { length: size },
    (_, i): Input => ({ kind: 'mark', id: `I${i}@X`, price: 100 + i / 7, seq: i, time: i, at: i, source: 'bench' }),
  )
  for (const mark of marks) see(mark)
  return { ledger, marks, see }
}

/** What a gate with twelve rules over fifty positions reads for one order. */
function readLikeAGate(book: BookView): number {
  let sum = book.equity().value
  for (let rule = 0; rule < 12; rule++) {
    sum += book.quantity('I7@X', { account: 'paper' })
    for (const { quantity } of book.positions()) sum += quantity
  }
  return sum
}

export const bench = defineBench({
  title: 'the live ledger',
  races() {
    const fills = fillsOf(100_000)
    const registry = createRegistry(instruments)
    const indices = fills.map(({ instrument }) => registry.indexOf(instrument))
    const fifty = markedBook(50)
    const many = markedBook(200)
    let turn = 0
    return [
      {
        name: 'a fill, of 100,000 over 50 instruments',
        operations: fills.length,
        contenders: {
          ledger: () => {
            const ledger = createLedger({ base: 'USD', instruments: registry, market: createMarketRecord() })
            for (const fill of fills) ledger.apply(fill)
            return ledger.version
          },
          'a loop that only adds': () => {
            const [quantity, cash] = [new Float64Array(count), new Float64Array(1)]
            for (let i = 0; i < fills.length; i++) {
              const fill = fills[i]!
              const signed = fill.side === 'buy' ? fill.quantity : -fill.quantity
              quantity[indices[i]!]! += signed
              cash[0]! -= signed * fill.price + 1.25
            }
            return quantity[0]! + cash[0]!
          },
        },
      },
      {
        name: 'what a gate reads, 12 rules over 50 positions',
        operations: 1,
        contenders: {
          'nothing has moved': () => readLikeAGate(fifty.ledger),
          'after a mark': () => {
            fifty.see(fifty.marks[turn++ % 50]!)
            return readLikeAGate(fifty.ledger)
          },
        },
      },
      {
        name: '200 marks and equity',
        operations: 1,
        contenders: {
          'equity once': () => {
            for (const mark of many.marks) many.see(mark)
            return many.ledger.equity().value
          },
        },
      },
    ]
  },
})
