import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { nyse } from '@bourse/assets'
import { isBourseError } from '@bourse/core'
import { sharedFile } from '@bourse/proof'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { barsOf } from '../bars/barsOf.js'
import { barsToCsv } from './barsToCsv.js'
import { csvTable } from './csvTable.js'
import { type CsvOptions, parseCsv } from './parseCsv.js'

const day: CsvOptions = { id: 'SPY@ARCX', span: '1d' }
const minute: CsvOptions = { id: 'SPY@ARCX', span: '1m', zone: 'America/New_York' }
const iso = (ms: number | undefined): string => new Date(ms ?? Number.NaN).toISOString().replace('.000', '')

describe('layouts of vendors', () => {
  const layouts: readonly [string, string, CsvOptions, { time: string; close: number; volume: number }][] = [
    [
      'Yahoo',
      'Date,Open,High,Low,Close,Adj Close,Volume\n2026-01-02,1,4,0.5,2,1.9,300\n',
      day,
      { time: '2026-01-03T00:00:00Z', close: 2, volume: 300 },
    ],
    [
      'Stooq',
      '<TICKER>,<PER>,<DATE>,<TIME>,<OPEN>,<HIGH>,<LOW>,<CLOSE>,<VOL>,<OPENINT>\nSPY.US,5,20260102,153000,1,4,1,2,300,0\n',
      { ...minute, span: '5m' },
      { time: '2026-01-02T20:35:00Z', close: 2, volume: 300 },
    ],
    [
      'Nasdaq, newest first',
      'Date,Close/Last,Volume,Open,High,Low\n01/13/2026,$3.00,"1,400",$1,$4,$1\n01/02/2026,$2.00,300,$1,$4,$1\n',
      day,
      { time: '2026-01-03T00:00:00Z', close: 2, volume: 300 },
    ],
    [
      'Investing.com',
      '\uFEFF"Date","Price","Open","High","Low","Vol.","Change %"\r\n"01/02/2026","1,002.50","1,001.0","1,004.0","999","1.25M","0.5%"\r\n"01/13/2026","2","1","4","1","300","0%"\r\n',
      day,
      { time: '2026-01-03T00:00:00Z', close: 1002.5, volume: 1_250_000 },
    ],
    [
      'CBOE',
      'DATE,OPEN,HIGH,LOW,CLOSE\n01/02/1990,17.240000,17.240000,17.240000,17.24\n01/31/1990,1,1,1,1\n',
      day,
      { time: '1990-01-03T00:00:00Z', close: 17.24, volume: Number.NaN },
    ],
    [
      'Binance klines, no header',
      '1767312000000,1,4,1,2,300,1767312059999,600,42,1,1,0\n',
      minute,
      { time: '2026-01-02T00:01:00Z', close: 2, volume: 300 },
    ],
    [
      'Binance, µs',
      'open_time,open,high,low,close,volume,close_time,quote_volume,count,a,b,ignore\n1767312000000000,1,4,1,2,300,1767312059999999,600,42,1,1,0\n',
      minute,
      { time: '2026-01-02T00:01:00Z', close: 2, volume: 300 },
    ],
    [
      'Kraken, no header',
      '1767312000,1,4,1,2,300,42\n',
      minute,
      { time: '2026-01-02T00:01:00Z', close: 2, volume: 300 },
    ],
    [
      'Polygon flat file',
      'ticker,volume,open,close,high,low,window_start,transactions\nSPY,300,1,2,4,1,1767312000000000000,42\n',
      minute,
      { time: '2026-01-02T00:01:00Z', close: 2, volume: 300 },
    ],
    [
      'Databento',
      'ts_event,rtype,publisher_id,instrument_id,open,high,low,close,volume,symbol\n2026-01-02T00:00:00.000000000Z,33,1,2,1,4,1,2,300,SPY\n',
      minute,
      { time: '2026-01-02T00:01:00Z', close: 2, volume: 300 },
    ],
    [
      'Alpaca',
      'symbol,timestamp,open,high,low,close,volume,trade_count,vwap\nSPY,2026-01-02 00:00:00+00:00,1,4,1,2,300,42,2\n',
      minute,
      { time: '2026-01-02T00:01:00Z', close: 2, volume: 300 },
    ],
    [
      'HistData, no header',
      '20260102 093000;1;4;1;2;300\n',
      { ...minute, zone: 'Etc/GMT+5' },
      { time: '2026-01-02T14:31:00Z', close: 2, volume: 300 },
    ],
    [
      'MetaTrader',
      '<DATE>\t<TIME>\t<OPEN>\t<HIGH>\t<LOW>\t<CLOSE>\t<TICKVOL>\t<VOL>\t<SPREAD>\n2026.01.02\t09:30:00\t1\t4\t1\t2\t7\t300\t1\n'.replaceAll(
        '2026.01.02',
        '20260102',
      ),
      minute,
      { time: '2026-01-02T14:31:00Z', close: 2, volume: 300 },
    ],
    [
      'CryptoDataDownload',
      'https://www.example.com\nunix,date,symbol,open,high,low,close,Volume BTC,Volume USD\n1767312000,2026-01-02 00:00:00,BTC/USD,1,4,1,2,300,600\n',
      { ...minute, columns: { time: 'unix' } },
      { time: '2026-01-02T00:01:00Z', close: 2, volume: 300 },
    ],
    [
      'decimal commas',
      'Datum;Open;High;Low;Close;Volume\n02.01.2026;1.000,5;4;1;2,125;1300\n',
      { ...day, columns: { time: 'Datum' } },
      { time: '2026-01-03T00:00:00Z', close: 2.125, volume: 1300 },
    ],
    [
      'settlement only',
      'Date,Open,High,Low,Settle,Volume,Open Interest\n2026-01-02,1,4,1,2,300,70\n',
      day,
      { time: '2026-01-03T00:00:00Z', close: 2, volume: 300 },
    ],
    [
      'AM and PM',
      'Date,Open,High,Low,Close,Volume\n1/2/2026 1:30 PM,1,4,1,2,300\n',
      { ...minute, dates: 'mdy' },
      { time: '2026-01-02T18:31:00Z', close: 2, volume: 300 },
    ],
    [
      'stamped at the end',
      'time,open,high,low,close,volume\n2026-01-02 09:31,1,4,1,2,300\n',
      { ...minute, stamp: 'end' },
      { time: '2026-01-02T14:31:00Z', close: 2, volume: 300 },
    ],
    [
      'a day as its midnight',
      't,o,h,l,c,v\n1767330000000,1,4,1,2,300\n',
      { ...day, zone: 'America/New_York' },
      { time: '2026-01-03T05:00:00Z', close: 2, volume: 300 },
    ],
    [
      'a day begun the evening before',
      'time,close,volume\n2026-01-01T23:00:00Z,2,300\n',
      { ...day, zone: 'America/Chicago' },
      { time: '2026-01-02T23:00:00Z', close: 2, volume: 300 },
    ],
    [
      'a session',
      'date,close,volume\n2026-11-27,2,300\n',
      { ...day, span: 'session', calendar: nyse },
      { time: '2026-11-27T18:00:00Z', close: 2, volume: 300 },
    ],
    [
      'weeks by their Monday',
      'date,close,volume\n2026-01-05,2,300\n',
      { ...day, span: '1w' },
      { time: '2026-01-12T00:00:00Z', close: 2, volume: 300 },
    ],
    [
      'months by their first',
      'date,close,volume\n2026-02-01,2,300\n',
      { ...day, span: '1mo' },
      { time: '2026-03-01T00:00:00Z', close: 2, volume: 300 },
    ],
    [
      'ms of the day',
      'ms_of_day,open,high,low,close,volume\n34200000,1,4,1,2,300\n',
      { ...minute, date: '2026-07-01' },
      { time: '2026-07-01T13:31:00Z', close: 2, volume: 300 },
    ],
    [
      'one of many',
      'contract,date,close,volume\nA,2026-01-02,9,9\nB,2026-01-02,2,300\nA,2026-01-03,9,9\n',
      { ...day, only: { contract: 'B' } },
      { time: '2026-01-03T00:00:00Z', close: 2, volume: 300 },
    ],
  ]
  test.each(layouts)('%s', (_name, text, options, wanted) => {
    const bars = parseCsv(text, options)
    const first = { time: iso(bars.time[0]), close: bars.close[0], volume: bars.volume[0] }
    expect(first).toEqual(wanted)
    expect(parseCsv(new TextEncoder().encode(text.trimEnd()), options)).toEqual(bars)
  })
})

