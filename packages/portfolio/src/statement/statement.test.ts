import { createRegistry, type Instrument } from '@bourse/assets'
import {
  createMarketRecord,
  formatMoney,
  inputFromJson,
  type InstrumentId,
  money,
  type Order,
  type WorkingOrder,
} from '@bourse/core'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createLedger } from '../ledger/createLedger.js'
import { csvRows } from './csvRows.js'
import { type ImportedStatement, importFlex } from './importFlex.js'
import { importTrades } from './importTrades.js'
import { reconcileBook } from './reconcileBook.js'
import { xmlElements } from './xmlElements.js'

const listing = { assetClass: 'equity', currency: 'USD', tick: 0.01, lot: 1, calendar: 'XNYS' } as const
const option = {
  kind: 'option',
  underlying: 'MSFT@NASDAQ',
  right: 'put',
  strike: 400,
  expiry: '2026-11-20',
  exercise: 'american',
  multiplier: 100,
  settlement: 'physical',
  fixing: 'pm',
} as const
const instruments: readonly Instrument[] = [
  { ...listing, kind: 'equity', id: 'MSFT@NASDAQ' },
  { ...listing, ...option, id: 'MSFT-261120P00400000@CBOE' },
  { ...listing, kind: 'spot', id: 'EUR/USD@IDEALFX', base: 'EUR', quote: 'USD', assetClass: 'fx' },
  {
    ...listing,
    kind: 'future',
    id: 'MESZ6@CME',
    root: 'MES',
    month: '2026-12',
    expiry: '2026-12-18',
    multiplier: 5,
    settlement: 'cash',
  },
]

