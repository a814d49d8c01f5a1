// OKX, API guide, "instId": BTC-USDT, BTC-USDT-SWAP, BTC-USD-260327, BTC-USD-260327-100000-C.
import { dateFault, dateOfSixDigits, sixDigitsOf } from './civilDate.js'
import { isCoinContract, rightLetter, rightOf, settlesAsSaid } from './coinContract.js'
import { coin, isCoinQuote } from './coinQuotes.js'
import { isStrike } from './decimalText.js'
import { noSymbol, noText, type SymbolFormat } from './symbolFormat.js'

const scheme = 'okx'
const contractQuotes = ['USD', 'USDT', 'USDC']

/**
 * OKX: spot `BTC-USDT`, perpetual `BTC-USDT-SWAP`, dated `BTC-USD-260327`, option `ETH-USD-260327-4000-P`. Contracts in USD
 * are settled in the coin, those in USDT and USDC in these.
 *
 * @example
 * import { okxSymbols } from '@bourse/assets'
 * const read = okxSymbols.parse('BTC-USD-SWAP')
 * read.ok && read.value.kind === 'perpetual' ? read.value.settle : undefined // => 'BTC'
 */
export const okxSymbols: SymbolFormat = {
  scheme,
  parse(text) {
    const [base = '', quote = '', third, strike, letter, ...more] = text.split('-')
    if (!coin.test(base)) return noSymbol(scheme, text, 0, 'the base, capitals and digits')
    const quoteAt = base.length + 1
    const third0 = quoteAt + quote.length + 1
    if (third === undefined) {
      if (isCoinQuote(quote) && base !== quote) return { ok: true, value: { kind: 'spot', base, quote } }
      return noSymbol(scheme, text, Math.min(quoteAt, text.length), 'a currency that coins are quoted in')
    }
    if (!contractQuotes.includes(quote) || base === quote)
      return noSymbol(scheme, text, quoteAt, `contracts are quoted in ${contractQuotes.join(', ')}`)
    const linear = quote !== 'USD'
    const contract = { base, quote, settle: linear ? quote : base }
    if (third === 'SWAP' && strike === undefined) return { ok: true, value: { kind: 'perpetual', ...contract, linear } }
    if (!/^\d{6}$/.test(third)) return noSymbol(scheme, text, third0, 'SWAP or six digits yymmdd')
    const expiry = dateOfSixDigits(third)
    if (!expiry) return noSymbol(scheme, text, third0, dateFault(third))
    if (strike === undefined) return { ok: true, value: { kind: 'future', ...contract, linear, expiry } }
    if (!isStrike(strike)) return noSymbol(scheme, text, third0 + 7, 'a decimal strike above zero')
    const right = rightOf(letter)
    if (!right || more.length > 0)
      return noSymbol(scheme, text, Math.min(third0 + 8 + strike.length, text.length), 'C or P, and nothing after it')
    return { ok: true, value: { kind: 'option', ...contract, expiry, strike, right } }
  },
  format(symbol) {
    if (symbol.kind === 'spot') {
      const known = coin.test(symbol.base) && isCoinQuote(symbol.quote) && symbol.base !== symbol.quote
      return known ? { ok: true, value: `${symbol.base}-${symbol.quote}` } : noText(scheme, 'has no such pair')
    }
    if (!isCoinContract(symbol)) return noText(scheme, `has no ${symbol.kind} on a listed root`)
    const { base, quote, settle } = symbol
    const settled = settle === (quote === 'USD' ? base : quote) && base !== quote
    if (!coin.test(base) || !contractQuotes.includes(quote) || !settled || !settlesAsSaid(symbol))
      return noText(scheme, 'contracts in USD settled in the coin, or in USDT or USDC')
    if (symbol.kind === 'perpetual') return { ok: true, value: `${base}-${quote}-SWAP` }
    const date = sixDigitsOf(symbol.expiry)
    if (!date) return noText(scheme, 'an expiry between 2000 and 2099')
    if (symbol.kind === 'future') return { ok: true, value: `${base}-${quote}-${date}` }
    if (!isStrike(symbol.strike)) return noText(scheme, 'a decimal strike above zero')
    return { ok: true, value: `${base}-${quote}-${date}-${symbol.strike}-${rightLetter(symbol.right)}` }
  },
}
