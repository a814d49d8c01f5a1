import { formatPair, parsePair } from './currencyPair.js'
import type { SymbolFormat } from './symbolFormat.js'

/**
 * Currency pairs as dealers write them, `EUR/USD`; `EURUSD` is read too. Metals are currencies: `XAU/USD`.
 *
 * @example
 * import { fxSymbols } from '@bourse/assets'
 * fxSymbols.parse('EUR/USD') // => { ok: true, value: { kind: 'spot', base: 'EUR', quote: 'USD' } }
 */
export const fxSymbols: SymbolFormat = {
  scheme: 'fx',
  parse: (text) => parsePair('fx', text, text.length === 6 && !text.includes('/') ? '' : '/', 0),
  format: (symbol) => formatPair('fx', symbol, '', '/'),
}
