import { isContract } from './contract.js'
import { twoDigitsOfYear, yearOfTwoDigits } from './contractMonth.js'
import { ibOfRoot, rootOfIb } from './ibRoots.js'
import { noSymbol, noText, type SymbolFormat } from './symbolFormat.js'

const scheme = 'ib-local'
const months = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC']

/**
 * Interactive Brokers' older local symbols of the Chicago Board of Trade, `ZN   MAR 26`: root padded to four, a blank, month
 * name, year. Their newer local symbols are Globex symbols: use `globexSymbols`.
 *
 * @example
 * import { ibLocalSymbols } from '@bourse/assets'
 * ibLocalSymbols.parse('ZN   MAR 26') // => { ok: true, value: { kind: 'future', root: 'ZN', month: 3, year: 2026 } }
 */
export const ibLocalSymbols: SymbolFormat = {
  scheme,
  parse(text, options) {
    const padded = text.slice(0, 5)
    const name = padded.trimEnd()
    if (text.length !== 11) return noSymbol(scheme, text, Math.min(text.length, 11), '11 characters')
    if (!/^(?=\d*[A-Z])[A-Z0-9]{1,4}$/.test(name))
      return noSymbol(scheme, text, 0, 'a root, padded to four, and a blank')
    const root = rootOfIb(name)
    if (root === undefined) return noSymbol(scheme, text, 0, `Interactive Brokers has another name for ${name}`)
    const month = months.indexOf(text.slice(5, 8)) + 1
    if (month === 0) return noSymbol(scheme, text, 5, 'a month name, JAN to DEC')
    if (!/^ \d\d$/.test(text.slice(8))) return noSymbol(scheme, text, 8, 'a blank and two digits of the year')
    return { ok: true, value: { kind: 'future', root, month, year: yearOfTwoDigits(text.slice(9), options?.on) } }
  },
  format(symbol, options) {
    if (!isContract(symbol)) return noText(scheme, `writes listed futures, not ${symbol.kind}`)
    const [name, digits] = [ibOfRoot(symbol.root), twoDigitsOfYear(symbol.year, options?.on)]
    if (name === undefined || name.length > 4)
      return noText(scheme, `has no name of four characters for ${symbol.root}`)
    if (digits === '') return noText(scheme, `two digits cannot say ${symbol.year}: pass a nearer options.on`)
    return { ok: true, value: `${name.padEnd(4)} ${months[symbol.month - 1]} ${digits}` }
  },
}