// A month, written for this test. Its cash in dollars, to the last digit:
//   deposit 20000, dividend 7.50 less 1.13 of tax, interest - 3.21      20003.16
//   10 MSFT at 410.255, fee 1.000035                                    15899.609965
//   a put sold at 2.15 x 100, fee 0.7021                                16113.907865
//   1000 EUR at 1.0825, fee 2                                           15029.407865
//   2 MES at 6010.25, fee 1.24, marked at 6020.75: 2 x 10.5 x 5 = 105   15133.167865
//   the put is assigned: closed at 0, 100 MSFT at 400                  -24866.832135
const endingCash = '-24866.832135'
const xml = `<?xml version="1.0" encoding="UTF-8"?>
<FlexQueryResponse queryName="month &amp; all" type="AF"><FlexStatements count="1">
<FlexStatement accountId="U1" fromDate="20261101" toDate="20261130" period="Custom" whenGenerated="20261201;010203">
<Trades>
<Trade accountId="U1" currency="USD" assetCategory="STK" symbol="MSFT" listingExchange="NASDAQ" tradeID="1" dateTime="20261103;101500" buySell="BUY" quantity="10" tradePrice="410.255" ibCommission="-1.000035" ibCommissionCurrency="USD" taxes="0" ibOrderID="o1" levelOfDetail="EXECUTION" />
<Trade accountId="U1" currency="USD" assetCategory="OPT" symbol="MSFT  261120P00400000" listingExchange="CBOE" multiplier="100" tradeID="2" dateTime="20261104;110000" buySell="SELL" quantity="-1" tradePrice="2.15" ibCommission="-0.7021" ibCommissionCurrency="USD" taxes="0" ibOrderID="o2" levelOfDetail="EXECUTION" />
<Trade accountId="U1" currency="USD" assetCategory="CASH" symbol="EUR.USD" listingExchange="IDEALFX" tradeID="3" dateTime="20261105;093001" buySell="BUY" quantity="1000" tradePrice="1.0825" ibCommission="-2" ibCommissionCurrency="USD" taxes="0" ibOrderID="o3" levelOfDetail="EXECUTION" />
<Trade accountId="U1" currency="USD" assetCategory="FUT" symbol="MESZ6" listingExchange="CME" multiplier="5" tradeID="4" dateTime="20261106;093001" buySell="BUY" quantity="2" tradePrice="6010.25" ibCommission="-1.24" ibCommissionCurrency="USD" taxes="0" ibOrderID="o4" levelOfDetail="EXECUTION" />
<Trade accountId="U1" currency="USD" assetCategory="OPT" symbol="MSFT  261120P00400000" listingExchange="CBOE" multiplier="100" tradeID="5" dateTime="20261120;162000" buySell="BUY" quantity="1" tradePrice="0" ibCommission="0" ibCommissionCurrency="USD" taxes="0" ibOrderID="" notes="A" levelOfDetail="EXECUTION" />
<Trade accountId="U1" currency="USD" assetCategory="STK" symbol="MSFT" listingExchange="NASDAQ" tradeID="6" dateTime="20261120;162000" buySell="BUY" quantity="100" tradePrice="400" ibCommission="0" ibCommissionCurrency="USD" taxes="0" ibOrderID="" notes="A" levelOfDetail="EXECUTION" />
<Trade accountId="U1" currency="USD" assetCategory="STK" symbol="MSFT" quantity="110" tradePrice="401" buySell="BUY" levelOfDetail="SYMBOL_SUMMARY" />
</Trades>
<CashTransactions>
<CashTransaction accountId="U1" currency="USD" type="Deposits/Withdrawals" amount="20000" dateTime="20261102" transactionID="11" levelOfDetail="DETAIL" />
<CashTransaction accountId="U1" currency="USD" symbol="MSFT" listingExchange="NASDAQ" type="Dividends" amount="7.5" dateTime="20261112;202000" transactionID="12" levelOfDetail="DETAIL" />
<CashTransaction accountId="U1" currency="USD" symbol="MSFT" listingExchange="NASDAQ" type="Withholding Tax" amount="-1.13" dateTime="20261112;202000" transactionID="13" levelOfDetail="DETAIL" />
<CashTransaction accountId="U1" currency="USD" symbol="" type="Broker Interest Paid" amount="-3.21" dateTime="20261105" transactionID="14" levelOfDetail="DETAIL" />
</CashTransactions>
<CorporateActions><CorporateAction accountId="U1" currency="USD" symbol="MSFT" listingExchange="NASDAQ" type="FS" dateTime="20261125;202500" quantity="110" proceeds="0" actionID="99" description="MSFT SPLIT 2 FOR 1" levelOfDetail="DETAIL" /></CorporateActions>
<OpenPositions>
<OpenPosition accountId="U1" currency="USD" assetCategory="STK" symbol="MSFT" listingExchange="NASDAQ" position="220" markPrice="201.5" levelOfDetail="SUMMARY" reportDate="20261130" />
<OpenPosition accountId="U1" currency="USD" assetCategory="FUT" symbol="MESZ6" listingExchange="CME" position="2" markPrice="6020.75" levelOfDetail="SUMMARY" reportDate="20261130" />
</OpenPositions>
<CashReport>
<CashReportCurrency accountId="U1" currency="BASE_SUMMARY" endingCash="1" />
<CashReportCurrency accountId="U1" currency="USD" endingCash="-24863.332135" />
<CashReportCurrency accountId="U1" currency="EUR" endingCash="1000" />
</CashReport>
</FlexStatement></FlexStatements></FlexQueryResponse>`
const right = xml.replace('endingCash="-24863.332135"', `endingCash="${endingCash}"`)

function booked(statement: ImportedStatement): ReturnType<typeof createLedger> {
  const ledger = createLedger({ base: 'USD', instruments: createRegistry(instruments), market: createMarketRecord() })
  for (const json of statement.inputs) ledger.apply(inputFromJson(json))
  return ledger
}

function read(text: string): ImportedStatement {
  const result = importFlex(text)
  if (!result.ok) throw new Error(result.failure.message)
  return result.value
}

