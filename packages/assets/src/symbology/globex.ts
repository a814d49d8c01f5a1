import { isContract, parseContract, stemOf } from './contract.js'
import { digitOfYear, yearOfDigit } from './contractMonth.js'
import { noText, type SymbolFormat } from './symbolFormat.js'

/**
 * CME Globex, `ESH6`: one digit of the year, the first such year from that of `on`, which is needed.
 *
 * @example
 * import { globexSymbols } from '@bourse/assets'
 * const read = globexSymbols.parse('SR3H1', { on: '2026-01-15' })
 * read.ok ? read.value : undefined // => { kind: 'future', root: 'SR3', month: 3, year: 2031 }
 */
export const globexSymbols: SymbolFormat = {
  scheme: 'globex',
  parse: (text, options) => parseContract('globex', text, 1, (digit) => yearOfDigit(digit, options?.on)),
  format(symbol, options) {
    if (!isContract(symbol)) return noText('globex', `writes listed futures, not ${symbol.kind}`)
    const digit = digitOfYear(symbol.year, options?.on)
    if (digit === '') return noText('globex', `one digit says ${symbol.year} only within ten years of options.on`)
    return { ok: true, value: stemOf(symbol) + digit }
  },
}
