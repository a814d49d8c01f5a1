import type { InstrumentId, Quote, Sourced } from '@bourse/core'
import { defineBench } from '@bourse/proof'
import { fxRates } from './fxRates.js'

// A book in 30 currencies: every rate against the dollar moves, then all are read.
const codes =
  'EUR GBP AUD NZD CAD CHF CNH CNY CZK DKK HKD HUF IDR ILS INR KRW MXN MYR NOK PHP PLN RON SEK SGD THB TRY TWD ZAR JPY'
const currencies = codes.split(' ')

function quotesAt(turn: number): Sourced<Quote>[] {
  return currencies.map((currency, i) => {
    const bid = 1 + i / 7 + turn / 1000
    const id: InstrumentId = `${currency}/USD@ebs`
    return { kind: 'quote', id, bid, ask: bid * 1.0001, bidSize: 1, askSize: 1, at: 0, source: 'bench' }
  })
}

export const bench = defineBench({
  title: 'fx rates',
  races() {
    const turns = Array.from({ length: 64 }, (_, turn) => quotesAt(turn))
    const crossed = [
      ...turns[0]!,
      ...turns[0]!
        .slice(0, -1)
        .map((quote, i): Sourced<Quote> => ({ ...quote, id: `${currencies[i]!}/${currencies[i + 1]!}@ebs` })),
    ]
    const [star, mesh] = [fxRates(), fxRates()]
    for (const quote of crossed) mesh.next(quote)
    const mids = new Float64Array(currencies.length)
    let turn = 0

    /** Knows that every pair is quoted against the dollar, and checks nothing. */
    const plainLoop = (): number => {
      const quotes = turns[turn++ & 63]!
      for (let i = 0; i < quotes.length; i++) mids[i] = (quotes[i]!.bid + quotes[i]!.ask) / 2
      let total = 0
      for (let i = 0; i < mids.length; i++) total += mids[i]!
      return total
    }
    /** What people write first: a map by pair. */
    const byName = new Map<string, number>()
    const mapLoop = (): number => {
      for (const quote of turns[turn++ & 63]!) byName.set(quote.id.slice(0, 7), (quote.bid + quote.ask) / 2)
      let total = 0
      for (const currency of currencies) total += byName.get(`${currency}/USD`)!
      return total
    }
    const graph = (stepper: ReturnType<typeof fxRates>) => (): number => {
      for (const quote of turns[turn++ & 63]!) stepper.next(quote)
      const rates = stepper.advance(0)
      let total = 0
      for (const currency of currencies) total += rates.mid('USD', currency)
      return total
    }
    const amount = { currency: 'EUR', value: 1e6 }
    const view = mesh.advance(0)
    return [
      {
        name: 'update 30 currencies and read all',
        operations: 1,
        contenders: {
          'graph, all against USD': graph(star),
          'plain loop': plainLoop,
          'map by name': mapLoop,
          'graph, 28 crosses beside': graph(mesh),
        },
      },
      {
        name: 'convert one amount, nothing moved',
        operations: 1,
        contenders: {
          ours: () => {
            const converted = view.convert(amount, 'JPY')
            return converted.ok ? converted.value.value : 0
          },
          mid: () => view.mid('EUR', 'JPY') * 1e6,
          multiplication: () => mids[0]! * 1e6,
        },
      },
    ]
  },
})
