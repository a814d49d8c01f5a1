import type { Instrument } from '@bourse/assets'
import type { Currency } from '@bourse/core'
import { findFutureSpec } from '@bourse/futures'

/** The currency that a contract delivers against the one it settles in; undefined for all that is no currency contract. */
export function currencyBought(instrument: Instrument): Currency | undefined {
  if (instrument.assetClass !== 'fx') return undefined
  if (instrument.kind === 'spot' || instrument.kind === 'perpetual') return instrument.base
  if (instrument.kind !== 'future') return undefined
  const spec = findFutureSpec(instrument.root)
  return instrument.base ?? (spec.ok ? spec.value.unit : undefined)
}
