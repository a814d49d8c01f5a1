import { isListedOption, optionFits, optionTail, parseOptionTail } from './optionSymbol.js'
import { noSymbol, noText, type SymbolFormat } from './symbolFormat.js'

/**
 * The 21 characters of the Options Clearing Corporation (OSI): root padded to six, yymmdd, C or P, strike x 1000.
 *
 * @example
 * import { occSymbols } from '@bourse/assets'
 * const read = occSymbols.parse('SPY   260320C00575000')
 * read.ok ? read.value : undefined
 * // => { kind: 'option', root: 'SPY', expiry: '2026-03-20', right: 'call', strike: '575' }
 */
export const occSymbols: SymbolFormat = {
  scheme: 'occ',
  parse(text) {
    if (text.length !== 21) return noSymbol('occ', text, Math.min(text.length, 21), '21 characters')
    const root = text.slice(0, 6).replace(/ +$/, '')
    return root === '' ? noSymbol('occ', text, 0, 'no root') : parseOptionTail('occ', text, root, 6)
  },
  format(symbol) {
    if (!isListedOption(symbol)) return noText('occ', `writes listed options, not ${symbol.kind}`)
    const tail = optionTail(symbol)
    return tail ? { ok: true, value: symbol.root.padEnd(6) + tail } : noText('occ', `needs ${optionFits}`)
  },
}
