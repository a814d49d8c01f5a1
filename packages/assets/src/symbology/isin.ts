// ISO 6166: two letters of the country, nine characters, a check digit over the digits of all characters (A = 10 ... Z = 35).
import { doubleAddDouble, valueOfCharacter } from './checkDigit.js'
import { isIsinCountry } from './countries.js'
import { noSymbol, noText, type SymbolFormat } from './symbolFormat.js'

const scheme = 'isin'

/**
 * International Securities Identification Number, with its check digit.
 *
 * @example
 * import { isinSymbols } from '@bourse/assets'
 * isinSymbols.parse('US0378331005').ok // => true
 * isinSymbols.parse('US0378331006').ok // => false
 */
export const isinSymbols: SymbolFormat = {
  scheme,
  parse(text) {
    if (text.length !== 12) return noSymbol(scheme, text, Math.min(text.length, 12), '12 characters')
    if (!isIsinCountry(text.slice(0, 2))) return noSymbol(scheme, text, 0, 'the two letters of a country')
    const wrong = text.slice(2, 11).search(/[^A-Z0-9]/)
    if (wrong >= 0) return noSymbol(scheme, text, wrong + 2, 'capitals and digits')
    const digits = [...text.slice(0, 11)].flatMap((c) => [...String(valueOfCharacter(c))].map(Number))
    const check = doubleAddDouble(digits, digits.length % 2 === 1)
    if (text[11] !== String(check)) return noSymbol(scheme, text, 11, `the check digit would be ${check}`)
    return { ok: true, value: { kind: 'isin', code: text, country: text.slice(0, 2), valid: true } }
  },
  format(symbol) {
    if (symbol.kind !== 'isin') return noText(scheme, `writes ISINs, not ${symbol.kind}`)
    return isinSymbols.parse(symbol.code).ok ? { ok: true, value: symbol.code } : noText(scheme, 'a valid ISIN')
  },
}
