// Unified symbols of ccxt, its manual, "Contract Naming Conventions".
import { dateFault, dateOfSixDigits, sixDigitsOf } from './civilDate.js'
import { isCoinContract, rightLetter, rightOf, settlesAsSaid } from './coinContract.js'
import { coin } from './coinQuotes.js'
import { isStrike } from './decimalText.js'
import { noSymbol, noText, type SymbolFormat, type SymbolParseResult } from './symbolFormat.js'

const scheme = 'ccxt'

/**
 * ccxt's unified symbols: spot `BTC/USDT`, perpetual `BTC/USDT:USDT` (inverse `BTC/USD:BTC`), dated
 * `BTC/USD:BTC-260327`, option `BTC/USDT:USDT-260327-100000-C`.
 *
 * @example
 * import { ccxtSymbols } from '@bourse/assets'
 * const read = ccxtSymbols.parse('BTC/USD:BTC')
 * read.ok && read.value.kind === 'perpetual' ? read.value.linear : undefined // => false
 */
export const ccxtSymbols: SymbolFormat = {
  scheme,
  parse(text) {
    const slash = text.indexOf('/')
    const colon = text.indexOf(':')
    if (slash < 0) return noSymbol(scheme, text, text.length, '"/" must stand between base and quote')
    const base = text.slice(0, slash)
    const quote = text.slice(slash + 1, colon < 0 ? undefined : colon)
    if (!coin.test(base)) return noSymbol(scheme, text, 0, 'the base, capitals and digits')
    if (!coin.test(quote)) return noSymbol(scheme, text, slash + 1, 'the quote, capitals and digits')
    if (base === quote) return noSymbol(scheme, text, slash + 1, 'base and quote are the same')
    return colon < 0 ? { ok: true, value: { kind: 'spot', base, quote } } : parseContract(text, base, quote, colon)
  },
  format(symbol) {
    if (symbol.kind !== 'spot' && !isCoinContract(symbol))
      return noText(scheme, `has no ${symbol.kind} on a listed root`)
    const { base, quote } = symbol
    if (!coin.test(base) || !coin.test(quote) || base === quote)
      return noText(scheme, 'base and quote, capitals and digits')
    const pair = `${base}/${quote}`
    if (symbol.kind === 'spot') return { ok: true, value: pair }
    if (!coin.test(symbol.settle) || !settlesAsSaid(symbol))
      return noText(scheme, 'linear contracts settle in the quote')
    if (symbol.kind === 'perpetual') return { ok: true, value: `${pair}:${symbol.settle}` }
    const date = sixDigitsOf(symbol.expiry)
    if (!date) return noText(scheme, 'an expiry between 2000 and 2099')
    if (symbol.kind === 'future') return { ok: true, value: `${pair}:${symbol.settle}-${date}` }
    if (!isStrike(symbol.strike)) return noText(scheme, 'a decimal strike above zero')
    return { ok: true, value: `${pair}:${symbol.settle}-${date}-${symbol.strike}-${rightLetter(symbol.right)}` }
  },
}

function parseContract(text: string, base: string, quote: string, colon: number): SymbolParseResult {
  const [settle = '', date, strike, letter, ...more] = text.slice(colon + 1).split('-')
  if (!coin.test(settle)) return noSymbol(scheme, text, colon + 1, 'the settlement currency, capitals and digits')
  const linear = settle === quote
  if (date === undefined) return { ok: true, value: { kind: 'perpetual', base, quote, settle, linear } }
  const dateAt = colon + settle.length + 2
  if (!/^\d{6}$/.test(date)) return noSymbol(scheme, text, dateAt, 'six digits yymmdd')
  const expiry = dateOfSixDigits(date)
  if (!expiry) return noSymbol(scheme, text, dateAt, dateFault(date))
  if (strike === undefined) return { ok: true, value: { kind: 'future', base, quote, settle, linear, expiry } }
  const strikeAt = dateAt + 7
  if (!isStrike(strike)) return noSymbol(scheme, text, strikeAt, 'a decimal strike above zero, without trailing zeros')
  const rightAt = strikeAt + strike.length + 1
  const right = rightOf(letter)
  if (!right || more.length > 0)
    return noSymbol(scheme, text, Math.min(rightAt, text.length), 'C or P, and nothing after it')
  return { ok: true, value: { kind: 'option', base, quote, settle, expiry, strike, right } }
}
