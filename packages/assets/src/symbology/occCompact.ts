import { isListedOption, optionFits, optionTail, parseOptionTail } from './optionSymbol.js'
import { noSymbol, noText, type SymbolFormat } from './symbolFormat.js'

/**
 * OCC symbols without the padding, as data vendors write them: `SPY260320C00575000`.
 *
 * @example
 * import { occCompactSymbols } from '@bourse/assets'
 * const option = { kind: 'option', root: 'F', expiry: '2026-01-16', right: 'put', strike: '2.5' } as const
 * occCompactSymbols.format(option) // => { ok: true, value: 'F260116P00002500' }
 */
export const occCompactSymbols: SymbolFormat = {
  scheme: 'occ-compact',
  parse(text) {
    const start = text.length - 15 // counted from the end: a root may end in a digit
    if (start < 1) return noSymbol('occ-compact', text, 0, 'a root and fifteen characters after it')
    return parseOptionTail('occ-compact', text, text.slice(0, start), start)
  },
  format(symbol) {
    if (!isListedOption(symbol)) return noText('occ-compact', `writes listed options, not ${symbol.kind}`)
    const tail = optionTail(symbol)
    return tail ? { ok: true, value: symbol.root + tail } : noText('occ-compact', `needs ${optionFits}`)
  },
}
