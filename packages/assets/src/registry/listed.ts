import { type IsoDate, toIsoDate } from '@bourse/core'
import type { Instrument } from '../instruments/instrument.js'

/** First and last day of an instrument's terms, as text that sorts; open ends are the ends of the calendar. */
export function validityOf(instrument: Instrument): { readonly from: string; readonly to: string } {
  return { from: instrument.validFrom ?? '0000-01-01', to: instrument.validTo ?? lastDay(instrument) }
}

/** Whether the terms hold on a day: from `validFrom` to `validTo`, else to expiry, maturity or the close of the market. */
export function isListedOn(instrument: Instrument, date: IsoDate): boolean {
  const { from, to } = validityOf(instrument)
  return from <= date && date <= to
}

function lastDay(instrument: Instrument): string {
  switch (instrument.kind) {
    case 'future':
    case 'option':
      return instrument.expiry
    case 'bond':
      return instrument.maturity
    case 'outcome':
      return toIsoDate(instrument.closes)
    default:
      return '9999-12-31'
  }
}
