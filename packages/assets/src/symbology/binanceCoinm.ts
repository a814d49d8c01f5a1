import { dateFault, dateOfSixDigits, sixDigitsOf } from './civilDate.js'
import { coin } from './coinQuotes.js'
import { noSymbol, noText, type SymbolFormat } from './symbolFormat.js'

const scheme = 'binance-coinm'

/**
 * Binance contracts margined in the coin, quoted in USD: perpetual `BTCUSD_PERP`, dated `BTCUSD_260327`.
 *
 * @example
 * import { binanceCoinmSymbols } from '@bourse/assets'
 * const read = binanceCoinmSymbols.parse('BTCUSD_PERP')
 * read.ok && read.value.kind === 'perpetual' ? read.value.settle : undefined // => 'BTC'
 */
export const binanceCoinmSymbols: SymbolFormat = {
  scheme,
  parse(text) {
    const bar = text.indexOf('_')
    if (bar < 0) return noSymbol(scheme, text, text.length, '"_" and PERP or six digits yymmdd')
    const [pair, tail] = [text.slice(0, bar), text.slice(bar + 1)]
    const base = pair.slice(0, -3)
    if (!pair.endsWith('USD') || !coin.test(base)) return noSymbol(scheme, text, 0, 'a coin and USD')
    const contract = { base, quote: 'USD', settle: base, linear: false }
    if (tail === 'PERP') return { ok: true, value: { kind: 'perpetual', ...contract } }
    if (!/^\d{6}$/.test(tail)) return noSymbol(scheme, text, bar + 1, 'PERP or six digits yymmdd')
    const expiry = dateOfSixDigits(tail)
    if (!expiry) return noSymbol(scheme, text, bar + 1, dateFault(tail))
    return { ok: true, value: { kind: 'future', ...contract, expiry } }
  },
  format(symbol) {
    if (symbol.kind !== 'perpetual' && !(symbol.kind === 'future' && 'base' in symbol))
      return noText(scheme, `writes contracts on coins, not ${symbol.kind}`)
    const { base, quote, settle, linear } = symbol
    if (!coin.test(base) || quote !== 'USD' || settle !== base || linear)
      return noText(scheme, 'contracts in USD, settled in the coin')
    if (symbol.kind === 'perpetual') return { ok: true, value: `${base}USD_PERP` }
    const date = sixDigitsOf(symbol.expiry)
    return date ? { ok: true, value: `${base}USD_${date}` } : noText(scheme, 'an expiry between 2000 and 2099')
  },
}
