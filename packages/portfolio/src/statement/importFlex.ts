import {
  type AccountId,
  type CashMove,
  type EpochMs,
  type Fact,
  failed,
  type Input,
  type InstrumentId,
  inputToJson,
  isBourseError,
  type IsoDate,
  type Json,
  type Money,
  money,
  type Result,
  succeeded,
  toIsoDate,
  type VenuePosition,
  type VenueState,
  wallEpochMs,
  badText,
  BourseError,
} from '@bourse/core'
import { type FlexRecord, flexRecords } from './flexRecords.js'

/**
 * `instrumentOf`: which of your instruments a line is about, from its fields (`symbol`, `conid`, `listingExchange`,
 * `assetCategory`, ..); by default `symbol@listingExchange`, `BASE/QUOTE@listingExchange` for currencies. `broker`: first
 * part of account ids (default `ibkr`). `strategy` of all fills (default none). `zone` of times that name none (default
 * America/New_York).
 */
export type FlexOptions = {
  readonly instrumentOf?: (fields: ReadonlyMap<string, string>) => InstrumentId | undefined
  readonly broker?: string
  readonly strategy?: string
  readonly zone?: string
}

/** A statement as inputs for a ledger, in order of time, and what it says was held at its end, for `reconcileBook`. */
export type ImportedStatement = {
  readonly inputs: readonly Json[]
  readonly on: IsoDate
  readonly ends: readonly { readonly account: AccountId; readonly state: VenueState }[]
}

/**
 * An Interactive Brokers activity statement (Flex query, XML or CSV with headings) as inputs: trades as fills, cash
 * transactions as cash moves, corporate actions and transfers of positions as adjustments, and the closing marks of futures
 * as settlements, so that cash comes out as the statement's. What cannot be read is a failure `input/parse` that names it;
 * nothing is guessed and nothing left out: an unknown type of cash is `other`, a line without a known instrument a failure.
 *
 * @example
 * import { importFlex } from '@bourse/portfolio'
 * const read = importFlex(`<FlexQueryResponse><FlexStatements count="1">
 *   <FlexStatement accountId="U1" fromDate="20261101" toDate="20261130"><CashTransactions>
 *     <CashTransaction accountId="U1" currency="USD" type="Broker Interest Received" amount="1.25"
 *       dateTime="20261105;202000" transactionID="7" levelOfDetail="DETAIL" />
 *   </CashTransactions></FlexStatement></FlexStatements></FlexQueryResponse>`)
 * read.ok ? [read.value.on, read.value.inputs.length] : [] // => ['2026-11-30', 1]
 */
export function importFlex(text: string, options: FlexOptions = {}): Result<ImportedStatement> {
  try {
    return succeeded(readStatement(flexRecords(text), options))
  } catch (error) {
    if (isBourseError(error)) return failed(error.code, error.message, error.details)
    throw error
  }
}

type Dated = Fact & { readonly at: EpochMs }

function readStatement(records: readonly FlexRecord[], options: FlexOptions): ImportedStatement {
  const read = reader(options)
  const detail = records.filter(({ fields }) => {
    const level = fields.get('levelOfDetail') ?? ''
    return level === '' || level === 'EXECUTION' || level === 'DETAIL' || level === 'SUMMARY'
  })
  // Open positions come by lot or in sum, cash in detail or in sum: each is taken once.
  const only = (section: FlexRecord['section'], ...levels: string[]): FlexRecord[] =>
    detail.filter(({ section: own, fields }) => own === section && levels.includes(fields.get('levelOfDetail') ?? ''))
  const ends = only('statement', '').map(({ fields }) => read.day(fields, 'toDate'))
  const positions = only('position', '', 'SUMMARY').filter(({ fields }) => fields.get('quantity') !== '')
  const facts: Dated[] = [
    ...only('trade', '', 'EXECUTION').map(({ fields }) => read.fill(fields)),
    ...only('cash', '', 'DETAIL').map(({ fields }) => read.cash(fields)),
    ...only('action', '', 'DETAIL').map(({ fields }) => read.adjustment(fields, 'proceeds')),
    ...only('transfer', '', 'DETAIL', 'EXECUTION').map(({ fields }) => read.transfer(fields)),
  ]
  const reported = positions.flatMap(({ fields }) => (fields.has('reportDate') ? [read.day(fields, 'reportDate')] : []))
  const known = [
    ...ends,
    ...reported,
    ...(facts.length === 0 ? [] : [toIsoDate(Math.max(...facts.map(({ at }) => at)))]),
  ]
  if (known.length === 0) throw badText('importFlex', 'statement', 'nothing', 'at least one line with a date')
  const on = known.sort().at(-1)!
  const end = read.endOf(on)
  facts.push(...positions.flatMap(({ fields }) => read.settlement(fields, end)))
  facts.sort((a, b) => a.at - b.at)
  const stamped = facts.map((fact, i) => ({ ...fact, seq: i + 1, time: fact.at, source: 'flex' }) as Input)
  return { inputs: stamped.map(inputToJson), on, ends: endsOf(read, positions, only('balance', ''), end) }
}

