import type { Instrument } from '@bourse/assets'
import type { Currency } from '@bourse/core'
import { A6, B6, C6, E6, J6, M6E, S6 } from '@bourse/futures'

/** The currency that a contract delivers against the one it settles in; undefined for all that is no currency contract. */
export function currencyBought(instrument: Instrument): Currency | undefined {
  if (instrument.assetClass !== 'fx') return undefined
  if (instrument.kind === 'spot' || instrument.kind === 'perpetual') return instrument.base
  if (instrument.kind !== 'future') return undefined
  const { root, base } = instrument
  // Named one by one: the list of all roots would come along with every exposure.
  return base ?? [A6, B6, C6, E6, J6, S6, M6E].find((spec) => spec.root === root)?.unit
}
