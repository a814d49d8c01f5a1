// What is wrong with the terms of an instrument: the first wrong field, else the first contradiction between fields.
import type { Json } from '@bourse/core'
import type { Instrument } from './instrument.js'
import { type Field, type Fields, fieldsOf, insideFields } from './terms.js'
import { ladderFault } from './tickLadder.js'

/** The field, what stands in it, what may stand there. `contradiction`: each field alone would be right. */
export type TermsFault = {
  readonly path: string
  readonly value: Json
  readonly allowed: string
  readonly contradiction: boolean
}

/** `undefined` for terms that are an `Instrument`. */
export function termsFault(terms: unknown): TermsFault | undefined {
  if (typeof terms !== 'object' || terms === null || Array.isArray(terms)) return fault('', terms, 'an object')
  const kind = (terms as { kind?: unknown }).kind
  const fields = typeof kind === 'string' && Object.hasOwn(fieldsOf, kind) ? fieldsOf[kind as 'equity'] : undefined
  if (!fields) return fault('kind', kind, Object.keys(fieldsOf).join(' | '))
  return fieldFault(terms as { [name: string]: unknown }, fields, '') ?? contradictionIn(terms as Instrument)
}

function fieldFault(terms: { [name: string]: unknown }, fields: Fields, path: string): TermsFault | undefined {
  let known = 0
  for (const [name, field] of listOf(fields)) {
    const value = terms[name]
    if (value === undefined) {
      if (field.optional) continue
      return fault(path + name, undefined, field.allowed)
    }
    known++
    if (!field.test(value)) return fault(path + name, value, field.allowed)
    if (typeof value === 'object') {
      const found = insideFault(value as object, name, path + name)
      if (found) return found
    }
  }
  for (const _ in terms) known--
  return known === 0 ? undefined : unknownFault(terms, fields, path)
}

function unknownFault(terms: { [name: string]: unknown }, fields: Fields, path: string): TermsFault | undefined {
  const name = Object.keys(terms).find((key) => !Object.hasOwn(fields, key))
  if (name === undefined) return undefined // a field set to undefined is absent
  return fault(path + name, terms[name], `one of ${Object.keys(fields).join(', ')}`)
}

const lists = /* @__PURE__ */ new Map<Fields, readonly (readonly [string, Field])[]>()

// The tables as lists, made once: a registry walks them a hundred thousand times.
function listOf(fields: Fields): readonly (readonly [string, Field])[] {
  const known = lists.get(fields)
  if (known) return known
  const list = Object.entries(fields)
  lists.set(fields, list)
  return list
}

function insideFault(value: object, name: string, path: string): TermsFault | undefined {
  const fields = insideFields[name]
  if (!fields) return undefined
  if (!Array.isArray(value)) return fieldFault(value as { [name: string]: unknown }, fields, `${path}.`)
  for (const [i, item] of value.entries()) {
    const at = `${path}[${i}]`
    if (typeof item !== 'object' || item === null) return fault(at, item, `{ ${Object.keys(fields).join(', ')} }`)
    const found = fieldFault(item as { [name: string]: unknown }, fields, `${at}.`)
    if (found) return found
  }
  return undefined
}

function contradictionIn(terms: Instrument): TermsFault | undefined {
  if (typeof terms.tick !== 'number') {
    const wrong = ladderFault(terms.tick)
    if (wrong) return clash(`tick[${wrong.index}].from`, terms.tick[wrong.index]!.from, wrong.why)
  }
  if (terms.validFrom && terms.validTo && terms.validTo < terms.validFrom)
    return clash('validTo', terms.validTo, `not before validFrom ${terms.validFrom}`)
  if ('tickValue' in terms && terms.tickValue !== undefined) {
    if (typeof terms.tick !== 'number') return clash('tickValue', terms.tickValue, 'absent where tick is a ladder')
    const value = terms.tick * terms.multiplier
    if (Math.abs(value - terms.tickValue) > 1e-9 * value)
      return clash('tickValue', terms.tickValue, `tick ${terms.tick} x multiplier ${terms.multiplier} = ${value}`)
  }
  switch (terms.kind) {
    case 'spot':
      if (terms.base === terms.quote) return clash('quote', terms.quote, `another currency than base ${terms.base}`)
      return terms.currency === terms.quote ? undefined : clash('currency', terms.currency, `the quote, ${terms.quote}`)
    case 'future':
    case 'perpetual':
      if (terms.base !== undefined && terms.base === terms.quote)
        return clash('quote', terms.quote, `another currency than base ${terms.base}`)
      if (terms.payoff === 'inverse' && terms.currency !== terms.base)
        return clash('currency', terms.currency, `the base of an inverse contract, ${terms.base ?? 'stated as base'}`)
      if (terms.payoff === 'quanto' && (terms.currency === terms.base || terms.currency === terms.quote))
        return clash('currency', terms.currency, 'a third currency in a quanto contract')
      return undefined
    case 'combo': {
      const ids = terms.legs.map((leg) => leg.id)
      const twice = ids.findIndex((id, i) => ids.indexOf(id) !== i || id === terms.id)
      return twice < 0
        ? undefined
        : clash(`legs[${twice}].id`, ids[twice]!, 'each leg once, and never the combo itself')
    }
    default:
      return undefined
  }
}

function fault(path: string, value: unknown, allowed: string): TermsFault {
  return { path, value: told(value), allowed, contradiction: false }
}

function clash(path: string, value: Json | undefined, allowed: string): TermsFault {
  return { path, value: value ?? 'absent', allowed, contradiction: true }
}

function told(value: unknown): Json {
  if (value === undefined) return 'absent'
  if (typeof value === 'number') return Number.isFinite(value) ? value : String(value)
  if (typeof value === 'string' || typeof value === 'boolean' || value === null) return value
  return Array.isArray(value) ? 'a list' : `an ${typeof value === 'object' ? 'object' : 'unfit value'}`
}
