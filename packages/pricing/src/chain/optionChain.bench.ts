import { toEpochMs } from '@bourse/core'
import { defineBench } from '@bourse/proof'
import { jsBackend } from '../columns/jsBackend.js'
import { loadWasmBackend } from '../columns/wasmBackend.js'
import { seededChain } from '../fixtures/seededChain.js'
import { black76 } from '../model/black76.js'
import { optionGreeks } from '../priceOption.js'
import { impliedVol } from '../vol/impliedVol.js'
import { chainView } from './chainView.js'
import { optionChain } from './optionChain.js'

const start = toEpochMs('2026-11-18T18:00Z')
const market = seededChain('2026-11-18', 10, 100)
const facts = market.quotesAt(start, 6000)
const stock = seededChain('2026-11-18', 10, 100, 'american', 'with')

// One operation is the whole chain: ten expiries of 200 options, forwards from parity, volatilities, Greeks.
export const bench = defineBench({
  title: 'Live chain of 2,000 options',
  races: async () => {
    const live = (backend = jsBackend) => {
      const chain = optionChain(market.underlying, market.options, { rate: market.rate, maxAge: Infinity, backend })
      for (const fact of facts) chain.next(fact)
      return chain
    }
    const wasm = await loadWasmBackend()
    const [fast, plain, sides, seen, fed] = [live(wasm), live(), live(wasm), live(wasm), live(wasm)]
    const american = optionChain(stock.underlying, stock.options, { rate: stock.rate, maxAge: Infinity })
    for (const fact of stock.quotesAt(start, 6000)) american.next(fact)
    const slices = fast.slices()
    const mids = slices.map((slice) => slice.options.map(({ mid }) => mid))
    let now = start
    const reprice = (chain: typeof fast): number => {
      chain.advance(++now)
      return chain.readColumns().delta[1000]!
    }
    return [
      {
        name: 'one turn of the clock',
        operations: 1,
        contenders: {
          'bourse, WebAssembly': () => reprice(fast),
          'bourse, TypeScript': () => reprice(plain),
          'with bid and ask vols': () => reprice(sides) + sides.readSideVols().bidVol[1000]!,
          'and a table of copies': () => (chainView(seen, ++now).columns.delta as Float64Array)[1000]!,
          'and 2,000 new quotes': () => {
            now++
            for (const fact of facts) fed.next({ ...fact, at: now })
            return reprice(fed)
          },
          'all of it American': () => reprice(american),
          'one by one, named API': () => {
            let sum = 0
            for (const [k, { forward, years, options }] of slices.entries())
              for (const [i, { option }] of options.entries()) {
                const world = { spot: forward, rate: market.rate, years }
                const found = impliedVol(option, world, mids[k]![i]!, black76)
                if (found.ok) sum += optionGreeks(option, { ...world, vol: found.value }, black76).delta
              }
            return sum
          },
        },
      },
    ]
  },
})
