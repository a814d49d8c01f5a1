import { dateOf } from './civilDate.js'
import { contractRoot, isContract } from './contract.js'
import { letterOfMonth, monthOfLetter, twoDigitsOfYear, yearOfDigit, yearOfTwoDigits } from './contractMonth.js'
import { noSymbol, noText, type SymbolFormat } from './symbolFormat.js'

const scheme = 'lean'
// Months from the named month to the month of expiry, where they differ: energy expires before, three-month SOFR after.
const expiryOffset: { readonly [root: string]: number } = {
  BZ: -2,
  CL: -1,
  HO: -1,
  MCL: -1,
  NG: -1,
  QG: -1,
  QM: -1,
  RB: -1,
  SR3: 3,
}

/**
 * LEAN's futures, day of expiry before the named month: `ES20H26`, `CL20Z17` (December, expired 20 November 2017). Years of
 * one digit are read with `on`, and written with two.
 *
 * @example
 * import { leanSymbols } from '@bourse/assets'
 * const read = leanSymbols.parse('CL20Z17')
 * read.ok && read.value.kind === 'future' ? read.value.expiry : undefined // => '2017-11-20'
 */
export const leanSymbols: SymbolFormat = {
  scheme,
  parse(text, options) {
    const parts = /^(.*?)(\d\d)([A-Z])(\d{1,2})$/.exec(text)
    if (!parts) return noSymbol(scheme, text, 0, 'a root, two digits of the day, a month letter, the year')
    const [, root = '', day = '', letter = '', digits = ''] = parts
    if (!contractRoot.test(root)) return noSymbol(scheme, text, 0, 'a root of one to four capitals or digits')
    const month = monthOfLetter(letter)
    if (month === 0) return noSymbol(scheme, text, root.length + 2, `"${letter}" is no month letter`)
    const year = digits.length === 1 ? yearOfDigit(digits, options?.on) : yearOfTwoDigits(digits, options?.on)
    if (Number.isNaN(year)) return noSymbol(scheme, text, root.length + 3, 'needs the day it was written, options.on')
    const expiry = expiryOf(root, year, month, Number(day))
    if (!expiry) return noSymbol(scheme, text, root.length, `there is no day ${day} in the month of expiry`)
    return { ok: true, value: { kind: 'future', root, month, year, expiryDay: Number(day), expiry } }
  },
  format(symbol, options) {
    if (!isContract(symbol)) return noText(scheme, `writes listed futures, not ${symbol.kind}`)
    const day = symbol.expiryDay ?? Number(symbol.expiry?.slice(8))
    const expiry = expiryOf(symbol.root, symbol.year, symbol.month, day)
    if (!expiry) return noText(scheme, 'needs the day of expiry')
    if (symbol.expiry !== undefined && symbol.expiry !== expiry)
      return noText(scheme, `expects ${symbol.root} to expire ${expiry.slice(0, 7)}, not ${symbol.expiry.slice(0, 7)}`)
    const digits = twoDigitsOfYear(symbol.year, options?.on)
    if (digits === '') return noText(scheme, `two digits cannot say ${symbol.year}: pass a nearer options.on`)
    return { ok: true, value: `${symbol.root}${String(day).padStart(2, '0')}${letterOfMonth(symbol.month)}${digits}` }
  },
}

function expiryOf(root: string, year: number, month: number, day: number): ReturnType<typeof dateOf> {
  const months = year * 12 + month - 1 + (Object.hasOwn(expiryOffset, root) ? expiryOffset[root]! : 0)
  return Number.isInteger(day) ? dateOf(Math.floor(months / 12), (months % 12) + 1, day) : undefined
}
