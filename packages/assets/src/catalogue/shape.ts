// The shape of a catalogue file as data: fields, lists, and objects by name. What is wrong is found with its path, so that
// its line can be shown.
import { durationMs } from '@bourse/core'
import { termsFault } from '../instruments/checkTerms.js'
import { isCivilDate } from '../instruments/isCivilDate.js'
import type { Field } from '../instruments/terms.js'

/** An object of fields, a list of one shape, an object of one shape under any name, or a field. */
export type Shape =
  | { readonly fields: { readonly [name: string]: Shape }; readonly optional?: true }
  | { readonly list: Shape; readonly optional?: true }
  | { readonly named: Shape; readonly optional?: true }
  | Field
/** Path into the file, what stands there, what may. */
export type ShapeFault = {
  readonly path: readonly (string | number)[]
  readonly value: unknown
  readonly allowed: string
}

const text: Field = { allowed: 'text that is not empty', test: (v) => typeof v === 'string' && v.trim() !== '' }
const flag: Field = { allowed: 'true or false', test: (v) => typeof v === 'boolean' }
const share: Field = { allowed: 'a share from 0 to 1 (0.1 = 10 %)', test: (v) => inside(v, 0, 1) }
const positiveShare: Field = {
  allowed: 'a share above 0, at most 1 (0.1 = 10 %)',
  test: (v) => inside(v, 0, 1) && v !== 0,
}
const positive: Field = { allowed: 'a number > 0', test: (v) => inside(v, 0, Number.MAX_VALUE) && v !== 0 }
const leverage: Field = { allowed: 'a number from 1 to 200', test: (v) => inside(v, 1, 200) }
const count: Field = { allowed: 'a whole number >= 0', test: (v) => inside(v, 0, 1e6) && Number.isInteger(v) }
const distance: Field = {
  allowed: '{ share: 0.08 } above 0, at most 1, or { pips: 40 } above 0',
  test: (v) => {
    if (typeof v !== 'object' || v === null || Object.keys(v).length !== 1) return false
    return 'share' in v ? positiveShare.test(v.share) : 'pips' in v && positive.test(v.pips)
  },
}
const duration: Field = {
  allowed: "a length of time, as '30m'",
  test: (v) => typeof v === 'string' && /^\d+(?:ms|s|m|h|d|w)$/.test(v) && durationMs(v as '1s') > 0,
}
const optional = <S extends Shape>(shape: S): S & { readonly optional: true } => ({ ...shape, optional: true })

const risk: Shape = {
  fields: {
    maxPosition: positiveShare,
    stop: distance,
    takeProfit: optional(distance),
    leverage,
    earningsBlackoutDays: optional(count),
    monitoredAccounts: optional({ list: text }),
    maxHoldDays: optional(count),
    avoidSideways: optional(flag),
    decayWarning: optional(flag),
  },
}

/** A whole catalogue; `terms` is checked by the instruments' own rules. */
export const catalogueShape: Shape = {
  fields: {
    asOf: { allowed: 'a date that exists, as 2026-12-18', test: isCivilDate },
    limits: { fields: { heat: share, correlated: share, class: share, stop: share, dailyLoss: share } },
    classes: { named: { fields: { maxAllocation: share, maxPositions: optional(count), note: optional(text) } } },
    products: {
      named: {
        fields: {
          enabled: flag,
          instruments: { list: text },
          hours: { list: text },
          maxLeverage: leverage,
          defaultLeverage: leverage,
          minPosition: positive,
          maxPosition: positiveShare,
          scanEvery: duration,
          allocation: share,
        },
      },
    },
    assets: {
      list: {
        fields: {
          id: text,
          class: text,
          enabled: flag,
          volatilityScore: {
            allowed: 'a whole number from 1 to 10',
            test: (v) => inside(v, 1, 10) && Number.isInteger(v),
          },
          indicators: { list: text },
          sources: { list: text },
          risk,
          terms: { allowed: 'the terms of an instrument', test: (v) => typeof v === 'object' && v !== null },
        },
      },
    },
  },
}