function endsOf(
  read: ReturnType<typeof reader>,
  positions: readonly FlexRecord[],
  balances: readonly FlexRecord[],
  at: EpochMs,
): ImportedStatement['ends'] {
  const accounts = new Map<AccountId, { cash: Money[]; positions: VenuePosition[] }>()
  const of = (fields: ReadonlyMap<string, string>): { cash: Money[]; positions: VenuePosition[] } => {
    const account = read.account(fields)
    const known = accounts.get(account) ?? { cash: [], positions: [] }
    accounts.set(account, known)
    return known
  }
  for (const { fields } of balances)
    if (fields.get('currency') !== 'BASE_SUMMARY')
      of(fields).cash.push(money(decimal(fields, 'endingCash'), need(fields, 'currency')))
  for (const { fields } of positions)
    of(fields).positions.push({ instrument: read.instrument(fields), ...quantityOf(fields) })
  return [...accounts].map(([account, state]) => ({ account, state: { at, ...state, working: [], fills: [] } }))
}

function quantityOf(fields: ReadonlyMap<string, string>): { quantity: number; quantityText: string } {
  const quantityText = decimal(fields, fields.has('position') ? 'position' : 'quantity')
  return { quantity: Number(quantityText), quantityText }
}

const reasons: readonly (readonly [RegExp, CashMove['reason']])[] = [
  [/^Deposits|Withdrawals|Cash Receipts/i, 'deposit'],
  [/Dividend|Withholding Tax|871/i, 'dividend'],
  [/Interest/i, 'interest'],
  [/Borrow|SLB/i, 'borrow'],
  [/Fee|Commission/i, 'fee'],
]

function reader({ instrumentOf = ownId, broker = 'ibkr', strategy = '', zone = 'America/New_York' }: FlexOptions): {
  account(fields: ReadonlyMap<string, string>): AccountId
  instrument(fields: ReadonlyMap<string, string>): InstrumentId
  day(fields: ReadonlyMap<string, string>, name: string): IsoDate
  endOf(day: IsoDate): EpochMs
  fill(fields: ReadonlyMap<string, string>): Dated
  cash(fields: ReadonlyMap<string, string>): Dated
  adjustment(fields: ReadonlyMap<string, string>, cash: string): Dated
  transfer(fields: ReadonlyMap<string, string>): Dated
  settlement(fields: ReadonlyMap<string, string>, end: EpochMs): Dated[]
} {
  type Fields = ReadonlyMap<string, string>
  const account = (fields: Fields): AccountId => `${broker}/${need(fields, 'accountId')}`
  const instrument = (fields: Fields): InstrumentId => {
    const id = instrumentOf(fields)
    if (id !== undefined) return id
    const symbol = fields.get('symbol') ?? ''
    throw new BourseError('input/unknown-instrument', `importFlex: no instrument for ${JSON.stringify(symbol)}`, {
      details: { symbol, conid: fields.get('conid') ?? '', assetCategory: fields.get('assetCategory') ?? '' },
      remedy: 'answer with an id in `instrumentOf`',
    })
  }
  const time = (fields: Fields): EpochMs => {
    const text = ['dateTime', 'reportDate', 'date', 'tradeDate']
      .map((name) => fields.get(name) ?? '')
      .find((one) => one !== '')
    return timeOf(text ?? '', zone)
  }
  const signed = (fields: Fields, name: string): `${number}` => {
    const text = fields.get(name) ?? ''
    return text === '' ? '0' : decimal(fields, name)
  }
  const adjustment = (fields: Fields, cash: string): Dated => {
    const quantity = Number(signed(fields, 'quantity'))
    const sum = money(signed(fields, cash), need(fields, 'currency'))
    const why = [fields.get('actionID') ?? fields.get('transactionID') ?? '', fields.get('description') ?? ''].join(' ')
    const common = {
      kind: 'adjustment',
      account: account(fields),
      strategy,
      cash: sum,
      who: broker,
      why,
      at: time(fields),
    } as const
    return quantity === 0 ? common : { ...common, instrument: instrument(fields), quantity }
  }
  return {
    account,
    instrument,
    adjustment,
    day: (fields, name) => dayOf(need(fields, name)),
    endOf: (day) => timeOf(`${day.replaceAll('-', '')};235959`, zone),
    fill(fields) {
      const quantityText = decimal(fields, 'quantity').replace(/^-/, '')
      const priceText = decimal(fields, 'tradePrice')
      const side = need(fields, 'buySell').toUpperCase()
      if (!/^(BUY|SELL)( \(CA\.\))?$/.test(side)) throw badText('importFlex', 'buySell', side, 'BUY or SELL')
      const currency = fields.get('ibCommissionCurrency') || need(fields, 'currency')
      // Told as what was paid: below zero.
      const fee = money(signed(fields, 'ibCommission'), currency).value.neg()
      const taxes = money(signed(fields, 'taxes'), currency).value.neg()
      return {
        kind: 'fill',
        account: account(fields),
        orderId: fields.get('ibOrderID') || need(fields, 'tradeID'),
        strategy,
        tradeId: fields.get('ibExecID') || need(fields, 'tradeID'),
        instrument: instrument(fields),
        side: side.startsWith('BUY') ? 'buy' : 'sell',
        quantity: Number(quantityText),
        price: Number(priceText),
        quantityText,
        priceText,
        liquidity: 'taker',
        fee: money(fee.add(taxes).toFixed() as `${number}`, currency),
        at: time(fields),
      }
    },
    cash(fields) {
      const type = need(fields, 'type')
      const amount = money(decimal(fields, 'amount'), need(fields, 'currency'))
      const reason = reasons.find(([pattern]) => pattern.test(type))?.[1] ?? 'other'
      const symbol = fields.get('symbol') ?? ''
      return {
        kind: 'cashMove',
        account: account(fields),
        strategy,
        moveId: need(fields, 'transactionID'),
        reason: reason === 'deposit' && amount.value.isNegative() ? 'withdrawal' : reason,
        amount,
        ...(symbol === '' || reason !== 'dividend' ? {} : { instrument: instrument(fields) }),
        at: time(fields),
      }
    },
    transfer(fields) {
      const cash = signed(fields, 'cashTransfer')
      if (Number(cash) === 0) return adjustment(fields, 'noCash')
      const amount = money(cash, need(fields, 'currency'))
      const moveId = need(fields, 'transactionID')
      return {
        kind: 'cashMove',
        account: account(fields),
        strategy,
        moveId,
        reason: 'transfer',
        amount,
        at: time(fields),
      }
    },
    settlement(fields, end) {
      if (!/^(FUT|FSFOP)$/.test(fields.get('assetCategory') ?? '')) return []
      const price = Number(decimal(fields, 'markPrice'))
      return [{ kind: 'settlement', id: instrument(fields), price, final: false, at: end }]
    },
  }
}

