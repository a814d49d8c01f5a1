import { contractRoot, isContract } from './contract.js'
import { ibOfRoot, rootOfIb } from './ibRoots.js'
import { noSymbol, noText, type SymbolFormat } from './symbolFormat.js'

const scheme = 'ib-month'

/**
 * Interactive Brokers' symbol and contract month, `EUR 202603`, with its own names of roots (EUR is 6E, VIX is VX, BRR is
 * BTC).
 *
 * @example
 * import { ibMonthSymbols } from '@bourse/assets'
 * const read = ibMonthSymbols.parse('EUR 202603')
 * read.ok ? read.value : undefined // => { kind: 'future', root: '6E', month: 3, year: 2026 }
 */
export const ibMonthSymbols: SymbolFormat = {
  scheme,
  parse(text) {
    const blank = text.indexOf(' ')
    if (blank < 1) return noSymbol(scheme, text, Math.max(0, blank), 'a symbol, a blank, yyyymm')
    const name = text.slice(0, blank)
    if (!/^(?=\d*[A-Z])[A-Z0-9]{1,9}$/.test(name)) return noSymbol(scheme, text, 0, 'capitals and digits')
    const root = rootOfIb(name)
    if (root === undefined || !contractRoot.test(root))
      return noSymbol(
        scheme,
        text,
        0,
        `Interactive Brokers has another name for ${name}: ${ibOfRoot(name) ?? 'see its multiplier'}`,
      )
    const digits = text.slice(blank + 1)
    if (!/^[12]\d{5}$/.test(digits)) return noSymbol(scheme, text, blank + 1, 'six digits yyyymm')
    const month = Number(digits.slice(4))
    if (month < 1 || month > 12) return noSymbol(scheme, text, blank + 5, `there is no month ${digits.slice(4)}`)
    return { ok: true, value: { kind: 'future', root, month, year: Number(digits.slice(0, 4)) } }
  },
  format(symbol) {
    if (!isContract(symbol)) return noText(scheme, `writes listed futures, not ${symbol.kind}`)
    const name = ibOfRoot(symbol.root)
    if (name === undefined) return noText(scheme, `the name alone does not say ${symbol.root}: it needs the multiplier`)
    if (symbol.year < 1000 || symbol.year > 2999) return noText(scheme, 'a year of four digits')
    return { ok: true, value: `${name} ${symbol.year}${String(symbol.month).padStart(2, '0')}` }
  },
}
