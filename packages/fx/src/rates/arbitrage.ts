import { badArgument, type InstrumentId, type Quote, type Sourced } from '@bourse/core'
import { difference, one, toDouble } from './fraction.js'
import type { CurrencyPair } from './fxRate.js'
import { isUsable } from './fxRates.js'
import { pairOfId } from './pairOfId.js'
import { addEdge, type Edge, emptyGraph, setEdge } from './rateGraph.js'
import { walk } from './ratesView.js'

/** `legs`: longest loop looked for (2-8, default 4). `above`: least gain told (default 0, exclusive). `pairOf` as in `fxRates`. */
export type ArbitrageOptions = {
  readonly legs?: number
  readonly above?: number
  readonly pairOf?: (id: InstrumentId) => CurrencyPair | undefined
}

/** `gain`: share won by going round once, after spreads, as a difference to 1. The currencies are those passed through, first and last the same. */
export type ArbitrageLoop = {
  readonly gain: number
  readonly currencies: readonly string[]
  readonly path: readonly InstrumentId[]
}

/**
 * All loops of up to `legs` trades, each in another currency, that gain more than `above`, best first; each is told once,
 * beginning with its currency that is first in the alphabet. Gains are exact differences rounded once, so that quotes that
 * fit together to the last digit are no arbitrage. The newest quote of a listing counts. Throws where `legs` is not 2-8.
 *
 * @example
 * import { arbitrageLoops } from '@bourse/fx'
 * const quote = { kind: 'quote', bidSize: 1e6, askSize: 1e6, source: 'feed', at: 0 } as const
 * arbitrageLoops([
 *   { ...quote, id: 'EUR/USD@ebs', bid: 1.2, ask: 1.2 },
 *   { ...quote, id: 'GBP/USD@ebs', bid: 1.5, ask: 1.5 },
 *   { ...quote, id: 'EUR/GBP@ebs', bid: 0.75, ask: 0.75 },
 * ])[0] // => { gain: 0.0666666666666667, currencies: ['EUR', 'USD', 'GBP', 'EUR'], path: ['EUR/USD@ebs', 'GBP/USD@ebs', 'EUR/GBP@ebs'] }
 */
export function arbitrageLoops(
  quotes: Iterable<Sourced<Quote>>,
  { legs = 4, above = 0, pairOf = pairOfId }: ArbitrageOptions = {},
): readonly ArbitrageLoop[] {
  if (!Number.isInteger(legs) || legs < 2 || legs > 8)
    throw badArgument('arbitrageLoops', 'legs', legs, 'an integer 2-8')
  const graph = emptyGraph()
  for (const quote of newestPerListing(quotes)) {
    const pair = isUsable(quote) ? pairOf(quote.id) : undefined
    if (pair !== undefined && pair[0] !== pair[1])
      setEdge(graph, addEdge(graph, quote.id, pair[0], pair[1]), quote.bid, quote.ask, quote.at)
  }
  const names = [...graph.nodes.keys()]
  const loops: ArbitrageLoop[] = []
  // Doubles decide what is worth computing exactly; ten roundings are far below this.
  const threshold = above + 1 - 1e-12

  const go = (start: number, at: number, path: Edge[], visited: readonly number[], value: number): void => {
    for (const index of graph.touching[at]!) {
      const edge = graph.edges[index]!
      const next = edge.base === at ? edge.quote : edge.base
      const got = edge.base === at ? value * edge.bid : value / edge.ask
      if (next === start) {
        if (path.length > 0 && !path.includes(edge) && got > threshold) tell(start, [...path, edge], visited)
      } else if (path.length < legs - 1 && names[next]! > names[start]! && !visited.includes(next))
        go(start, next, [...path, edge], [...visited, next], got)
    }
  }
  const tell = (start: number, path: readonly Edge[], visited: readonly number[]): void => {
    const gain = toDouble(difference(walk(path, start, 'bid'), one))
    const currencies = [...visited, start].map((node) => names[node]!)
    if (gain > above) loops.push({ gain, currencies, path: path.map(({ id }) => id) })
  }
  for (let start = 0; start < names.length; start++) go(start, start, [], [start], 1)
  return loops.sort((a, b) => b.gain - a.gain || (a.path.join() < b.path.join() ? -1 : 1))
}

function newestPerListing(quotes: Iterable<Sourced<Quote>>): Iterable<Sourced<Quote>> {
  const newest = new Map<InstrumentId, Sourced<Quote>>()
  for (const quote of quotes) if (!(quote.at < (newest.get(quote.id)?.at ?? quote.at))) newest.set(quote.id, quote)
  return newest.values()
}
