import type { Instrument, Instruments } from '@bourse/assets'
import { currencyBought } from './currencyBought.js'

/**
 * What an instrument is on, as one name: the root of a future (of 6E the euro), the coin or currency of a spot pair or perpetual, the
 * underlying of an option (followed through a future to its root), else the listing itself.
 *
 * @example
 * import { createRegistry } from '@bourse/assets'
 * import { contractChain, ES, futuresDays } from '@bourse/futures'
 * import { underlyingOf } from '@bourse/portfolio'
 * const [december] = contractChain(ES, '2026-12-01', 1, futuresDays)
 * underlyingOf(december!, createRegistry([december!])) // => 'ES'
 */
export function underlyingOf(instrument: Instrument, instruments: Instruments): string {
  switch (instrument.kind) {
    case 'option': {
      const under = instruments.find(instrument.underlying)
      return under === undefined || under.kind === 'option' ? instrument.underlying : underlyingOf(under, instruments)
    }
    case 'future':
      return instrument.base ?? currencyBought(instrument) ?? instrument.root
    case 'perpetual':
    case 'spot':
      return instrument.base
    default:
      return instrument.id
  }
}