describe('a Flex statement', () => {
  test('comes out to the cent, positions and cash', () => {
    const statement = read(right)
    expect(statement.on).toBe('2026-11-30')
    const ledger = booked(statement)
    const [{ account, state }] = statement.ends as [ImportedStatement['ends'][number]]
    expect(account).toBe('ibkr/U1')
    expect(reconcileBook(ledger, [], state, account)).toEqual([])
    expect([...ledger.positions()].map((p) => [p.instrument, p.quantity, p.averagePrice])).toEqual([
      ['MSFT@NASDAQ', 220, (4102.55 + 40000) / 220],
      ['EUR/USD@IDEALFX', 1000, 1.0825],
      ['MESZ6@CME', 2, 6010.25],
    ])
    expect(formatMoney([...ledger.positions()][0]!.fees)).toBe('1.000035 USD')
    // fed twice, it is booked once
    for (const json of statement.inputs) ledger.apply(inputFromJson(json))
    expect(reconcileBook(ledger, [], state, account)).toEqual([])
  })

  test('a figure that is off by less than a cent is seen', () => {
    const statement = read(xml)
    expect(reconcileBook(booked(statement), [], statement.ends[0]!.state, 'ibkr/U1')).toEqual([
      { account: 'ibkr/U1', what: 'cash', of: 'USD', ours: endingCash, theirs: '-24863.332135' },
    ])
  })

  test('times are New York clocks', () => {
    const first = read(right)
      .inputs.map((json) => inputFromJson(json))
      .find(({ kind }) => kind === 'fill')!
    expect(new Date(first.at).toISOString()).toBe('2026-11-03T15:15:00.000Z')
  })

  test('as CSV, coded or plain, it is the same', () => {
    const heads = [
      'ClientAccountID',
      'CurrencyPrimary',
      'AssetClass',
      'Symbol',
      'ListingExchange',
      'TradeID',
      'DateTime',
      'Buy/Sell',
      'Quantity',
      'TradePrice',
      'IBCommission',
      'IBCommissionCurrency',
      'LevelOfDetail',
    ]
    const line = [
      'U1',
      'USD',
      'STK',
      'MSFT',
      'NASDAQ',
      '1',
      '20261103;101500',
      'BUY',
      '10',
      '410.255',
      '-1.000035',
      'USD',
      'EXECUTION',
    ]
    const cash = [
      'ClientAccountID',
      'CurrencyPrimary',
      'Symbol',
      'Date/Time',
      'Amount',
      'Type',
      'TransactionID',
      'LevelOfDetail',
    ]
    const move = ['U1', 'USD', '', '20261102', '20,000', 'Deposits & Withdrawals', '11', 'DETAIL']
    const row = (cells: readonly string[]): string => cells.map((cell) => `"${cell}"`).join(',')
    const coded = [
      '"BOF","U1","month","2","20261101","20261130"',
      '"BOS","TRNT","Trades"',
      row(['HEADER', 'TRNT', ...heads]),
      row(['DATA', 'TRNT', ...line]),
      '"EOS","TRNT","1"',
      row(['HEADER', 'CTRN', ...cash]),
      row(['DATA', 'CTRN', ...move]),
    ].join('\r\n')
    const plain = [row(heads), row(line), row(cash), row(move), ''].join('\n')
    expect(read(coded)).toEqual(read(plain))
    expect(
      booked(read(coded))
        .cash()
        .map((sum) => formatMoney(sum)),
    ).toEqual(['15896.449965 USD'])
    const fill = read(coded)
      .inputs.map((json) => inputFromJson(json))
      .find(({ kind }) => kind === 'fill')
    expect(fill).toMatchObject({ instrument: 'MSFT@NASDAQ', priceText: '410.255', account: 'ibkr/U1' })
  })

  test.each([
    ['an entity bomb', '<!DOCTYPE x [<!ENTITY a "aaaa">]><FlexQueryResponse>&a;</FlexQueryResponse>', /document types/],
    ['an unknown entity', '<FlexQueryResponse a="&b;"></FlexQueryResponse>', /entities/],
    ['a wrong end', '<FlexQueryResponse><a></b></FlexQueryResponse>', /the end of the open element/],
    ['an end that is missing', '<FlexQueryResponse>', /<\/FlexQueryResponse>/],
    ['text', '<FlexQueryResponse>hello</FlexQueryResponse>', /no text/],
    ['an attribute twice', '<FlexQueryResponse a="1" a="2"/>', /once/],
    ['two roots', '<FlexQueryResponse/><FlexQueryResponse/>', /one root/],
    ['depth', '<FlexQueryResponse>'.repeat(40), /at most/],
    ['another document', '<html></html>', /FlexQueryResponse/],
    ['nothing', '', /at least one line/],
    ['no statement', '<FlexQueryResponse></FlexQueryResponse>', /at least one line/],
    ['a price that is none', right.replace('tradePrice="410.255"', 'tradePrice="much"'), /tradePrice/],
    ['a side that is none', right.replace('buySell="BUY"', 'buySell="HOLD"'), /BUY or SELL/],
    ['a date in words', right.replace('20261103;101500', '3 Nov 2026'), /dateTime/],
    ['an hour too many', right.replace('20261103;101500', '20261103;251500'), /time of the day/],
    ['a missing field', right.replace('tradeID="1"', 'tradeID=""'), /tradeID/],
    ['a CSV of something else', 'a,b\n1,2', /headings first/],
  ])('%s is a failure that says so', (_, text, says) => {
    const result = importFlex(text)
    expect(result.ok ? 'read' : result.failure.message).toMatch(says)
  })

  test('a stranger is named', () => {
    const result = importFlex(right, {
      instrumentOf: (fields) => (fields.get('assetCategory') === 'FUT' ? undefined : 'A@X'),
    })
    expect(result.ok ? {} : result.failure).toMatchObject({
      code: 'input/unknown-instrument',
      details: { symbol: 'MESZ6' },
    })
  })

  test('hostile text gives a failure, never a throw, and in linear time', () => {
    fc.assert(
      fc.property(fc.nat(right.length - 1), fc.string({ maxLength: 4 }), fc.nat(30), (at, put, drop) => {
        const result = importFlex(right.slice(0, at) + put + right.slice(at + drop))
        if (!result.ok) expect(result.failure.code).toMatch(/^input\//)
      }),
      { seed: 5, numRuns: 300 },
    )
    for (const text of [`<a ${' '.repeat(200_000)}`, `<a b="${'&amp;'.repeat(50_000)}`, '"'.repeat(200_001)])
      expect(importFlex(text).ok).toBe(false)
  })
})

test('XML says what it holds', () => {
  const told = xmlElements('\uFEFF<?xml version="1.0"?><!-- x --><a><b c = "1 &lt; &#50;" d=\'"\'/></a>')
  expect(told.map(({ name, within, attributes }) => [name, within, [...attributes]])).toEqual([
    ['a', [], []],
    [
      'b',
      ['a'],
      [
        ['c', '1 < 2'],
        ['d', '"'],
      ],
    ],
  ])
})

test('rows of CSV come back as they were written', () => {
  const cell = fc.stringMatching(/^[a"',;\n\r 1]{0,6}$/)
  fc.assert(
    fc.property(fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { maxLength: 5 }), (rows) => {
      const text = rows.map((row) => row.map((one) => `"${one.replaceAll('"', '""')}"`).join(',')).join('\r\n')
      expect(csvRows(text, 'test')).toEqual(rows)
    }),
    { seed: 6, numRuns: 300 },
  )
  expect(csvRows('a,b,\n1,,3', 'test')).toEqual([
    ['a', 'b', ''],
    ['1', '', '3'],
  ])
})

describe('a file of trades', () => {
  const columns = { time: 'When', id: 'Ref', instrument: 'Ticker', quantity: 'Qty', price: 'Px', fee: 'Cost' }
  test('is read by its columns, with decimal commas where it has them', () => {
    const text =
      'When;Ref;Ticker;Qty;Px;Cost\n2026-11-06T09:00:00Z;r2;MSFT;-4;411,5;0,35\n2026-11-05T09:00:00Z;r1;MSFT;10;"1.410,25";1\n'
    const result = importTrades(text, {
      account: 'paper',
      columns,
      currency: 'USD',
      separator: ';',
      decimalComma: true,
      instrumentOf: (name): InstrumentId => `${name}@NASDAQ`,
    })
    if (!result.ok) throw new Error(result.failure.message)
    const ledger = booked({ inputs: result.value, on: '2026-11-06', ends: [] })
    // - 10 x 1410.25 - 1 + 4 x 411.5 - 0.35
    expect(ledger.cash().map((sum) => formatMoney(sum))).toEqual(['-12457.85 USD'])
    expect(ledger.quantity('MSFT@NASDAQ')).toBe(6)
  })
  test('and one of cash', () => {
    const result = importTrades('time,id,amount,currency,reason\n1700000000000,a,12.5,EUR,Interest\n', {
      account: 'paper',
      kind: 'cash',
    })
    expect(result.ok && inputFromJson(result.value[0]!)).toMatchObject({
      reason: 'interest',
      amount: money('12.5', 'EUR'),
    })
  })
  test.each([
    ['When,Ref\n', /instrument/],
    ['When,Ref,Ticker,Qty,Px,Cost\n2026-11-05T09:00:00Z,r,MSFT@X,ten,1,1', /quantity in row 2/],
    ['When,Ref,Ticker,Qty,Px,Cost\n2026-11-05T09:00:00Z,r,MSFT@X,10', /row 2/],
    ['When,Ref,Ticker,Qty,Px,Cost\nlast week,r,MSFT@X,10,1,1', /last week/],
    ['When,Ref,Ticker,Qty,Px,Cost\n2026-11-05T09:00:00Z,r,MSFT,10,1,1', /MSFT/],
    ['', /headings/],
  ])('%j is a failure', (text, says) => {
    const result = importTrades(text, { account: 'paper', columns, currency: 'USD' })
    expect(result.ok ? 'read' : result.failure.message).toMatch(says)
  })
})

test('working orders are compared by what they would do', () => {
  const ledger = createLedger({ base: 'USD', instruments: createRegistry(instruments), market: createMarketRecord() })
  const order: Order = {
    type: 'limit',
    limit: 400,
    orderId: 'o1',
    account: 'paper',
    strategy: 's',
    side: 'buy',
    quantity: 10,
    tif: 'day',
    instrument: 'MSFT@NASDAQ',
  }
  const ours: WorkingOrder = { order, state: 'working', filled: 0, averagePrice: Number.NaN }
  const told = { at: 1, cash: [], positions: [], fills: [] }
  expect(reconcileBook(ledger, [ours], { ...told, working: [ours] }, 'paper')).toEqual([])
  expect(reconcileBook(ledger, [ours], { ...told, working: [{ ...ours, filled: 4 }] }, 'paper')).toEqual([
    {
      account: 'paper',
      what: 'working',
      of: 'o1',
      ours: 'buy 10 MSFT@NASDAQ limit 400, 0 filled',
      theirs: 'buy 10 MSFT@NASDAQ limit 400, 4 filled',
    },
  ])
  const positions = [{ instrument: 'MSFT@NASDAQ' as const, quantity: 1, quantityText: '1.0' }]
  expect(
    reconcileBook(ledger, [], { ...told, positions, working: [ours] }, 'paper').map(({ what, theirs }) => [
      what,
      theirs,
    ]),
  ).toEqual([
    ['position', '1'],
    ['working', 'buy 10 MSFT@NASDAQ limit 400, 0 filled'],
  ])
  expect(
    reconcileBook(ledger, [], { ...told, cash: [money('0.004', 'USD')], working: [] }, 'paper', { tolerance: 0.005 }),
  ).toEqual([])
})
