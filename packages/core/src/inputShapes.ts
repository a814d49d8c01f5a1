// The wire format of inputs as one table: what each field of each fact is. The type of the table is derived from the
// facts, so that a field added there and forgotten here does not compile. A name with `?` may be absent.
import type { Fact, FactOf } from './input.js'

/** number: finite, or NaN written as null. pairs: Float64Array. span: text or number. A list: one of these words. */
export type Field =
  | 'text'
  | 'number'
  | 'flag'
  | 'span'
  | 'money'
  | 'pairs'
  | 'json'
  | readonly string[]
  | { readonly one: Shape }
  | { readonly many: Shape | 'money' }

/** Field by name. */
export type Shape = { readonly [name: string]: Field }

type ShapeOf<F> = {
  readonly [P in keyof F as P extends 'kind' ? never : object extends Pick<F, P> ? `${P & string}?` : P]: Field
}
type Action = FactOf<'corporateAction'>['action']
type Doing<A extends Action, F> = F extends { readonly action: infer B } ? (A extends B ? F : never) : never
type Tables = { readonly [K in Exclude<Fact['kind'], 'corporateAction'>]: ShapeOf<FactOf<K>> } & {
  readonly [A in Action as `corporateAction/${A}`]: ShapeOf<Doing<A, FactOf<'corporateAction'>>>
}

const side = ['buy', 'sell'] as const
const instrument = { id: 'text' } as const
const order = { account: 'text', orderId: 'text', 'venueOrderId?': 'text' } as const
const failure: Field = { one: { code: 'text', message: 'text', details: 'json' } }
const refusal = { ...order, reason: failure } as const
const change: Field = {
  one: { replace: 'text', account: 'text', 'quantity?': 'number', 'limit?': 'number', 'stop?': 'number' },
}
const positionEvent = {
  account: 'text',
  strategy: 'text',
  eventId: 'text',
  instrument: 'text',
  quantity: 'number',
  price: 'number',
  fee: 'money',
} as const
const position = { instrument: 'text', quantity: 'number', quantityText: 'text', 'averagePrice?': 'number' } as const
const working = {
  order: 'json',
  state: 'text',
  filled: 'number',
  averagePrice: 'number',
  'venueOrderId?': 'text',
  'groupId?': 'text',
} as const
const action = { ...instrument, exDate: 'text', action: 'text' } as const
const into = { ...action, into: 'text', ratio: 'number', 'cash?': 'money', 'inLieu?': 'money' } as const

const amount: Field = { one: { currency: 'text', value: 'number' } }

/** Of every input, whatever its kind. */
export const stampShape: Shape = { seq: 'number', time: 'number', at: 'number', source: 'text' }

/** Corporate actions by kind and action, all others by kind. */
export const inputShapes: Tables = {
  quote: { ...instrument, bid: 'number', ask: 'number', bidSize: 'number', askSize: 'number' },
  trade: { ...instrument, price: 'number', size: 'number', 'aggressor?': side },
  bar: {
    ...instrument,
    span: 'span',
    open: 'number',
    high: 'number',
    low: 'number',
    close: 'number',
    volume: 'number',
    adjusted: 'number',
    'openInterest?': 'number',
    'settlement?': 'number',
    'trades?': 'number',
  },
  book: { ...instrument, snapshot: 'flag', sequence: 'number', bids: 'pairs', asks: 'pairs' },
  mark: { ...instrument, price: 'number', 'index?': 'number' },
  funding: { ...instrument, rate: 'number', hours: 'number', 'price?': 'number' },
  settlement: { ...instrument, price: 'number', final: 'flag' },
  openInterest: { ...instrument, contracts: 'number' },
  observation: { series: 'text', value: 'number', knownAt: 'number', 'id?': 'text' },
  'corporateAction/dividend': { ...action, perShare: 'money', payDate: 'text' },
  'corporateAction/split': { ...action, numerator: 'number', denominator: 'number', 'inLieu?': 'money' },
  'corporateAction/spinOff': { ...into, 'costShare?': 'number' },
  'corporateAction/merger': into,
  'corporateAction/rename': { ...action, into: 'text' },
  'corporateAction/contractAdjustment': { ...action, into: 'text', terms: 'json' },
  listed: { ...instrument, terms: 'json' },
  delisted: { ...instrument, 'price?': 'number' },
  resolution: { ...instrument, pays: 'number', disputed: 'flag' },
  accepted: order,
  canceled: order,
  expired: order,
  rejected: refusal,
  refused: refusal,
  cancelRejected: refusal,
  unknown: { ...order, askAgainBy: 'number' },
  replaced: { ...order, change },
  fill: {
    ...order,
    strategy: 'text',
    tradeId: 'text',
    instrument: 'text',
    side,
    quantity: 'number',
    price: 'number',
    quantityText: 'text',
    priceText: 'text',
    liquidity: ['maker', 'taker'],
    fee: 'money',
    'groupId?': 'text',
  },
  exercise: positionEvent,
  assignment: positionEvent,
  expiry: positionEvent,
  liquidation: positionEvent,
  accountSnapshot: {
    account: 'text',
    cash: { many: 'money' },
    positions: { many: position },
    'working?': { many: working },
  },
  cashMove: {
    account: 'text',
    'strategy?': 'text',
    moveId: 'text',
    reason: ['deposit', 'withdrawal', 'transfer', 'interest', 'borrow', 'fee', 'funding', 'dividend', 'other'],
    amount: 'money',
    'instrument?': 'text',
  },
  positionTransfer: {
    transferId: 'text',
    account: 'text',
    strategy: 'text',
    toAccount: 'text',
    toStrategy: 'text',
    instrument: 'text',
    quantity: 'number',
  },
  adjustment: {
    account: 'text',
    'strategy?': 'text',
    'instrument?': 'text',
    'quantity?': 'number',
    'cash?': 'money',
    who: 'text',
    why: 'text',
  },
  marginCall: { account: 'text', required: amount, equity: amount, dueBy: 'number' },
  timer: { strategy: 'text', tag: 'text' },
  link: { link: 'text', state: ['up', 'syncing', 'stale', 'down'], 'reason?': 'text' },
  answer: { requestId: 'text', module: 'text', result: 'json' },
  control: {
    control: ['enable', 'disable', 'kill', 'reset', 'scan'],
    target: 'text',
    who: 'text',
    why: 'text',
  },
}
