// What the journal writes and reads: inputs as JSON by the table of inputShapes.ts.
import { BourseError } from './error.js'
import type { Input } from './input.js'
import { type Field, inputShapes, type Shape, stampShape } from './inputShapes.js'
import { isJson, type Json } from './json.js'
import { type Money, moneyOf } from './money.js'

/**
 * An input as JSON: Money becomes `{ currency, value: '12.50' }`, a typed array a list, NaN null, -0 zero. Throws
 * `input/parse` on fields that are not of its kind and `input/not-finite` on infinities: a journal loses nothing silently.
 *
 * @example
 * import { inputToJson, type Input } from '@bourse/core'
 * const trade: Input = { kind: 'trade', id: 'SPY@ARCX', price: 600.5, size: Number.NaN, seq: 1, time: 5, at: 4, source: 'feed' }
 * inputToJson(trade)
 * // => { kind: 'trade', id: 'SPY@ARCX', price: 600.5, size: null, seq: 1, time: 5, at: 4, source: 'feed' }
 */
export function inputToJson(input: Input): Json {
  const shape = shapeOf('inputToJson', input.kind, (input as { readonly action?: unknown }).action)
  return objectOf('inputToJson', input.kind, input, shape, toJson)
}

/**
 * The way back, for text of unknown origin: every field is checked to be there and of its kind, and none may be unknown.
 * Throws `input/parse`, naming the field.
 *
 * @example
 * import { inputFromJson } from '@bourse/core'
 * const link = inputFromJson({ kind: 'link', link: 'ibkr', state: 'down', seq: 1, time: 5, at: 4, source: 'ibkr' })
 * link.kind // => 'link'
 */
export function inputFromJson(json: Json): Input {
  if (!isRecord(json) || typeof json.kind !== 'string')
    throw wrong('inputFromJson', 'input', json, 'an object with a kind')
  const kind = json.kind
  const shape = shapeOf('inputFromJson', kind, json.action)
  return objectOf('inputFromJson', kind, json, shape, fromJson) as unknown as Input
}

type Convert<T> = (where: string, path: string, value: unknown, field: Field) => T

function shapeOf(where: string, kind: string, action: unknown): Shape {
  const name = kind === 'corporateAction' ? `corporateAction/${String(action)}` : kind
  if (Object.hasOwn(inputShapes, name)) {
    const shape: Shape = inputShapes[name as keyof typeof inputShapes]
    return { kind: 'text', ...shape, ...stampShape }
  }
  throw wrong(where, 'kind', name, 'a kind of fact')
}

// One walk for both directions: known names only, required ones present.
function objectOf<T>(
  where: string,
  path: string,
  from: object,
  shape: Shape,
  convert: Convert<T>,
): { [name: string]: T } {
  const made: { [name: string]: T } = {}
  for (const [name, value] of Object.entries(from)) {
    if (value === undefined) continue
    const field = own(shape, name) ?? own(shape, `${name}?`)
    if (field === undefined) throw wrong(where, `${path}.${name}`, value, 'no such field')
    made[name] = convert(where, `${path}.${name}`, value, field)
  }
  for (const name of Object.keys(shape))
    if (!name.endsWith('?') && !Object.hasOwn(made, name)) throw wrong(where, `${path}.${name}`, undefined, 'present')
  return made
}

function own(shape: Shape, name: string): Field | undefined {
  return Object.hasOwn(shape, name) ? shape[name] : undefined
}

function toJson(where: string, path: string, value: unknown, field: Field): Json {
  if (field === 'number' && typeof value === 'number') return numberOf(path, value)
  if (field === 'money' && isRecord(value))
    return { currency: (value as Money).currency, value: (value as Money).value.toFixed() }
  if (field === 'pairs' && value instanceof Float64Array) return Array.from(value, (x) => numberOf(path, x))
  return either(where, path, value, field, toJson) as Json
}

function fromJson(where: string, path: string, value: unknown, field: Field): unknown {
  if (field === 'number' && (typeof value === 'number' || value === null)) return value ?? Number.NaN
  if (field === 'money' && isRecord(value))
    return moneyOf(value as { readonly currency: string; readonly value: string })
  if (field === 'pairs' && Array.isArray(value) && value.every((x) => typeof x === 'number' || x === null))
    return Float64Array.from(value, (x: number | null) => x ?? Number.NaN)
  return either(where, path, value, field, fromJson)
}

// What looks the same on both sides.
function either<T>(where: string, path: string, value: unknown, field: Field, convert: Convert<T>): unknown {
  if (field === 'text' && typeof value === 'string') return value
  if (field === 'flag' && typeof value === 'boolean') return value
  if (field === 'span' && (typeof value === 'string' || (typeof value === 'number' && Number.isFinite(value))))
    return value
  if (field === 'json' && isJson(value)) return value
  if (typeof field === 'object') {
    if ('one' in field && isRecord(value)) return objectOf(where, path, value, field.one, convert)
    if ('many' in field && Array.isArray(value))
      return value.map((item, i) =>
        convert(where, `${path}.${i}`, item, field.many === 'money' ? 'money' : { one: field.many }),
      )
    if (Array.isArray(field) && field.includes(value)) return value
  }
  throw wrong(
    where,
    path,
    value,
    typeof field === 'string' ? field : Array.isArray(field) ? field.join(' | ') : 'an object',
  )
}

function numberOf(path: string, value: number): number | null {
  if (Number.isNaN(value)) return null
  if (Number.isFinite(value)) return value === 0 ? 0 : value
  throw new BourseError('input/not-finite', `inputToJson: ${path} is ${value}, allowed is a finite number or NaN`, {
    details: { where: 'inputToJson', argument: path, value: String(value), allowed: 'a finite number or NaN' },
    remedy: 'leave out what has no bound',
  })
}

function isRecord(value: unknown): value is { readonly [name: string]: unknown } {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function wrong(where: string, path: string, value: unknown, allowed: string): BourseError {
  const told = typeof value === 'number' ? String(value) : typeof value === 'string' ? value.slice(0, 80) : typeof value
  return new BourseError('input/parse', `${where}: ${path} is ${told}, allowed is ${allowed}`, {
    details: { where, argument: path, value: told, allowed },
    remedy: 'compare the record with the type of its kind',
  })
}
