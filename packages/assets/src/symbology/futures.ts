import { isContract, parseContract, stemOf } from './contract.js'
import { twoDigitsOfYear, yearOfTwoDigits } from './contractMonth.js'
import { noText, type SymbolFormat } from './symbolFormat.js'

/**
 * Root, month letter, year of two digits: `ESH26`. The way contracts are named here (`ESH26@CME`). Years lie within half a
 * century of `on`, without it in 1970-2069.
 *
 * @example
 * import { futuresSymbols } from '@bourse/assets'
 * futuresSymbols.parse('ESH26') // => { ok: true, value: { kind: 'future', root: 'ES', month: 3, year: 2026 } }
 */
export const futuresSymbols: SymbolFormat = {
  scheme: 'futures',
  parse: (text, options) => parseContract('futures', text, 2, (digits) => yearOfTwoDigits(digits, options?.on)),
  format(symbol, options) {
    if (!isContract(symbol)) return noText('futures', `writes listed futures, not ${symbol.kind}`)
    const digits = twoDigitsOfYear(symbol.year, options?.on)
    if (digits === '') return noText('futures', `two digits cannot say ${symbol.year}: pass a nearer options.on`)
    return { ok: true, value: stemOf(symbol) + digits }
  },
}
