// Deribit, API documentation, "Instrument Naming": 27MAR26 without leading zero, decimals of strikes after a d.
import { dateOf } from './civilDate.js'
import { isCoinContract, rightLetter, rightOf, settlesAsSaid } from './coinContract.js'
import { coin } from './coinQuotes.js'
import { yearOf } from './contractMonth.js'
import { isStrike } from './decimalText.js'
import { noSymbol, noText, type SymbolFormat } from './symbolFormat.js'

const scheme = 'deribit'
const months = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC']
const stable = ['USDC', 'USDT']
const spotQuotes = ['USDC', 'USDT', 'BTC', 'ETH', 'USD', 'EUR', 'EURR']

/**
 * Deribit: `BTC-PERPETUAL` (inverse, USD settled in the coin), `XRP_USDC-PERPETUAL` (linear), `BTC-27MAR26`,
 * `BTC-27MAR26-100000-C`, `XRP_USDC-30JAN26-2d25-C`, spot `BTC_USDC`.
 *
 * @example
 * import { deribitSymbols } from '@bourse/assets'
 * const read = deribitSymbols.parse('XRP_USDC-30JAN26-2d25-C')
 * read.ok && read.value.kind === 'option' ? read.value.strike : undefined // => '2.25'
 */
export const deribitSymbols: SymbolFormat = {
  scheme,
  parse(text) {
    const [pair = '', date, strikeText, letter, ...more] = text.split('-')
    const [base = '', named, ...rest] = pair.split('_')
    if (!coin.test(base)) return noSymbol(scheme, text, 0, 'a coin, capitals and digits')
    const quoteAt = base.length + 1
    if (date === undefined) {
      if (named === undefined) return noSymbol(scheme, text, text.length, '-PERPETUAL, a date or _ and a quote')
      if (rest.length > 0 || !spotQuotes.includes(named) || named === base)
        return noSymbol(scheme, text, quoteAt, `one of ${spotQuotes.join(', ')}`)
      return { ok: true, value: { kind: 'spot', base, quote: named } }
    }
    if (named !== undefined && (rest.length > 0 || !stable.includes(named) || named === base))
      return noSymbol(scheme, text, quoteAt, stable.join(' or '))
    const linear = named !== undefined
    const contract = { base, quote: named ?? 'USD', settle: named ?? base }
    const dateAt = pair.length + 1
    if (date === 'PERPETUAL' && strikeText === undefined)
      return { ok: true, value: { kind: 'perpetual', ...contract, linear } }
    const parts = /^([1-9]\d?)([A-Z]{3})(\d\d)$/.exec(date)
    if (!parts) return noSymbol(scheme, text, dateAt, 'PERPETUAL or a date, as 27MAR26')
    const month = months.indexOf(parts[2]!) + 1
    if (month === 0) return noSymbol(scheme, text, dateAt + parts[1]!.length, `"${parts[2]}" is no month`)
    const expiry = dateOf(2000 + Number(parts[3]), month, Number(parts[1]))
    if (!expiry) return noSymbol(scheme, text, dateAt, `there is no day ${date}`)
    if (strikeText === undefined) return { ok: true, value: { kind: 'future', ...contract, linear, expiry } }
    const strikeAt = dateAt + date.length + 1
    const strike = strikeText.replace('d', '.')
    if (strikeText.includes('.') || !isStrike(strike))
      return noSymbol(scheme, text, strikeAt, 'a strike above zero, decimals after a d, without trailing zeros')
    const right = rightOf(letter)
    if (!right || more.length > 0)
      return noSymbol(
        scheme,
        text,
        Math.min(strikeAt + strikeText.length + 1, text.length),
        'C or P, and nothing after it',
      )
    return { ok: true, value: { kind: 'option', ...contract, expiry, strike, right } }
  },
  format(symbol) {
    if (symbol.kind === 'spot') {
      const known = coin.test(symbol.base) && spotQuotes.includes(symbol.quote) && symbol.base !== symbol.quote
      return known ? { ok: true, value: `${symbol.base}_${symbol.quote}` } : noText(scheme, 'has no such pair')
    }
    if (!isCoinContract(symbol)) return noText(scheme, `has no ${symbol.kind} on a listed root`)
    const { base, quote, settle } = symbol
    const inverse = quote === 'USD' && settle === base
    const linear = stable.includes(quote) && settle === quote && base !== quote
    if (!coin.test(base) || !(inverse || linear) || !settlesAsSaid(symbol))
      return noText(scheme, 'contracts in USD settled in the coin, or in USDC or USDT')
    const stem = inverse ? base : `${base}_${quote}`
    if (symbol.kind === 'perpetual') return { ok: true, value: `${stem}-PERPETUAL` }
    const { expiry } = symbol
    const year = yearOf(expiry)
    if (!dateOf(year, Number(expiry.slice(5, 7)), Number(expiry.slice(8))) || year < 2000 || year > 2099)
      return noText(scheme, 'an expiry between 2000 and 2099')
    const dated = `${stem}-${Number(expiry.slice(8))}${months[Number(expiry.slice(5, 7)) - 1]}${expiry.slice(2, 4)}`
    if (symbol.kind === 'future') return { ok: true, value: dated }
    if (!isStrike(symbol.strike)) return noText(scheme, 'a decimal strike above zero')
    return { ok: true, value: `${dated}-${symbol.strike.replace('.', 'd')}-${rightLetter(symbol.right)}` }
  },
}
