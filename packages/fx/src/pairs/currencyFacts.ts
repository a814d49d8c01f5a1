// How each currency is quoted and settled against the dollar. Market conventions as of 2026: money market day counts of
// the ISDA 2006 Definitions, EMTA's template terms for currencies that are not delivered, spot lags as in
// londonfx.co.uk/valdates.html.
import type { Currency } from '@bourse/core'

/**
 * Facts of a currency. `order`: of two, the lower is the base of the pair. `pip`: of pairs quoted in this currency.
 * `spotLag`: business days to spot against the dollar. `yearDays`: of its simple money market rates. `usDelays`: a US
 * holiday before the spot date delays it too. `fixingLag`: business days from fixing to payment of its forwards, which
 * are not delivered; absent where they are.
 */
export type CurrencyFacts = {
  readonly order: number
  readonly pip: number
  readonly spotLag: 1 | 2
  readonly yearDays: 360 | 365
  readonly usDelays: boolean
  readonly fixingLag?: 1 | 2
}

// The interbank order; after the franc by alphabet, and the yen last, because everything is quoted in it.
const inOrder =
  'EUR GBP AUD NZD USD CAD CHF ' +
  'AED BRL CLP CNH CNY COP CZK DKK HKD HUF IDR ILS INR KRW MXN MYR NOK PEN PHP PLN RON SAR SEK SGD THB TRY TWD ZAR ' +
  'JPY'
const nextDay = 'CAD TRY PHP'
const years365 = 'GBP AUD NZD CAD HKD SGD ZAR PLN ILS INR KRW TWD THB MYR'
const latin = 'BRL CLP COP MXN PEN'
const fixedTwoDays = 'BRL CLP CNY COP IDR INR KRW MYR PEN TWD'
const fixedOneDay = 'PHP'
const pips: { readonly [currency: string]: number } = {
  JPY: 0.01,
  HUF: 0.01,
  KRW: 0.01,
  CLP: 0.01,
  COP: 0.01,
  IDR: 1,
  CZK: 0.001,
}

/** Undefined for a currency that is not in the table of 36. */
export function currencyFacts(currency: Currency): CurrencyFacts | undefined {
  const order = /^[A-Z]{3}$/.test(currency) ? inOrder.indexOf(currency) : -1
  if (order < 0) return undefined
  const fixingLag = fixedTwoDays.includes(currency) ? 2 : fixedOneDay.includes(currency) ? 1 : undefined
  return {
    order,
    pip: pips[currency] ?? 0.0001,
    spotLag: nextDay.includes(currency) ? 1 : 2,
    yearDays: years365.includes(currency) ? 365 : 360,
    usDelays: latin.includes(currency),
    ...(fixingLag === undefined ? {} : { fixingLag }),
  }
}
