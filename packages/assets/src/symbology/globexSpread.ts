// CME Globex, "Supported strategy types": calendar ESH6-ESM6, butterfly CL:BF F7-G7-H7, condor CL:CF F7-G7-H7-J7.
import { contractRoot, stemOf } from './contract.js'
import { digitOfYear, letterOfMonth, monthOfLetter, yearOfDigit } from './contractMonth.js'
import { globexSymbols } from './globex.js'
import type { ComboSymbol } from './parsedSymbol.js'
import {
  asReadBy,
  noSymbol,
  noText,
  type SymbolFormat,
  type SymbolOptions,
  type SymbolParseResult,
} from './symbolFormat.js'

const ratios = { calendar: [1, -1], butterfly: [1, -2, 1], condor: [1, -1, -1, 1] } as const
const scheme = 'globex-spread'

/**
 * Spreads listed on CME Globex: calendars `ESH6-ESM6` (also of two roots), butterflies `CL:BF F7-G7-H7`, condors
 * `CL:CF F7-G7-H7-J7`. Needs `on`. The first leg is bought.
 *
 * @example
 * import { globexSpreadSymbols } from '@bourse/assets'
 * const read = globexSpreadSymbols.parse('CL:BF F7-G7-H7', { on: '2026-01-15' })
 * read.ok && read.value.kind === 'combo' ? read.value.legs.map((leg) => leg.ratio) : [] // => [1, -2, 1]
 */
export const globexSpreadSymbols: SymbolFormat = {
  scheme,
  parse: (text, options) => (text.includes(':') ? parseStrategy(text, options) : parseCalendar(text, options)),
  format(symbol, options) {
    if (symbol.kind !== 'combo') return noText(scheme, `writes spreads of futures, not ${symbol.kind}`)
    const wanted: readonly number[] = ratios[symbol.spread]
    const fits = symbol.legs.length === wanted.length && symbol.legs.every((leg, i) => leg.ratio === wanted[i])
    if (!fits) return noText(scheme, `a ${symbol.spread} has ratios ${wanted.join(' ')}`)
    const digits = symbol.legs.map((leg) => digitOfYear(leg.year, options?.on))
    if (
      symbol.legs.some((leg, i) => letterOfMonth(leg.month) === '' || !contractRoot.test(leg.root) || digits[i] === '')
    )
      return noText(scheme, 'needs roots, months and years within ten years of options.on')
    if (symbol.spread === 'calendar')
      return { ok: true, value: symbol.legs.map((leg, i) => stemOf(leg) + digits[i]).join('-') }
    if (symbol.legs.some((leg) => leg.root !== symbol.root)) return noText(scheme, `a ${symbol.spread} has one root`)
    const legs = symbol.legs.map((leg, i) => letterOfMonth(leg.month) + digits[i]).join('-')
    return { ok: true, value: `${symbol.root}:${symbol.spread === 'butterfly' ? 'BF' : 'CF'} ${legs}` }
  },
}

function parseCalendar(text: string, options: SymbolOptions | undefined): SymbolParseResult {
  const dash = text.indexOf('-')
  if (dash < 0) return noSymbol(scheme, text, text.length, 'two legs with "-" between them')
  const [first, second] = [text.slice(0, dash), text.slice(dash + 1)]
  if (second === '') return noSymbol(scheme, text, dash + 1, 'the second leg is missing')
  if (first === second) return noSymbol(scheme, text, dash + 1, 'the legs are the same contract')
  const legs: ComboSymbol['legs'][number][] = []
  for (const [i, leg] of [first, second].entries()) {
    const read = globexSymbols.parse(leg, options)
    if (!read.ok) return asReadBy(scheme, text, read, i === 0 ? 0 : dash + 1)
    if (read.value.kind === 'future' && 'root' in read.value) {
      const { root, month, year } = read.value
      legs.push({ root, month, year, ratio: ratios.calendar[i]! })
    }
  }
  return { ok: true, value: { kind: 'combo', spread: 'calendar', root: legs[0]!.root, legs } }
}

function parseStrategy(text: string, options: SymbolOptions | undefined): SymbolParseResult {
  const colon = text.indexOf(':')
  const root = text.slice(0, colon)
  if (!contractRoot.test(root)) return noSymbol(scheme, text, 0, 'one to four capitals or digits')
  const type = text.slice(colon + 1, colon + 4)
  if (type !== 'BF ' && type !== 'CF ') return noSymbol(scheme, text, colon + 1, '"BF " or "CF "')
  const spread = type === 'BF ' ? 'butterfly' : 'condor'
  const parts = text.slice(colon + 4).split('-')
  const wanted: readonly number[] = ratios[spread]
  if (parts.length !== wanted.length) return noSymbol(scheme, text, colon + 4, `a ${spread} has ${wanted.length} legs`)
  const legs: ComboSymbol['legs'][number][] = []
  for (const [i, part] of parts.entries()) {
    const position = colon + 4 + i * 3
    const month = monthOfLetter(part.charAt(0))
    if (month === 0 || !/^.\d$/.test(part)) return noSymbol(scheme, text, position, 'a month letter and one digit')
    if (parts.indexOf(part) !== i) return noSymbol(scheme, text, position, 'the same leg twice')
    const year = yearOfDigit(part.charAt(1), options?.on)
    if (Number.isNaN(year)) return noSymbol(scheme, text, position + 1, 'needs the day it was written, options.on')
    legs.push({ root, month, year, ratio: wanted[i]! })
  }
  return { ok: true, value: { kind: 'combo', spread, root, legs } }
}
