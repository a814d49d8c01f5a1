import { contractRoot } from './contract.js'
import { globexSymbols } from './globex.js'
import { asReadBy, noSymbol, noText, type SymbolFormat } from './symbolFormat.js'

const scheme = 'databento'
const rules = { c: 'calendar', v: 'volume', n: 'openInterest' } as const
const families = { FUT: 'future', OPT: 'option', SPR: 'spread' } as const

/**
 * Databento: continuous `ES.c.0` (ranked from 0; c calendar, v volume, n open interest), parents `ES.FUT`, `ES.OPT`, and raw
 * symbols of CME Globex (`ESH6`, which need `on`).
 *
 * @example
 * import { databentoSymbols } from '@bourse/assets'
 * databentoSymbols.parse('ES.v.1') // => { ok: true, value: { kind: 'continuous', root: 'ES', rank: 1, rule: 'volume' } }
 */
export const databentoSymbols: SymbolFormat = {
  scheme,
  parse(text, options) {
    const [root = '', second, third, ...more] = text.split('.')
    if (second === undefined) return asReadBy(scheme, text, globexSymbols.parse(text, options))
    if (!contractRoot.test(root)) return noSymbol(scheme, text, 0, 'a root of one to four capitals or digits')
    if (third === undefined) {
      if (!Object.hasOwn(families, second)) return noSymbol(scheme, text, root.length + 1, 'FUT, OPT or SPR')
      return { ok: true, value: { kind: 'parent', root, of: families[second as 'FUT'] } }
    }
    if (!Object.hasOwn(rules, second)) return noSymbol(scheme, text, root.length + 1, 'c, v or n')
    if (more.length > 0 || !/^(?:0|[1-9]\d?)$/.test(third))
      return noSymbol(scheme, text, root.length + 3, 'a rank from 0')
    return { ok: true, value: { kind: 'continuous', root, rule: rules[second as 'c'], rank: Number(third) } }
  },
  format(symbol, options) {
    if (symbol.kind === 'future') return globexSymbols.format(symbol, options)
    if (symbol.kind !== 'continuous' && symbol.kind !== 'parent')
      return noText(scheme, `writes futures, continuous futures and parents, not ${symbol.kind}`)
    if (!contractRoot.test(symbol.root)) return noText(scheme, 'a root of one to four capitals or digits')
    if (symbol.kind === 'parent') {
      const family = (Object.keys(families) as (keyof typeof families)[]).find((key) => families[key] === symbol.of)
      return family ? { ok: true, value: `${symbol.root}.${family}` } : noText(scheme, 'future, option or spread')
    }
    const rule = (Object.keys(rules) as (keyof typeof rules)[]).find((key) => rules[key] === symbol.rule)
    if (!rule || !Number.isInteger(symbol.rank) || symbol.rank < 0 || symbol.rank > 99)
      return noText(scheme, 'needs a rule (calendar, volume, openInterest) and a rank from 0')
    return { ok: true, value: `${symbol.root}.${rule}.${symbol.rank}` }
  },
}