test('empty cells and words for nothing are NaN, adjusted closes are read, blank lines passed over', () => {
  const bars = parseCsv(
    'date,open,close,adj close,volume\n\n2026-01-02,null,1,0.5,\r\n\n2026-01-05,N/A,-2.5e-1,.5,.\n',
    day,
  )
  expect([...bars.open, ...bars.close, ...bars.adjusted, ...bars.volume]).toEqual([
    Number.NaN,
    Number.NaN,
    1,
    -0.25,
    0.5,
    0.5,
    Number.NaN,
    Number.NaN,
  ])
})

test('an hour that comes twice is told by the order of rows', () => {
  const bars = parseCsv(
    'time,close\n2026-11-01 01:00,1\n2026-11-01 01:30,2\n2026-11-01 01:00,3\n2026-11-01 01:30,4\n2026-11-01 02:00,5\n',
    { ...minute, span: '30m' },
  )
  expect([...bars.time].map(iso)).toEqual([
    '2026-11-01T05:30:00Z',
    '2026-11-01T06:00:00Z',
    '2026-11-01T06:30:00Z',
    '2026-11-01T07:00:00Z',
    '2026-11-01T07:30:00Z',
  ])
})

describe('bad files say where', () => {
  const bad: readonly [string, string, CsvOptions, string, RegExp][] = [
    [
      'a word for a number',
      'date,open,close\n2026-01-02,1,2\n2026-01-05,1,abc\n',
      day,
      'input/parse',
      /line 3, column 3 \(close\): "abc"/,
    ],
    [
      'a date that does not exist',
      'date,close\n2026-02-30,1\n',
      day,
      'input/parse',
      /line 2, column 1 \(date\): "2026-02-30"/,
    ],
    [
      'a line cut short',
      'date,open,close\n2026-01-02,1,2\n2026-01-05,1',
      day,
      'input/parse',
      /line 3: 2 fields, the header has 3: the file is cut short/,
    ],
    ['a line too long', 'date,open,close\n2026-01-02,1,2,3\n', day, 'input/parse', /line 2: 4 fields/],
    ['an open quote', 'date,open,close\n"2026-01-02,1,2\n2026-01-05,1,2\n', day, 'input/parse', /line 2/],
    [
      'wall times without zone',
      'time,close\n2026-01-02 09:30,1\n',
      { id: 'SPY@ARCX', span: '1m' },
      'input/parse',
      /zone/,
    ],
    ['dates alone for minutes', 'date,close\n2026-01-02,1\n', minute, 'input/parse', /dates alone/],
    ['rows out of order', 'date,close\n2026-01-02,1\n2026-01-06,1\n2026-01-05,1\n', day, 'input/backwards', /line 4/],
    ['rows twice', 'date,close\n2026-01-02,1\n2026-01-02,1\n', day, 'input/backwards', /line 3/],
    ['no rows', 'date,close\n', day, 'data/missing', /no rows/],
    ['nothing at all', '', day, 'input/parse', /line 1/],
    ['no close', 'date,foo,open\n2026-01-02,1,2\n', day, 'data/missing', /no column of close/],
    [
      'a column that is not there',
      'date,close\n2026-01-02,1\n',
      { ...day, columns: { open: 'Opening' } },
      'data/missing',
      /Opening/,
    ],
    ['day or month', 'date,close\n1/2/2026,1\n3/4/2026,1\n', day, 'input/parse', /month or the day/],
  ]
  test.each(bad)('%s', (_name, text, options, code, message) => {
    const read = (): unknown => parseCsv(text, { ...options, file: 'spy.csv' })
    expect(read).toThrow(message)
    try {
      read()
    } catch (error) {
      expect(isBourseError(error) && error.code).toBe(code)
    }
  })

  test('unchecked keeps what is out of order', () => {
    const bars = parseCsv('date,close\n2026-01-02,1\n2026-01-06,2\n2026-01-05,3\n', { ...day, unchecked: true })
    expect([...bars.close]).toEqual([1, 2, 3])
  })

  test('whatever bytes come: bars, or one of our errors', () => {
    const good = 'date,open,high,low,close,volume\n2026-01-02,1.5,4,1,2,300\n2026-01-05,1,4,1,2,300\n'
    const piece = fc.constantFrom(
      '"',
      ',',
      ';',
      '\n',
      '\r\n',
      '\t',
      '-',
      '.',
      'e5',
      '99999999999999999999',
      '2026-13-01',
      'NaN',
      '\uFEFF',
      'é',
      '1/2/2026',
      'T',
      ':',
    )
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(good.length), piece, fc.nat(3))), (edits) => {
        let text = good
        for (const [at, what, drop] of edits) text = text.slice(0, at) + what + text.slice(at + drop)
        try {
          const bars = parseCsv(text, day)
          expect(bars.close.length).toBe(bars.time.length)
          for (let i = 1; i < bars.time.length; i++) expect(bars.time[i]).toBeGreaterThan(bars.time[i - 1]!)
        } catch (error) {
          if (!isBourseError(error)) throw error
        }
      }),
      { seed: 11, numRuns: 2000 },
    )
  })
})

