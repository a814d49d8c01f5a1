// ANSI X9.6: eight characters of 0-9, A-Z (10-35), * @ # (36-38), and a check digit; every second one is doubled.
import { doubleAddDouble, valueOfCharacter } from './checkDigit.js'
import { noSymbol, noText, type SymbolFormat } from './symbolFormat.js'

const scheme = 'cusip'

/**
 * CUSIP, the American and Canadian number, with its check digit.
 *
 * @example
 * import { cusipSymbols } from '@bourse/assets'
 * cusipSymbols.parse('037833100').ok // => true
 */
export const cusipSymbols: SymbolFormat = {
  scheme,
  parse(text) {
    if (text.length !== 9) return noSymbol(scheme, text, Math.min(text.length, 9), '9 characters')
    const wrong = text.slice(0, 8).search(/[^A-Z0-9*@#]/)
    if (wrong >= 0) return noSymbol(scheme, text, wrong, 'capitals, digits, * @ #')
    const values = [...text.slice(0, 8)].map((c) => ('*@#'.includes(c) ? 36 + '*@#'.indexOf(c) : valueOfCharacter(c)))
    const check = doubleAddDouble(values, false)
    if (text[8] !== String(check)) return noSymbol(scheme, text, 8, `the check digit would be ${check}`)
    return { ok: true, value: { kind: 'cusip', code: text, valid: true } }
  },
  format(symbol) {
    if (symbol.kind !== 'cusip') return noText(scheme, `writes CUSIPs, not ${symbol.kind}`)
    return cusipSymbols.parse(symbol.code).ok ? { ok: true, value: symbol.code } : noText(scheme, 'a valid CUSIP')
  },
}
