// Object Management Group, FIGI 1.0: two consonants that are no country of an ISIN issuer, G, eight consonants or digits, and
// a check digit; every second character is doubled.
import { doubleAddDouble, valueOfCharacter } from './checkDigit.js'
import { noSymbol, noText, type SymbolFormat } from './symbolFormat.js'

const scheme = 'figi'
const forbidden = ['BS', 'BM', 'GG', 'GB', 'GH', 'KY', 'VG']

/**
 * Financial Instrument Global Identifier, with its check digit.
 *
 * @example
 * import { figiSymbols } from '@bourse/assets'
 * figiSymbols.parse('BBG000B9XRY4').ok // => true
 */
export const figiSymbols: SymbolFormat = {
  scheme,
  parse(text) {
    if (text.length !== 12) return noSymbol(scheme, text, Math.min(text.length, 12), '12 characters')
    const wrong = text.slice(0, 11).search(/[^0-9B-DF-HJ-NP-TV-Z]/)
    if (wrong >= 0) return noSymbol(scheme, text, wrong, 'digits and consonants')
    if (!/^[A-Z]{2}/.test(text)) return noSymbol(scheme, text, 0, 'two consonants')
    if (forbidden.includes(text.slice(0, 2))) return noSymbol(scheme, text, 0, `not ${forbidden.join(', ')}`)
    if (text[2] !== 'G') return noSymbol(scheme, text, 2, 'G')
    const check = doubleAddDouble([...text.slice(0, 11)].map(valueOfCharacter), false)
    if (text[11] !== String(check)) return noSymbol(scheme, text, 11, `the check digit would be ${check}`)
    return { ok: true, value: { kind: 'figi', code: text, valid: true } }
  },
  format(symbol) {
    if (symbol.kind !== 'figi') return noText(scheme, `writes FIGIs, not ${symbol.kind}`)
    return figiSymbols.parse(symbol.code).ok ? { ok: true, value: symbol.code } : noText(scheme, 'a valid FIGI')
  },
}
