// The fields of every kind as data: what may stand in each, in words and as a test. One table serves `parseInstrument` and
// the registry, so that what is read and what is accepted are the same.
import { isJson } from '@bourse/core'
import type { InstrumentKind } from './instrument.js'
import { isCivilDate } from './isCivilDate.js'

/** What a field may hold: in words for people, as a test, and whether it may be absent. */
export type Field = { readonly allowed: string; readonly test: (value: unknown) => boolean; readonly optional?: true }
/** Fields by name. */
export type Fields = { readonly [name: string]: Field }

const oneOf = (...values: readonly (string | number)[]): Field => ({
  allowed: values.join(' | '),
  test: (value) => values.includes(value as string),
})
const optional = (field: Field): Field => ({ ...field, optional: true })

const text: Field = { allowed: 'text that is not empty', test: (value) => typeof value === 'string' && value !== '' }
const flag: Field = { allowed: 'true or false', test: (value) => typeof value === 'boolean' }
const number: Field = { allowed: 'a finite number', test: (value) => Number.isFinite(value) }
const positive: Field = { allowed: 'a number > 0', test: (value) => Number.isFinite(value) && (value as number) > 0 }
const notNegative: Field = {
  allowed: 'a number >= 0',
  test: (value) => Number.isFinite(value) && (value as number) >= 0,
}
const id: Field = {
  allowed: 'symbol@venue without blanks',
  test: (value) => typeof value === 'string' && /^\S+@[^\s@]+$/.test(value),
}
const date: Field = { allowed: 'a date that exists, as 2026-12-18', test: isCivilDate }
const month: Field = {
  allowed: 'a month, as 2026-12',
  test: (value) => typeof value === 'string' && /^\d{4}-(0[1-9]|1[0-2])$/.test(value),
}
const payoff = oneOf('linear', 'inverse', 'quanto')
const record: Field = { allowed: 'an object', test: isRecord }

/** Fields inside an object or a list of objects, by the name of the field that holds them. */
export const insideFields: { readonly [name: string]: Fields } = {
  tick: { from: notNegative, tick: positive },
  legs: { id, ratio: { allowed: 'a number other than 0', test: (value) => Number.isFinite(value) && value !== 0 } },
  fees: {
    asOf: date,
    source: text,
    currency: text,
    maker: optional(number), // a rebate is negative
    taker: optional(number),
    perUnit: optional(number),
    minimum: optional(notNegative),
  },
  borrow: { asOf: date, source: text, rate: number, available: optional(notNegative) },
}

const listing: Fields = {
  kind: text,
  id,
  assetClass: oneOf('equity', 'crypto', 'commodity', 'rates', 'fx', 'volatility', 'event', 'cash'),
  currency: text,
  tick: {
    allowed: 'a number > 0, or a list of { from, tick }',
    test: (value) => positive.test(value) || (Array.isArray(value) && value.length > 0),
  },
  lot: positive,
  calendar: text,
  name: optional(text),
  settlementLag: optional(oneOf(0, 1, 2)),
  validFrom: optional(date),
  validTo: optional(date),
  fees: optional(record),
  borrow: optional(record),
  codes: optional({
    allowed: 'an object of texts',
    test: (value) => isRecord(value) && Object.values(value as object).every(text.test),
  }),
}

const expiring: Fields = {
  expiry: date,
  multiplier: positive,
  tickValue: optional(positive),
  settlement: oneOf('cash', 'physical'),
}
const isin = optional({
  allowed: 'an ISIN of 12 characters',
  test: (value) => typeof value === 'string' && /^[A-Z]{2}[A-Z0-9]{9}\d$/.test(value),
})

/** All fields of a kind, in the order they are checked. */
export const fieldsOf: { readonly [K in InstrumentKind]: Fields } = {
  equity: { ...listing, isin, adr: optional(flag) },
  etf: { ...listing, isin, leverage: optional(number) },
  bond: { ...listing, isin, coupon: notNegative, frequency: oneOf(0, 1, 2, 4), maturity: date, face: positive },
  spot: { ...listing, base: text, quote: text },
  future: {
    ...listing,
    root: text,
    month,
    ...expiring,
    firstNotice: optional(date),
    payoff: optional(payoff),
    base: optional(text),
    quote: optional(text),
  },
  perpetual: {
    ...listing,
    base: text,
    quote: text,
    multiplier: positive,
    tickValue: optional(positive),
    payoff,
    fundingHours: positive,
  },
  option: {
    ...listing,
    underlying: id,
    root: optional(text),
    right: oneOf('call', 'put'),
    strike: number, // oil has traded below zero, and so have strikes
    ...expiring,
    exercise: oneOf('european', 'american'),
    fixing: oneOf('am', 'pm'),
    premium: optional(oneOf('upfront', 'margined')),
  },
  outcome: { ...listing, market: text, outcome: text, closes: number, complement: optional(id) },
  index: listing,
  combo: {
    ...listing,
    legs: { allowed: 'a list of two legs or more', test: (value) => Array.isArray(value) && value.length >= 2 },
    multiplier: optional(positive),
  },
}

function isRecord(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && isJson(value)
}
