import {
  type AccountId,
  badText,
  failed,
  type Fact,
  type Input,
  type InstrumentId,
  inputToJson,
  isBourseError,
  type Json,
  money,
  type Result,
  succeeded,
  toEpochMs,
  toInstrumentId,
} from '@bourse/core'
import { csvRows } from './csvRows.js'

/** What the lines of a file are: trades or movements of cash. */
export type TradesFileKind = 'trades' | 'cash'

/**
 * How a file of any broker is read. `columns`: heading of each field (default: the field's own name). Trades need time, id,
 * instrument, quantity (signed, or with a `side` that begins with b or s), price; fee, feeCurrency and strategy where there
 * are. Cash needs time, id, amount, currency; reason where there is. Times are ISO 8601 with their zone, or milliseconds.
 * `instrumentOf`: your id of what the file calls an instrument (default: as it stands). `currency` of fees without one.
 */
export type TradesFileOptions = {
  readonly account: AccountId
  readonly kind?: TradesFileKind
  readonly columns?: { readonly [field: string]: string }
  readonly instrumentOf?: (text: string) => InstrumentId | undefined
  readonly currency?: string
  readonly separator?: string
  /** Decimal comma, dots between thousands. */
  readonly decimalComma?: boolean
}

/**
 * A CSV file of trades or cash movements as inputs for a ledger, in order of time. What cannot be read is a failure
 * `input/parse` that names the row and the field.
 *
 * @example
 * import { importTrades } from '@bourse/portfolio'
 * const text = 'When,Ref,Ticker,Qty,Px,Cost\n2026-11-05T14:30:00Z,r1,SPY@ARCX,-10,600.25,1.00\n'
 * const columns = { time: 'When', id: 'Ref', instrument: 'Ticker', quantity: 'Qty', price: 'Px', fee: 'Cost' }
 * const read = importTrades(text, { account: 'paper', columns, currency: 'USD' })
 * read.ok ? read.value.length : read.failure.message // => 1
 */
export function importTrades(text: string, options: TradesFileOptions): Result<readonly Json[]> {
  try {
    return succeeded(readRows(text, options))
  } catch (error) {
    if (isBourseError(error)) return failed(error.code, error.message, error.details)
    throw error
  }
}

type Row = (field: string) => string

function readRows(text: string, options: TradesFileOptions): readonly Json[] {
  const [headings, ...rows] = csvRows(text, 'importTrades', options.separator)
  if (headings === undefined) throw badText('importTrades', 'file', text, 'a line of headings')
  const { columns = {}, kind = 'trades' } = options
  const needed =
    kind === 'cash' ? ['time', 'id', 'amount', 'currency'] : ['time', 'id', 'instrument', 'quantity', 'price']
  for (const field of needed)
    if (!headings.includes(columns[field] ?? field))
      throw badText('importTrades', field, headings.join(), `a column ${columns[field] ?? field}`)
  const facts = rows.map((cells, i) => {
    if (cells.length !== headings.length)
      throw badText('importTrades', `row ${i + 2}`, cells.join(), `${headings.length} fields`)
    const row: Row = (field) => (cells[headings.indexOf(columns[field] ?? field)] ?? '').trim()
    const time = row('time')
    const at = /^\d{10,16}$/.test(time) ? Number(time) : toEpochMs(time)
    return { ...(kind === 'cash' ? moveOf(row, i + 2, options) : fillOf(row, i + 2, options)), at }
  })
  facts.sort((a, b) => a.at - b.at)
  return facts.map((fact, i) => inputToJson({ ...fact, seq: i + 1, time: fact.at, source: 'file' } as Input))
}

function fillOf(row: Row, line: number, options: TradesFileOptions): Fact {
  const quantity = decimal(row('quantity'), 'quantity', line, options)
  const priceText = decimal(row('price'), 'price', line, options)
  const word = row('side').toLowerCase()
  if (word !== '' && !/^[bs]/.test(word)) throw badText('importTrades', `side in row ${line}`, word, 'buy or sell')
  const sells = word === '' ? quantity.startsWith('-') : word.startsWith('s')
  const quantityText = quantity.replace(/^[+-]/, '')
  const name = row('instrument')
  const instrument = options.instrumentOf === undefined ? toInstrumentId(name) : options.instrumentOf(name)
  if (instrument === undefined)
    throw badText('importTrades', `instrument in row ${line}`, name, 'known to instrumentOf')
  const feeText = row('fee') === '' ? '0' : decimal(row('fee'), 'fee', line, options)
  const currency = row('feeCurrency') || options.currency
  if (currency === undefined) throw badText('importTrades', `feeCurrency in row ${line}`, '', 'a column, or `currency`')
  return {
    kind: 'fill',
    account: options.account,
    orderId: row('id'),
    strategy: row('strategy'),
    tradeId: row('id'),
    instrument,
    side: sells ? 'sell' : 'buy',
    quantity: Number(quantityText),
    price: Number(priceText),
    quantityText,
    priceText,
    liquidity: 'taker',
    fee: money(feeText, currency),
  }
}

const reasons = ['deposit', 'withdrawal', 'transfer', 'interest', 'borrow', 'fee', 'funding', 'dividend'] as const

function moveOf(row: Row, line: number, options: TradesFileOptions): Fact {
  const amount = money(decimal(row('amount'), 'amount', line, options), row('currency'))
  const word = row('reason').toLowerCase()
  const reason = reasons.find((one) => one === word) ?? 'other'
  return { kind: 'cashMove', account: options.account, strategy: row('strategy'), moveId: row('id'), reason, amount }
}

function decimal(text: string, field: string, line: number, { decimalComma }: TradesFileOptions): `${number}` {
  const plain = decimalComma === true ? text.replaceAll('.', '').replace(',', '.') : text.replaceAll(',', '')
  if (/^[+-]?\d{1,30}(\.\d{1,18})?$/.test(plain)) return plain as `${number}`
  throw badText('importTrades', `${field} in row ${line}`, text, 'a decimal number')
}
