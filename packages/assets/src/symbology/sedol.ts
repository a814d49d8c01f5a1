// London Stock Exchange, SEDOL Masterfile: six characters without vowels, weights 1 3 1 7 3 9, and a check digit.
import { valueOfCharacter } from './checkDigit.js'
import { noSymbol, noText, type SymbolFormat } from './symbolFormat.js'

const scheme = 'sedol'
const weights = [1, 3, 1, 7, 3, 9]

/**
 * SEDOL, the British number, with its check digit.
 *
 * @example
 * import { sedolSymbols } from '@bourse/assets'
 * sedolSymbols.parse('0263494').ok // => true
 */
export const sedolSymbols: SymbolFormat = {
  scheme,
  parse(text) {
    if (text.length !== 7) return noSymbol(scheme, text, Math.min(text.length, 7), '7 characters')
    const wrong = text.slice(0, 6).search(/[^0-9B-DF-HJ-NP-TV-Z]/)
    if (wrong >= 0) return noSymbol(scheme, text, wrong, 'digits and consonants')
    const sum = weights.reduce((total, weight, i) => total + weight * valueOfCharacter(text.charAt(i)), 0)
    const check = (10 - (sum % 10)) % 10
    if (text[6] !== String(check)) return noSymbol(scheme, text, 6, `the check digit would be ${check}`)
    return { ok: true, value: { kind: 'sedol', code: text, valid: true } }
  },
  format(symbol) {
    if (symbol.kind !== 'sedol') return noText(scheme, `writes SEDOLs, not ${symbol.kind}`)
    return sedolSymbols.parse(symbol.code).ok ? { ok: true, value: symbol.code } : noText(scheme, 'a valid SEDOL')
  },
}
