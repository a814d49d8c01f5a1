import { contractRoot, isContract, parseContract, stemOf } from './contract.js'
import { formatPair, parsePair } from './currencyPair.js'
import { type FuturesExchange, futuresExchangeOf } from './futuresExchanges.js'
import { shareOf, shareText } from './shareClass.js'
import { asReadBy, noSymbol, noText, type SymbolFormat, type SymbolParseResult } from './symbolFormat.js'

const scheme = 'tradingview'
const name = /^[A-Z0-9]{1,6}$/
// Its AMEX is NYSE American and NYSE Arca in one, so that it names no exchange and is not read.
const exchanges: { readonly [prefix: string]: string } = {
  NASDAQ: 'XNAS',
  NYSE: 'XNYS',
  LSE: 'XLON',
  XETR: 'XETR',
  EURONEXT: 'XPAR',
  TSE: 'XTKS',
  HKEX: 'XHKG',
  ASX: 'XASX',
  TSX: 'XTSE',
}
const futuresExchanges: { readonly [prefix: string]: FuturesExchange } = {
  CME: 'CME',
  CME_MINI: 'CME',
  CBOT: 'CBOT',
  CBOT_MINI: 'CBOT',
  NYMEX: 'NYMEX',
  COMEX: 'COMEX',
  COMEX_MINI: 'COMEX',
  CBOE: 'CFE',
}

/**
 * TradingView: contracts with a year of four digits (`ESH2026`), continuous ones ranked from 1 (`ES1!`), both also with their
 * exchange before a colon; shares with their exchange (`NASDAQ:AAPL`; `BRK.B` without), pairs `FX:EURUSD`.
 *
 * @example
 * import { tradingviewSymbols } from '@bourse/assets'
 * tradingviewSymbols.parse('ES1!') // => { ok: true, value: { kind: 'continuous', root: 'ES', rank: 1 } }
 */
export const tradingviewSymbols: SymbolFormat = {
  scheme,
  parse(text) {
    const colon = text.indexOf(':')
    if (colon < 0) return parseFuture(text, text, 0)
    const [prefix, rest] = [text.slice(0, colon), text.slice(colon + 1)]
    if (prefix === 'FX') return parsePair(scheme, text, '', 3)
    if (Object.hasOwn(futuresExchanges, prefix)) {
      const read = parseFuture(text, rest, colon + 1)
      const root = read.ok && 'root' in read.value ? read.value.root : undefined
      const listed = root === undefined ? undefined : futuresExchangeOf(root)
      if (listed === undefined || listed === futuresExchanges[prefix]) return read
      return noSymbol(scheme, text, 0, `${root} is listed at ${listed}`)
    }
    if (!Object.hasOwn(exchanges, prefix))
      return noSymbol(scheme, text, 0, `${JSON.stringify(prefix.slice(0, 20))} is no known exchange`)
    const symbol = shareOf(rest, '.', name)
    if (!symbol) return noSymbol(scheme, text, colon + 1, 'a share')
    return { ok: true, value: { kind: 'equity', symbol, mic: exchanges[prefix]! } }
  },
  format(symbol) {
    if (symbol.kind === 'continuous') {
      const ranked = Number.isInteger(symbol.rank) && symbol.rank >= 1 && symbol.rank <= 9 && symbol.rule === undefined
      if (!ranked || !contractRoot.test(symbol.root)) return noText(scheme, 'ranks from 1 to 9, by the calendar')
      return { ok: true, value: `${symbol.root}${symbol.rank}!` }
    }
    if (symbol.kind === 'spot') return formatPair(scheme, symbol, 'FX:', '')
    if (symbol.kind === 'equity') {
      const prefix = Object.keys(exchanges).find((known) => exchanges[known] === symbol.mic)
      const text = shareText(symbol.symbol, '.', name)
      if (text && prefix) return { ok: true, value: `${prefix}:${text}` }
      if (text && symbol.mic === undefined && dotted.test(text)) return { ok: true, value: text }
      return noText(scheme, 'needs an exchange it knows')
    }
    if (!isContract(symbol)) return noText(scheme, `writes futures, shares and currency pairs, not ${symbol.kind}`)
    if (symbol.year < 1000 || symbol.year > 9999) return noText(scheme, 'a year of four digits')
    return { ok: true, value: `${stemOf(symbol)}${symbol.year}` }
  },
}

const dotted = /^[A-Z]{1,5}\.[A-Z]$/

function parseFuture(text: string, body: string, start: number): SymbolParseResult {
  if (start === 0 && dotted.test(body)) return { ok: true, value: { kind: 'equity', symbol: body } }
  if (body.endsWith('!')) {
    const root = body.slice(0, -2)
    const rank = body.slice(-2, -1)
    if (!/^[1-9]$/.test(rank)) return noSymbol(scheme, text, text.length - 2, 'a rank from 1 to 9 before the "!"')
    if (!contractRoot.test(root)) return noSymbol(scheme, text, start, 'a root of one to four capitals or digits')
    return { ok: true, value: { kind: 'continuous', root, rank: Number(rank) } }
  }
  const read = parseContract(scheme, body, 4, (digits) => (digits >= '1000' ? Number(digits) : Number.NaN))
  return asReadBy(scheme, text, read, start)
}
