import type { Instrument } from '@bourse/assets'

/** Whether its price is paid when it is traded; else only its changes are. */
export function isPaid(instrument: Instrument, margined: boolean): boolean {
  if (instrument.kind === 'future' || instrument.kind === 'perpetual') return false
  if (instrument.kind === 'option') return instrument.premium !== 'margined'
  return instrument.kind !== 'spot' || !margined
}
