import { formatPair, parsePair } from './currencyPair.js'
import { shareOf, shareText } from './shareClass.js'
import { noSymbol, noText, type SymbolFormat } from './symbolFormat.js'

const scheme = 'ib'
// Numbers are shares of Hong Kong and Tokyo.
const name = /^(?:[A-Z]{1,6}|[1-9]\d{0,4})$/

/**
 * Interactive Brokers' shares, class after a blank (`BRK B`), and currency pairs (`EUR.USD`). Futures: `ib-month`.
 *
 * @example
 * import { ibSymbols } from '@bourse/assets'
 * ibSymbols.parse('BRK B') // => { ok: true, value: { kind: 'equity', symbol: 'BRK.B' } }
 */
export const ibSymbols: SymbolFormat = {
  scheme,
  parse(text) {
    if (text.includes('.')) return parsePair(scheme, text, '.', 0)
    const symbol = shareOf(text, ' ', name)
    if (symbol) return { ok: true, value: { kind: 'equity', symbol } }
    return noSymbol(scheme, text, 0, 'a share, BRK B with its class after a blank, or a pair, EUR.USD')
  },
  format(symbol) {
    if (symbol.kind === 'spot') return formatPair(scheme, symbol, '', '.')
    if (symbol.kind !== 'equity') return noText(scheme, `writes shares and currency pairs, not ${symbol.kind}`)
    const text = symbol.mic === undefined ? shareText(symbol.symbol, ' ', name) : undefined
    return text ? { ok: true, value: text } : noText(scheme, 'needs a share of up to six letters, without exchange')
  },
}
