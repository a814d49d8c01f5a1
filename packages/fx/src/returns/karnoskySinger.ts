/** Log returns that add up to the unhedged one, ln(1 + local) + ln(1 + currency). */
export type KarnoskySinger = { readonly localExcess: number; readonly currency: number }

/**
 * A return abroad split into what the asset earned over cash of its own currency, and what that cash earned for the
 * investor: the choice of market apart from the choice of currency. Simple returns of one period in, log returns out
 * (Karnosky and Singer, Global Asset Management and Performance Attribution, 1994). NaN where one loses more than all.
 *
 * @example
 * import { karnoskySinger } from '@bourse/fx'
 * const split = karnoskySinger(0.04, 0.05, 0.003)
 * split.localExcess // => 0.0362252
 * split.localExcess + split.currency // => 0.0880109
 */
export function karnoskySinger(local: number, currency: number, localCash: number): KarnoskySinger {
  const cash = Math.log1p(localCash)
  return { localExcess: Math.log1p(local) - cash, currency: Math.log1p(currency) + cash }
}