/** The first place where a value does not have the shape. */
export function shapeFault(value: unknown, shape: Shape, path: ShapeFault['path'] = []): ShapeFault | undefined {
  if ('test' in shape) return shape.test(value) ? undefined : { path, value, allowed: shape.allowed }
  if ('list' in shape) {
    if (!Array.isArray(value)) return { path, value, allowed: 'a list' }
    return first(value.keys(), (i) => shapeFault(value[i], shape.list, [...path, i]))
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return { path, value, allowed: 'an object' }
  const record = value as { readonly [name: string]: unknown }
  if ('named' in shape)
    return first(Object.keys(record), (name) => shapeFault(record[name], shape.named, [...path, name]))
  const { fields } = shape
  const absent = Object.keys(fields).find((name) => record[name] === undefined && !fields[name]!.optional)
  if (absent !== undefined) return { path: [...path, absent], value: undefined, allowed: allowedIn(fields[absent]!) }
  return first(Object.keys(record), (name) => {
    if (!Object.hasOwn(fields, name))
      return { path: [...path, name], value: record[name], allowed: `one of ${Object.keys(fields).join(', ')}` }
    return shapeFault(record[name], fields[name]!, [...path, name])
  })
}

/** What two places of a well-shaped catalogue say against each other, and what is wrong with the terms of an asset. */
export function catalogueFault(catalogue: {
  readonly classes: { readonly [name: string]: unknown }
  readonly products: {
    readonly [name: string]: {
      readonly maxLeverage: number
      readonly defaultLeverage: number
      readonly allocation: number
    }
  }
  readonly assets: readonly { readonly id: string; readonly class: string; readonly terms: { readonly id?: unknown } }[]
}): ShapeFault | undefined {
  const { classes, products, assets } = catalogue
  const ids = assets.map(({ id }) => id)
  const asset = first(assets.keys(), (i): ShapeFault | undefined => {
    const { id, class: name, terms } = assets[i]!
    if (!Object.hasOwn(classes, name))
      return { path: ['assets', i, 'class'], value: name, allowed: `one of ${Object.keys(classes).join(', ')}` }
    if (ids.indexOf(id) !== i) return { path: ['assets', i, 'id'], value: id, allowed: 'each asset once' }
    const wrong = termsFault(terms)
    if (wrong) {
      const inner = wrong.path.split(/[.[\]]+/).filter((part) => part !== '')
      const path = ['assets', i, 'terms', ...inner.map((part) => (/^\d+$/.test(part) ? Number(part) : part))]
      return { path, value: wrong.value, allowed: wrong.allowed }
    }
    if (terms.id !== id) return { path: ['assets', i, 'terms', 'id'], value: terms.id, allowed: `the asset's, ${id}` }
    return undefined
  })
  if (asset) return asset
  const names = Object.keys(products)
  const leveraged = names.find((name) => products[name]!.defaultLeverage > products[name]!.maxLeverage)
  if (leveraged !== undefined) {
    const { defaultLeverage, maxLeverage } = products[leveraged]!
    const path = ['products', leveraged, 'defaultLeverage']
    return { path, value: defaultLeverage, allowed: `at most maxLeverage ${maxLeverage}` }
  }
  const sum = names.reduce((total, name) => total + products[name]!.allocation, 0)
  if (sum <= 1 + 1e-12) return undefined
  return { path: ['products'], value: sum, allowed: 'allocations that add up to at most 1' }
}

function inside(value: unknown, low: number, high: number): boolean {
  return typeof value === 'number' && value >= low && value <= high
}

function allowedIn(shape: Shape): string {
  return 'test' in shape ? shape.allowed : 'list' in shape ? 'a list' : 'an object'
}

function first<T, R>(items: Iterable<T>, find: (item: T) => R | undefined): R | undefined {
  for (const item of items) {
    const found = find(item)
    if (found !== undefined) return found
  }
  return undefined
}
