import { bloombergRoots, rootOfBloomberg } from './bloombergRoots.js'
import { isContract } from './contract.js'
import {
  digitOfYear,
  letterOfMonth,
  monthOfLetter,
  twoDigitsOfYear,
  yearOfDigit,
  yearOfTwoDigits,
} from './contractMonth.js'
import { formatPair, parsePair } from './currencyPair.js'
import type { EquitySymbol } from './parsedSymbol.js'
import { shareOf, shareText } from './shareClass.js'
import {
  asReadBy,
  noSymbol,
  noText,
  type SymbolFormat,
  type SymbolFormatResult,
  type SymbolOptions,
  type SymbolParseResult,
} from './symbolFormat.js'

const scheme = 'bloomberg'
const indices = 'SPX NDX INDU RTY VIX UKX DAX CAC SX5E NKY TPX HSI AS51 SPTSX'.split(' ')
const name = /^[A-Z0-9]{1,6}$/
// US is the composite of all American exchanges: no one exchange.
const exchanges: { readonly [code: string]: string | undefined } = {
  US: undefined,
  UN: 'XNYS',
  UW: 'XNAS',
  UP: 'ARCX',
  LN: 'XLON',
  GY: 'XETR',
  FP: 'XPAR',
  JP: 'XTKS',
  HK: 'XHKG',
  AU: 'XASX',
  CN: 'XTSE',
}

/**
 * Bloomberg: futures `ESH6 Index`, `TYH6 Comdty`, `ECH6 Curncy` (roots of its table; years need `on`; two digits, `ESH16`,
 * outside the ten years from `on`), shares `BRK/B US Equity`, pairs `EURUSD Curncy`, the great indices `SPX Index`.
 *
 * @example
 * import { bloombergSymbols } from '@bourse/assets'
 * const read = bloombergSymbols.parse('ECH6 Curncy', { on: '2026-01-15' })
 * read.ok ? read.value : undefined // => { kind: 'future', root: '6E', month: 3, year: 2026 }
 */
export const bloombergSymbols: SymbolFormat = {
  scheme,
  parse(text, options) {
    const blank = text.lastIndexOf(' ')
    const [body, key] = [text.slice(0, Math.max(0, blank)), text.slice(blank + 1)]
    if (key === 'Equity') return parseShare(text, body)
    if (key !== 'Index' && key !== 'Comdty' && key !== 'Curncy')
      return noSymbol(scheme, text, blank + 1, 'Index, Comdty, Curncy or Equity')
    if (key === 'Index' && indices.includes(body)) return { ok: true, value: { kind: 'index', symbol: body } }
    if (key === 'Curncy' && /^[A-Z]{6}$/.test(body)) return asReadBy(scheme, text, parsePair(scheme, body, '', 0))
    return parseFuture(text, body, key, options)
  },
  format(symbol, options) {
    if (symbol.kind === 'spot') return formatPair(scheme, symbol, '', '', ' Curncy')
    if (symbol.kind === 'equity') return formatShare(symbol)
    if (symbol.kind === 'index')
      return indices.includes(symbol.symbol)
        ? { ok: true, value: `${symbol.symbol} Index` }
        : noText(scheme, `${symbol.symbol} is not in the table of indices`)
    if (!isContract(symbol)) return noText(scheme, `writes futures, shares, pairs and indices, not ${symbol.kind}`)
    const root = bloombergRoots.get(symbol.root)
    if (!root) return noText(scheme, `${symbol.root} is not in the table of roots`)
    const digits = digitOfYear(symbol.year, options?.on) || twoDigitsOfYear(symbol.year, options?.on)
    if (digits === '' || !options?.on) return noText(scheme, `needs options.on within fifty years of ${symbol.year}`)
    return { ok: true, value: `${root.name}${letterOfMonth(symbol.month)}${digits} ${root.key}` }
  },
}

function parseFuture(text: string, body: string, key: string, options: SymbolOptions | undefined): SymbolParseResult {
  const digits = /\d{1,2}$/.exec(body)?.[0] ?? ''
  const at = body.length - digits.length
  if (digits === '') return noSymbol(scheme, text, at, 'one or two digits of the year')
  const month = monthOfLetter(body.charAt(at - 1))
  if (month === 0) return noSymbol(scheme, text, Math.max(0, at - 1), 'a month letter before the year')
  const root = rootOfBloomberg(body.slice(0, at - 1), key)
  if (root === undefined)
    return noSymbol(scheme, text, 0, `${JSON.stringify(body.slice(0, at - 1))} ${key} is not in the table of roots`)
  const year = digits.length === 1 ? yearOfDigit(digits, options?.on) : yearOfTwoDigits(digits, options?.on)
  if (Number.isNaN(year) || !options?.on) return noSymbol(scheme, text, at, 'needs the day it was written, options.on')
  return { ok: true, value: { kind: 'future', root, month, year } }
}

function parseShare(text: string, body: string): SymbolParseResult {
  const blank = body.lastIndexOf(' ')
  const code = body.slice(blank + 1)
  if (blank < 1 || !Object.hasOwn(exchanges, code))
    return noSymbol(scheme, text, blank + 1, `an exchange: ${Object.keys(exchanges).join(', ')}`)
  const symbol = shareOf(body.slice(0, blank), '/', name)
  if (!symbol) return noSymbol(scheme, text, 0, 'a share, BRK/B with its class after a stroke')
  const mic = exchanges[code]
  return { ok: true, value: mic === undefined ? { kind: 'equity', symbol } : { kind: 'equity', symbol, mic } }
}

function formatShare(symbol: EquitySymbol): SymbolFormatResult {
  const code = Object.keys(exchanges).find((known) => exchanges[known] === symbol.mic)
  const text = shareText(symbol.symbol, '/', name)
  if (code && text) return { ok: true, value: `${text} ${code} Equity` }
  return noText(scheme, `has no exchange ${symbol.mic ?? ''} or no such share`)
}
