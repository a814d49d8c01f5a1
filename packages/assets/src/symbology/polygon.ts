import { coin, splitCoinPair } from './coinQuotes.js'
import { isCurrencyCode } from './currencyCodes.js'
import { formatPair, parsePair } from './currencyPair.js'
import { occCompactSymbols } from './occCompact.js'
import { shareOf, shareText } from './shareClass.js'
import { asReadBy, noSymbol, noText, type SymbolFormat } from './symbolFormat.js'

const scheme = 'polygon'
const name = /^[A-Z]{1,5}$/
const indexName = /^(?=.*[A-Z])[A-Z0-9]{1,8}$/

/**
 * Polygon: options `O:SPY260320C00575000`, currencies `C:EURUSD`, coins `X:BTCUSD`, indices `I:SPX`, shares bare (`BRK.B`).
 *
 * @example
 * import { polygonSymbols } from '@bourse/assets'
 * polygonSymbols.parse('C:EURUSD') // => { ok: true, value: { kind: 'spot', base: 'EUR', quote: 'USD' } }
 */
export const polygonSymbols: SymbolFormat = {
  scheme,
  parse(text) {
    const body = text.slice(2)
    switch (text.slice(0, 2)) {
      case 'O:':
        return asReadBy(scheme, text, occCompactSymbols.parse(body), 2)
      case 'C:':
        return parsePair(scheme, text, '', 2)
      case 'X:': {
        const pair = splitCoinPair(body)
        if (!pair) return noSymbol(scheme, text, 2, 'a coin and a currency that coins are quoted in')
        if (isCurrencyCode(pair.base) && isCurrencyCode(pair.quote))
          return noSymbol(scheme, text, 0, 'currencies are written C:EURUSD')
        return { ok: true, value: { kind: 'spot', ...pair } }
      }
      case 'I:':
        if (!indexName.test(body)) return noSymbol(scheme, text, 2, 'capitals and digits name an index')
        return { ok: true, value: { kind: 'index', symbol: body } }
    }
    const symbol = shareOf(text, '.', name)
    if (symbol) return { ok: true, value: { kind: 'equity', symbol } }
    return noSymbol(scheme, text, 0, 'O:, C:, X:, I: or a share')
  },
  format(symbol) {
    switch (symbol.kind) {
      case 'option': {
        const option = occCompactSymbols.format(symbol)
        return option.ok
          ? { ok: true, value: `O:${option.value}` }
          : noText(scheme, String(option.failure.details['reason']))
      }
      case 'spot': {
        const { base, quote } = symbol
        if (isCurrencyCode(base) && isCurrencyCode(quote)) return formatPair(scheme, symbol, 'C:', '')
        const pair = splitCoinPair(base + quote)
        if (pair?.base === base && coin.test(base)) return { ok: true, value: `X:${base}${quote}` }
        return noText(scheme, `${base}${quote} would not be read as ${base}/${quote}`)
      }
      case 'index':
        return indexName.test(symbol.symbol)
          ? { ok: true, value: `I:${symbol.symbol}` }
          : noText(scheme, 'no such index')
      case 'equity': {
        const text = symbol.mic === undefined ? shareText(symbol.symbol, '.', name) : undefined
        return text ? { ok: true, value: text } : noText(scheme, 'needs an American share, without exchange')
      }
    }
    return noText(scheme, `writes shares, options, pairs and indices, not ${symbol.kind}`)
  },
}