test('numbers are the nearest doubles, whatever their length', () => {
  // Drawn as decimal text: digits before and after the point, so that every path of the reader is taken.
  const digits = fc
    .integer({ min: 0, max: 22 })
    .chain((n) => fc.array(fc.integer({ min: 0, max: 9 }), { minLength: n, maxLength: n }).map((a) => a.join('')))
  const number = fc
    .tuple(fc.constantFrom('', '-'), digits, digits, fc.constantFrom('', '', '', 'e7', 'E-12'))
    .filter(([, before, after]) => before.length + after.length > 0)
    .map(([sign, before, after, power]) => `${sign}${before}${after === '' ? '' : `.${after}`}${power}`)
  fc.assert(
    fc.property(number, (text) => {
      expect(parseCsv(`date,close\n2026-01-02,${text}\n`, day).close[0]).toBe(Number(text))
    }),
    { seed: 12, numRuns: 3000 },
  )
})

test('bars written and read again are the same bits', () => {
  const price = fc
    .integer({ min: -(2 ** 31), max: 2 ** 31 })
    .chain((n) => fc.constantFrom(1, 7, 100, 1e4, 3e7).map((d) => n / d))
  const row = fc.record({
    open: price,
    high: price,
    low: price,
    close: price,
    volume: fc.option(price, { nil: Number.NaN }),
    adjusted: price,
    trades: price,
  })
  fc.assert(
    fc.property(fc.array(row, { minLength: 1, maxLength: 20 }), (rows) => {
      const bars = barsOf(
        rows.map((one, i) => ({ kind: 'bar', id: 'A@B', span: '1m', ...one, at: 1e12 + i * 60_000, source: 's' })),
      )
      expect(parseCsv(barsToCsv(bars), { id: 'A@B', span: '1m', stamp: 'end' })).toEqual(bars)
    }),
    { seed: 13, numRuns: 300 },
  )
})

