import { campaign, golden } from '@bourse/proof'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isCurrencyCode } from './currencyCodes.js'
import { formatSymbol, parseSymbol } from './parseSymbol.js'
import { type SymbolScheme, symbolFormats } from './symbolFormats.js'

type Row = {
  readonly scheme: SymbolScheme
  readonly text: string
  readonly ref?: `${number}-${number}-${number}`
  readonly parsed?: { readonly [key: string]: unknown; readonly kind: string }
  readonly canonical?: string
  readonly invalid?: boolean
  readonly why?: string
}

const on = '2026-01-15'
const schemes = Object.keys(symbolFormats) as SymbolScheme[]
const symbology = golden<readonly Row[]>('futures/symbology.dev.json')

// The rows speak of swaps, fx and C or P; our nouns are others.
const kinds: { readonly [wire: string]: string } = { swap: 'perpetual', fx: 'spot', spread: 'combo' }
const rights: { readonly [wire: string]: string } = { C: 'call', P: 'put' }
function ours(parsed: NonNullable<Row['parsed']>): object {
  const right = parsed['right']
  return {
    ...parsed,
    kind: kinds[parsed.kind] ?? parsed.kind,
    ...(typeof right === 'string' ? { right: rights[right] } : {}),
  }
}

describe.skipIf(!symbology.rows)(symbology.title, () => {
  const rows = symbology.rows ?? []
  test.each(rows.filter((row) => row.parsed))('$scheme reads $text', ({ scheme, text, ref, parsed, canonical }) => {
    const options = ref === undefined ? {} : { on: ref }
    const read = parseSymbol(text, scheme, options)
    if (!read.ok) throw new Error(read.failure.message)
    expect(read.value).toMatchObject(ours(parsed!))
    const written = formatSymbol(read.value, scheme, options)
    if (!written.ok) throw new Error(written.failure.message)
    expect(parseSymbol(written.value, scheme, options)).toEqual(read)
    if (!oneDigitLean.test(text)) expect(written.value).toBe(text)
    if (canonical) expect(formatSymbol(read.value, 'futures')).toEqual({ ok: true, value: canonical })
  })
  test.each(rows.filter((row) => row.invalid))('$scheme refuses "$text": $why', ({ scheme, text }) => {
    const read = parseSymbol(text, scheme, { on })
    if (read.ok) throw new Error(`read as ${JSON.stringify(read.value)}`)
    expect(read.failure).toMatchObject({ code: 'symbol/parse', details: { scheme } })
    expect(read.failure.details['reason']).not.toBe('')
  })
})
const oneDigitLean = /^[A-Z]+\d\d[A-Z]\d$/

// What each scheme writes, as generators of its own texts: reading and writing gives the text back.
const root = fc.stringMatching(/^[A-Z]{1,3}[A-Z0-9]$/).filter((text) => !['SIL', 'BRR'].includes(text))
const month = fc.constantFrom(...'FGHJKMNQUVXZ')
const digit = fc.constantFrom(...'0123456789')
const year = fc.integer({ min: 0, max: 69 }).map((y) => String(y).padStart(2, '0'))
const coin = fc
  .stringMatching(/^[A-Z0-9]{0,3}[A-Z]{2}$/)
  .filter((text) => !/USD|EUR|BTC/.test(text) && !isCurrencyCode(text))
