import { formatPair, parsePair } from './currencyPair.js'
import type { SymbolFormat } from './symbolFormat.js'

/**
 * OANDA's currency and metal pairs, `EUR_USD`. Its contracts for difference (`SPX500_USD`) are no pairs and are refused.
 *
 * @example
 * import { oandaSymbols } from '@bourse/assets'
 * oandaSymbols.format({ kind: 'spot', base: 'EUR', quote: 'USD' }) // => { ok: true, value: 'EUR_USD' }
 */
export const oandaSymbols: SymbolFormat = {
  scheme: 'oanda',
  parse: (text) => parsePair('oanda', text, '_', 0),
  format: (symbol) => formatPair('oanda', symbol, '', '_'),
}
