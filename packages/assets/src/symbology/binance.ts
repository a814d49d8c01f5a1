import { splitCoinPair } from './coinQuotes.js'
import { noSymbol, noText, type SymbolFormat } from './symbolFormat.js'

/**
 * Binance spot, `BTCUSDT`: no separator, so that the longest known quote currency that ends the text is the quote.
 *
 * @example
 * import { binanceSymbols } from '@bourse/assets'
 * binanceSymbols.parse('ETHBTC') // => { ok: true, value: { kind: 'spot', base: 'ETH', quote: 'BTC' } }
 */
export const binanceSymbols: SymbolFormat = {
  scheme: 'binance',
  parse(text) {
    const pair = splitCoinPair(text)
    if (pair) return { ok: true, value: { kind: 'spot', ...pair } }
    return noSymbol('binance', text, 0, 'a coin and a currency that coins are quoted in, as BTCUSDT')
  },
  format(symbol) {
    if (symbol.kind !== 'spot') return noText('binance', `writes spot pairs, not ${symbol.kind}`)
    const { base, quote } = symbol
    const pair = splitCoinPair(base + quote)
    if (pair?.base === base) return { ok: true, value: base + quote }
    return noText('binance', `${base}${quote} would not be read as ${base}/${quote}`)
  },
}