function ownId(fields: ReadonlyMap<string, string>): InstrumentId | undefined {
  const symbol = (fields.get('symbol') ?? '').trim().replace(/\s+/g, '-')
  const venue = (fields.get('listingExchange') || fields.get('exchange') || 'IB').trim()
  if (symbol === '') return undefined
  return fields.get('assetCategory') === 'CASH' ? `${symbol.replace('.', '/')}@${venue}` : `${symbol}@${venue}`
}

function need(fields: ReadonlyMap<string, string>, name: string): string {
  const value = fields.get(name)
  if (value !== undefined && value !== '') return value
  throw badText('importFlex', name, value ?? 'nothing', `a value: include ${name} in the query`)
}

function decimal(fields: ReadonlyMap<string, string>, name: string): `${number}` {
  const text = need(fields, name).replaceAll(',', '')
  if (/^[+-]?\d{1,30}(\.\d{1,18})?(E[+-]?\d{1,2})?$/i.test(text)) return text as `${number}`
  throw badText('importFlex', name, text, 'a decimal number')
}

function dayOf(text: string): IsoDate {
  const parts = /^(\d{4})-?(\d{2})-?(\d{2})/.exec(text)
  if (parts === null) throw badText('importFlex', 'date', text, '20261130 or 2026-11-30: set that format in the query')
  return toIsoDate(`${parts[1]}-${parts[2]}-${parts[3]}`)
}

// 20261105;143000 | 2026-11-05, 14:30:00 | 20261105 and a zone behind. A day without a time is its end.
function timeOf(text: string, zone: string): EpochMs {
  const parts = /^(\d{4}-?\d{2}-?\d{2})(?:[;,T ]+(\d{2}):?(\d{2}):?(\d{2})?)?(?: ?(E[SD]T|UTC|GMT|Z))?$/.exec(
    text.trim(),
  )
  if (parts === null) throw badText('importFlex', 'dateTime', text, '20261105;143000 or 2026-11-05;14:30:00')
  const [, day, hours = '23', minutes = '59', seconds = parts[2] === undefined ? '59' : '00', named] = parts
  if (Number(hours) > 23 || Number(minutes) > 59 || Number(seconds) > 59)
    throw badText('importFlex', 'dateTime', text, 'a time of the day')
  const own = named === undefined ? zone : /^E/.test(named) ? 'America/New_York' : 'UTC'
  return wallEpochMs(dayOf(day!), `${hours}:${minutes}` as `${number}:${number}`, own) + Number(seconds) * 1000
}
