import { dateFault, dateOfSixDigits, sixDigitsOf } from './civilDate.js'
import { coin } from './coinQuotes.js'
import { noSymbol, noText, type SymbolFormat } from './symbolFormat.js'

const scheme = 'binance-usdm'
const quotes = ['FDUSD', 'USDT', 'USDC', 'BUSD']

/**
 * Binance contracts margined in a dollar coin: perpetual `BTCUSDT`, dated `BTCUSDT_260327`.
 *
 * @example
 * import { binanceUsdmSymbols } from '@bourse/assets'
 * const read = binanceUsdmSymbols.parse('BTCUSDT_260327')
 * read.ok && read.value.kind === 'future' ? read.value.expiry : undefined // => '2026-03-27'
 */
export const binanceUsdmSymbols: SymbolFormat = {
  scheme,
  parse(text) {
    const bar = text.indexOf('_')
    const pair = bar < 0 ? text : text.slice(0, bar)
    const quote = quotes.find((known) => pair.endsWith(known))
    const base = quote === undefined ? '' : pair.slice(0, -quote.length)
    if (quote === undefined || !coin.test(base)) return noSymbol(scheme, text, 0, `a coin and ${quotes.join(', ')}`)
    const contract = { base, quote, settle: quote, linear: true }
    if (bar < 0) return { ok: true, value: { kind: 'perpetual', ...contract } }
    const digits = text.slice(bar + 1)
    if (!/^\d{6}$/.test(digits)) return noSymbol(scheme, text, bar + 1, 'six digits yymmdd')
    const expiry = dateOfSixDigits(digits)
    if (!expiry) return noSymbol(scheme, text, bar + 1, dateFault(digits))
    return { ok: true, value: { kind: 'future', ...contract, expiry } }
  },
  format(symbol) {
    if (symbol.kind !== 'perpetual' && !(symbol.kind === 'future' && 'base' in symbol))
      return noText(scheme, `writes contracts on coins, not ${symbol.kind}`)
    const { base, quote, settle, linear } = symbol
    const pair = base + quote
    const known = quotes.find((name) => pair.endsWith(name)) === quote && coin.test(base)
    if (!known || settle !== quote || !linear) return noText(scheme, `linear contracts in ${quotes.join(', ')}`)
    if (symbol.kind === 'perpetual') return { ok: true, value: pair }
    const date = sixDigitsOf(symbol.expiry)
    return date ? { ok: true, value: `${pair}_${date}` } : noText(scheme, 'an expiry between 2000 and 2099')
  },
}