const pair = fc.constantFrom('EURUSD', 'USDJPY', 'GBPCHF', 'XAUUSD', 'USDTRY')
const day = fc
  .date({ min: new Date('2000-01-01'), max: new Date('2099-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(2, 10).replaceAll('-', ''))
const strike = fc.integer({ min: 1, max: 99_999_999 })
const strikeText = strike.map((thousandths) => String(thousandths / 1000))
const right = fc.constantFrom('C', 'P')
const occRoot = fc.stringMatching(/^[A-Z]{1,5}\d?$/)
const share = fc.stringMatching(/^[A-Z]{1,4}$/)
const tail = fc.tuple(day, right, strike).map(([d, r, s]) => d + r + String(s).padStart(8, '0'))
const text = (...parts: readonly (fc.Arbitrary<string> | string)[]): fc.Arbitrary<string> =>
  fc.tuple(...parts.map((part) => (typeof part === 'string' ? fc.constant(part) : part))).map((all) => all.join(''))
const deribitDay = day.map((d) => {
  const names = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC']
  return `${Number(d.slice(4))}${names[Number(d.slice(2, 4)) - 1]}${d.slice(0, 2)}`
})
const deribitStrike = strikeText.map((s) => s.replace('.', 'd'))
const legs = (count: number): fc.Arbitrary<string> =>
  fc.uniqueArray(text(month, digit), { minLength: count, maxLength: count }).map((all) => all.join('-'))
const isin = fc.constantFrom('US0378331005', 'GB0002634946', 'DE0007164600', 'JP3633400001', 'AU000000BHP4')

const texts: { readonly [S in SymbolScheme]: fc.Arbitrary<string> } = {
  binance: text(coin, fc.constantFrom('USDT', 'USDC', 'BTC', 'EUR')),
  'binance-coinm': text(coin, 'USD_', fc.oneof(fc.constant('PERP'), day)),
  'binance-usdm': fc.oneof(text(coin, 'USDT'), text(coin, 'USDC_', day)),
  bloomberg: fc.oneof(
    text(fc.constantFrom('ES', 'UX', 'DM'), month, digit, ' Index'),
    text(fc.constantFrom('TY', 'CL', 'C '), month, digit, ' Comdty'),
    text(pair, ' Curncy'),
    text(share, fc.constantFrom('', '/B'), fc.constantFrom(' US', ' LN', ' AU'), ' Equity'),
  ),
  ccxt: fc.oneof(
    text(coin, '/USDT'),
    text(coin, '/USDT:USDT'),
    coin.map((c) => `${c}/USD:${c}`),
    text(coin, '/USDT:USDT-', day),
    text(coin, '/USDC:USDC-', day, '-', strikeText, '-', right),
  ),
  cusip: fc.constantFrom('037833100', '38259P508', '594918104'),
  databento: fc.oneof(
    text(root, fc.constantFrom('.c.', '.v.', '.n.'), digit),
    text(root, fc.constantFrom('.FUT', '.OPT')),
    text(root, month, digit),
  ),
  deribit: fc.oneof(
    text(coin, '-PERPETUAL'),
    text(coin, '_USDC-PERPETUAL'),
    text(coin, '-', deribitDay),
    text(coin, '_USDC-', deribitDay, '-', deribitStrike, '-', right),
    text(coin, '_USDC'),
  ),
  figi: fc.constantFrom('BBG000B9XRY4', 'BBG000BLNNH6', 'BBG000BVPV84'),
  futures: text(root, month, year),
  fx: pair.map((p) => `${p.slice(0, 3)}/${p.slice(3)}`),
  globex: text(root, month, digit),
  'globex-spread': fc.oneof(
    fc.tuple(root, legs(2)).map(([r, l]) =>
      l
        .split('-')
        .map((leg) => r + leg)
        .join('-'),
    ),
    text(root, ':BF ', legs(3)),
    text(root, ':CF ', legs(4)),
  ),
  ib: fc.oneof(
    pair.map((p) => `${p.slice(0, 3)}.${p.slice(3)}`),
    text(share, fc.constantFrom('', ' B')),
  ),
  'ib-local': fc.tuple(root, fc.constantFrom('JAN', 'JUN', 'DEC'), year).map(([r, m, y]) => `${r.padEnd(4)} ${m} ${y}`),
  'ib-month': text(
    fc.oneof(root, fc.constantFrom('EUR', 'BRR', 'VIX')),
    ' 20',
    year,
    fc.constantFrom('01', '09', '12'),
  ),
  isin,
  lean: text(root, fc.constantFrom('01', '20', '28'), month, year),
  oanda: pair.map((p) => `${p.slice(0, 3)}_${p.slice(3)}`),
  occ: fc.tuple(occRoot, tail).map(([r, t]) => r.padEnd(6) + t),
  'occ-compact': text(occRoot, tail),
  okx: fc.oneof(
    text(coin, '-USDT'),
    text(coin, '-USDT-SWAP'),
    text(coin, '-USD-SWAP'),
    text(coin, '-USD-', day),
    text(coin, '-USD-', day, '-', strikeText, '-', right),
  ),
  polygon: fc.oneof(text('O:', occRoot, tail), text('C:', pair), text('X:', coin, 'USD'), fc.constant('I:SPX'), share),
  sedol: fc.constantFrom('0263494', '7108899', 'B0WNLY7', '0798059'),
  tradingview: fc.oneof(
    text(root, month, '20', year),
    text(root, fc.constantFrom('1!', '2!')),
    text('NASDAQ:', share),
    text('FX:', pair),
  ),
  yahoo: fc.oneof(
    text(pair, '=X'),
    text(root, '=F'),
    text(coin, fc.constantFrom('-USD', '-USDT')),
    text(share, fc.constantFrom('', '-B'), fc.constantFrom('', '.AX', '.TO', '.HK')),
    text('^', fc.constantFrom('GSPC', 'N225')),
    text(occRoot, tail),
    text('ES', month, year, '.CME'),
  ),
}

// Names of contracts that the generators above may hit and that mean another root to the scheme.
const renamed = /^(?:BTC|ETH|VX|AUD|CAD|CHF|EUR|GBP|JPY|VIX|BRR|SIL)[ FGHJKMNQUVXZ]/

describe.each(schemes)('%s', (scheme) => {
  test('format(parse(text)) is the text', () => {
    const property = fc.property(texts[scheme], (symbol) => {
      fc.pre(!(scheme.startsWith('ib-') && renamed.test(symbol)))
      const read = parseSymbol(symbol, scheme, { on })
      if (!read.ok) throw new Error(read.failure.message)
      expect(formatSymbol(read.value, scheme, { on })).toEqual({ ok: true, value: symbol })
    })
    fc.assert(property, { seed: 3, numRuns: campaign(10_000) })
  })

  // Texts of all schemes, broken: cut, doubled, one character changed, joined with another.
  const any = fc.oneof(...schemes.map((name) => texts[name]))
  const broken = fc.oneof(
    { weight: 1, arbitrary: fc.string() },
    { weight: 1, arbitrary: fc.string({ unit: 'grapheme' }) },
    { weight: 2, arbitrary: any },
    { weight: 3, arbitrary: texts[scheme] },
    {
      weight: 6,
      arbitrary: fc
        .tuple(texts[scheme], fc.nat(), fc.constantFrom(...' 0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-_/:.!=^'), fc.nat(2))
        .map(([s, n, c, how]) => {
          const at = n % (s.length + 1)
          return s.slice(0, at) + (how === 1 ? '' : c) + s.slice(at + (how === 0 ? 0 : 1))
        }),
    },
  )
  test('fuzzed text is refused with a place and a reason, or means what it is written back as', () => {
    const property = fc.property(broken, (symbol) => {
      const read = parseSymbol(symbol, scheme, { on })
      if (!read.ok) {
        const { position, reason } = read.failure.details
        expect(read.failure.code).toBe('symbol/parse')
        expect(position).toBeGreaterThanOrEqual(0)
        expect(position).toBeLessThanOrEqual(symbol.length)
        expect(reason).toMatch(/./)
        return
      }
      const written = formatSymbol(read.value, scheme, { on })
      if (!written.ok) throw new Error(`${symbol} reads, but ${written.failure.message}`)
      expect(parseSymbol(written.value, scheme, { on })).toEqual(read)
      if (written.value !== symbol) expect([symbol, scheme]).toSatisfy(hasOtherSpelling)
    })
    fc.assert(property, { seed: 7, numRuns: campaign(10_000) })
  })
})

// The few texts with a second spelling: everything else that is read must be written back letter by letter.
function hasOtherSpelling([symbol, scheme]: readonly [string, SymbolScheme]): boolean {
  if (scheme === 'fx') return symbol.length === 6
  if (scheme === 'lean') return /[A-Z]\d$/.test(symbol)
  if (scheme === 'yahoo') return /^[A-Z]{3}=X$/.test(symbol)
  if (scheme === 'tradingview') return /^[A-Z_]+:[A-Z0-9]+[!\d]$/.test(symbol)
  return scheme === 'bloomberg' && /\d\d (?:Index|Comdty|Curncy)$/.test(symbol)
}

describe('what no text may be', () => {
  test.each([
    ['ESH6', 'globex', 'needs the day'],
    ['VX 202603', 'ib-month', 'another name'],
    ['NYMEX:ES1!', 'tradingview', 'listed at CME'],
    ['AMEX:SPY', 'tradingview', 'no known exchange'],
    ['ESH26.NYM', 'yahoo', 'not known at this exchange'],
    ['EUR-USD', 'yahoo', 'currencies are written'],
    ['ABC/XYZ', 'fx', 'no currency'],
    ['BTC-PERPETUAL', 'okx', 'quoted in'],
    ['ZZ0378331005', 'isin', 'country'],
    ['BTC-05JAN26', 'deribit', 'a date'],
  ] as const)('%s in %s', (symbol, scheme, reason) => {
    const read = parseSymbol(symbol, scheme)
    expect(read.ok ? undefined : read.failure.details['reason']).toContain(reason)
  })
})