test('a table keeps quotes, delimiters and line ends in cells', () => {
  expect(csvTable('a;b\n"x;y";"say ""no"""\n"two\nlines";2\n')).toEqual({
    a: ['x;y', 'two\nlines'],
    b: ['say "no"', '2'],
  })
  expect(() => csvTable('a,b\n1,2\n1\n', { file: 'f.csv' })).toThrow(/f\.csv: line 3: 1 fields/)
})

const shared = sharedFile('data/MANIFEST.md')
const file = (name: string): Uint8Array => {
  const bytes = readFileSync(sharedFile(`data/${name}`)!)
  return name.endsWith('.gz') ? gunzipSync(bytes) : bytes
}

describe.skipIf(shared === undefined)(
  shared === undefined ? 'real files: skipped, no market data beside this checkout' : 'real files',
  () => {
    const files: readonly [string, CsvOptions, number, string][] = [
      ['equities/SPY_daily_raw.csv.gz', { ...day, zone: 'America/New_York' }, 5849, '2021-04-01T04:00:00Z'],
      ['equities/SPY_minute_201310.csv.gz', minute, 4128, '2013-10-12T00:00:00Z'],
      ['equities/YESBANK_NSE_minute.csv.gz', { ...minute, zone: 'Asia/Kolkata' }, 1130, '2019-07-11T10:11:00Z'],
      ['vol/VIX_daily.csv.gz', day, 9235, '2026-07-24T00:00:00Z'],
      ['crypto/BTCUSD_coinbase_daily.csv.gz', day, 1318, '2018-08-14T00:00:00Z'],
      [
        'crypto/BTCUSD_binance_perp_minute_20221213_trade.csv.gz',
        { ...minute, zone: 'UTC', date: '2022-12-13' },
        1439,
        '2022-12-14T00:00:00Z',
      ],
      [
        'crypto/funding_BTC-USDT_binance_2020-01-01_2024-01-01_funding_history.csv.gz',
        { ...day, span: '8h', zone: 'UTC', stamp: 'end', columns: { close: 'Funding Rate' } },
        4383,
        '2023-12-31T19:00:00Z',
      ],
      ['futures/WTI_spot_daily.csv.gz', day, 10226, '2026-08-19T00:00:00Z'],
      [
        'fx/EURUSD_oanda_daily_bidask.csv.gz',
        { ...day, columns: { open: 'bid_o', high: 'bid_h', low: 'bid_l', close: 'bid_c' } },
        3738,
        '2019-01-01T00:00:00Z',
      ],
      ['equities/sp500_dataset.csv.gz', { ...day, columns: { close: 'XOM' } }, 8313, '2022-12-29T00:00:00Z'],
    ]
    test.each(files)('%s', (name, options, rows, last) => {
      const bytes = file(name)
      const bars = parseCsv(bytes, options)
      expect(bars.time.length).toBe(rows)
      expect(iso(bars.time.at(-1))).toBe(last)
      // Against the plainest reader there is.
      const lines = new TextDecoder()
        .decode(bytes)
        .trimEnd()
        .split('\n')
        .map((line) => line.trim().split(','))
      const place = lines[0]!.findIndex((header) =>
        [options.columns?.close?.toLowerCase(), 'close', 'price'].includes(header.toLowerCase()),
      )
      expect([...bars.close]).toEqual(
        lines.slice(1).map((cells) => (cells[place] === '' ? Number.NaN : Number(cells[place]))),
      )
    })

    test('futures by contract', () => {
      const bytes = file('futures/ES_daily_trade.csv')
      const table = csvTable(new TextDecoder().decode(bytes))
      const contracts = [...new Set(table['contract'])]
      const rows = contracts.map(
        (contract) => parseCsv(bytes, { id: 'ESZ13@CME', span: '1d', only: { contract } }).time.length,
      )
      expect(rows.reduce((sum, n) => sum + n, 0)).toBe(table['contract']!.length)
    })

    test('questions of a prediction market', () => {
      const table = csvTable(new TextDecoder().decode(file('prediction/forecastbench_resolved_markets.csv.gz')))
      expect(table['question']!.length).toBe(1498)
      expect(table['question']!.every((text) => text.length > 10)).toBe(true)
    })
  },
)
