import type { Instrument, Option } from '@bourse/assets'
import type { InstrumentId, MarketView } from '@bourse/core'
import type { ChainSettings, OptionChain } from './chainTypes.js'
import { optionChain } from './optionChain.js'

/**
 * The chain of an underlying from what is known: its options among the instruments, with the last quotes and the last
 * price of the underlying. Feed it with what comes after.
 *
 * @param instruments a registry, or anything that lists instruments
 * @example
 * import { createMarketRecord } from '@bourse/core'
 * import { chainFrom } from '@bourse/pricing'
 * chainFrom('SPX@CBOE', { all: () => [] }, createMarketRecord()).size // => 0
 */
export function chainFrom(
  underlying: InstrumentId,
  instruments: { all(): Iterable<Instrument> },
  inputs: MarketView,
  settings: ChainSettings = {},
): OptionChain {
  const options: Option[] = []
  for (const one of instruments.all()) if (one.kind === 'option' && one.underlying === underlying) options.push(one)
  const chain = optionChain(underlying, options, settings)
  for (const { id } of options) {
    const known = inputs.quote(id)
    if (known !== undefined) chain.next({ ...known.value, at: known.at, source: known.source })
  }
  const price = inputs.mark(underlying)
  // The view says 'mark/feed', 'mid/feed': the feed's name is what a link will be called by.
  const source = price?.source.slice(price.source.indexOf('/') + 1)
  if (price !== undefined && source !== undefined)
    chain.next({ kind: 'trade', id: underlying, price: price.value, size: 0, at: price.at, source })
  return chain
}
