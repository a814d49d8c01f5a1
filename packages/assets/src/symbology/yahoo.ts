import { coin, isCoinQuote } from './coinQuotes.js'
import { contractRoot, isContract, parseContract, stemOf } from './contract.js'
import { twoDigitsOfYear, yearOfTwoDigits } from './contractMonth.js'
import { isCurrencyCode } from './currencyCodes.js'
import { formatPair, parsePair } from './currencyPair.js'
import { futuresExchangeOf } from './futuresExchanges.js'
import { occCompactSymbols } from './occCompact.js'
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
import { yahooExchanges } from './yahooExchanges.js'

const scheme = 'yahoo'
const american = /^[A-Z]{1,6}$/
const foreign = /^[A-Z0-9]{1,9}$/
const datedFuture = /\.(?:CME|CBT|NYM|CMX)$/

/**
 * Yahoo Finance: shares (`BRK-B`, `BHP.AX`), pairs (`EURUSD=X`; `JPY=X` is USD/JPY), coins (`BTC-USD`), front futures
 * (`ES=F`, rank 1), dated ones are read with their exchange (`ESH26.CME`), indices by its own names (`^GSPC`), options in
 * compact OCC form.
 *
 * @example
 * import { yahooSymbols } from '@bourse/assets'
 * yahooSymbols.parse('RY.TO') // => { ok: true, value: { kind: 'equity', symbol: 'RY', mic: 'XTSE' } }
 */
export const yahooSymbols: SymbolFormat = {
  scheme,
  parse(text, options) {
    if (text.endsWith('=X')) {
      const body = text.slice(0, -2)
      return asReadBy(scheme, text, parsePair(scheme, body.length === 3 ? `USD${body}` : body, '', 0))
    }
    if (text.endsWith('=F')) {
      const root = text.slice(0, -2)
      if (!contractRoot.test(root)) return noSymbol(scheme, text, 0, 'a root of one to four capitals or digits')
      return { ok: true, value: { kind: 'continuous', root, rank: 1 } }
    }
    if (text.startsWith('^')) {
      if (!indexName.test(text.slice(1))) return noSymbol(scheme, text, 1, 'capitals and digits name an index')
      return { ok: true, value: { kind: 'index', symbol: text.slice(1) } }
    }
    if (datedFuture.test(text)) return parseDated(text, options)
    if (/\d{6}[CP]\d{8}$/.test(text)) return asReadBy(scheme, text, occCompactSymbols.parse(text))
    const dash = text.lastIndexOf('-')
    if (dash > 0 && text.length - dash > 2 && !text.includes('.')) return parseCoins(text, dash)
    return parseShare(text)
  },
  format(symbol, options) {
    if (symbol.kind === 'equity') return formatShare(symbol)
    if (symbol.kind === 'spot') {
      const { base, quote } = symbol
      if (isCurrencyCode(base) && isCurrencyCode(quote)) return formatPair(scheme, symbol, '', '', '=X')
      const coins = coin.test(base) && quote.length > 1 && isQuote(quote) && base !== quote
      return coins ? { ok: true, value: `${base}-${quote}` } : noText(scheme, `has no ${base}/${quote}`)
    }
    if (symbol.kind === 'continuous') {
      const front = symbol.rank === 1 && symbol.rule === undefined && contractRoot.test(symbol.root)
      return front ? { ok: true, value: `${symbol.root}=F` } : noText(scheme, 'has the front contract alone, rank 1')
    }
    if (symbol.kind === 'index')
      return indexName.test(symbol.symbol) ? { ok: true, value: `^${symbol.symbol}` } : noText(scheme, 'no such index')
    if (isContract(symbol)) {
      const suffix = futuresSuffix(symbol.root)
      const digits = twoDigitsOfYear(symbol.year, options?.on)
      if (suffix && digits !== '') return { ok: true, value: `${stemOf(symbol)}${digits}.${suffix}` }
      return noText(scheme, `has no exchange for ${symbol.root}`)
    }
    return symbol.kind === 'option' ? occCompactSymbols.format(symbol) : noText(scheme, `has no ${symbol.kind}`)
  },
}

const indexName = /^(?=.*[A-Z])[A-Z0-9]{2,10}$/
const suffixes = { CME: 'CME', CBOT: 'CBT', NYMEX: 'NYM', COMEX: 'CMX' } as const

function isQuote(text: string): boolean {
  return isCurrencyCode(text) || isCoinQuote(text)
}

function futuresSuffix(root: string): string | undefined {
  const exchange = futuresExchangeOf(root)
  return exchange === undefined || exchange === 'CFE' ? undefined : suffixes[exchange]
}

function parseDated(text: string, options: SymbolOptions | undefined): SymbolParseResult {
  const point = text.lastIndexOf('.')
  const body = text.slice(0, point)
  const read = parseContract(scheme, body, 2, (digits) => yearOfTwoDigits(digits, options?.on))
  if (!read.ok || read.value.kind !== 'future' || !('root' in read.value)) return asReadBy(scheme, text, read)
  if (futuresSuffix(read.value.root) === text.slice(point + 1)) return read
  return noSymbol(scheme, text, point + 1, `${read.value.root} is not known at this exchange`)
}

function parseCoins(text: string, dash: number): SymbolParseResult {
  const [base, quote] = [text.slice(0, dash), text.slice(dash + 1)]
  if (!coin.test(base)) return noSymbol(scheme, text, 0, 'the ticker of a coin')
  if (!isQuote(quote) || base === quote) return noSymbol(scheme, text, dash + 1, 'a currency that coins are quoted in')
  if (isCurrencyCode(base) && isCurrencyCode(quote)) return noSymbol(scheme, text, 0, 'currencies are written EURUSD=X')
  return { ok: true, value: { kind: 'spot', base, quote } }
}

function parseShare(text: string): SymbolParseResult {
  const point = text.lastIndexOf('.')
  const symbol = shareOf(point < 0 ? text : text.slice(0, point), '-', point < 0 ? american : foreign)
  if (!symbol) return noSymbol(scheme, text, 0, 'a share, BRK-B with its class after a dash')
  if (point < 0) return { ok: true, value: { kind: 'equity', symbol } }
  const suffix = text.slice(point + 1)
  if (!Object.hasOwn(yahooExchanges, suffix)) return noSymbol(scheme, text, point + 1, 'a known exchange')
  return { ok: true, value: { kind: 'equity', symbol, mic: yahooExchanges[suffix]! } }
}

function formatShare(symbol: EquitySymbol): SymbolFormatResult {
  const { mic } = symbol
  const suffix = mic === undefined ? '' : Object.keys(yahooExchanges).find((known) => yahooExchanges[known] === mic)
  const text = shareText(symbol.symbol, '-', suffix === '' ? american : foreign)
  if (suffix === undefined || !text)
    return noText(scheme, `has no ${symbol.symbol} at ${mic ?? 'an American exchange'}`)
  return { ok: true, value: suffix === '' ? text : `${text}.${suffix}` }
}
