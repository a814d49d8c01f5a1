// The JSON in which XGBoost writes its models (1.0 to 3.x), read strictly: whatever is not as it should be is an error
// with its place. XGBoost writes NaN and Infinity as bare words, which JSON does not know.
import type { Json } from '@bourse/core'
import { badModel } from '../trees/treeSet.js'

const format = 'loadXgboost'

/** A value in the file and how one gets there. */
export type Place = { readonly value: Json | undefined; readonly path: string }

export function parseModel(text: string): Place {
  try {
    return { value: JSON.parse(text) as Json, path: '' }
  } catch {
    // strings are passed over whole, so that a name may contain such a word
    const plain = text.replace(/"(?:[^"\\]|\\.)*"|-?\b(?:NaN|Infinity|nan|inf)\b/g, (word) =>
      word.startsWith('"') ? word : 'null',
    )
    try {
      return { value: JSON.parse(plain) as Json, path: '' }
    } catch (error) {
      throw badModel(format, 'the text', `is not JSON: ${error instanceof Error ? error.message.slice(0, 120) : ''}`)
    }
  }
}

export function at(place: Place, ...names: readonly (string | number)[]): Place {
  let { value, path } = place
  for (const name of names) {
    const holds = typeof value === 'object' && value !== null && Object.hasOwn(value, name)
    path = typeof name === 'number' ? `${path}[${name}]` : path === '' ? name : `${path}.${name}`
    value = holds ? (value as { readonly [key: string]: Json })[name] : undefined
  }
  return { value, path }
}

export function textAt(place: Place): string {
  if (typeof place.value !== 'string') throw wrong(place, 'a text')
  return place.value
}

export function listAt(place: Place): readonly Json[] {
  if (!Array.isArray(place.value)) throw wrong(place, 'a list')
  return place.value as readonly Json[]
}

/** Numbers; `length` where it must be that of another list. A null is a NaN. */
export function numbersAt(place: Place, length?: number): Float64Array {
  const list = listAt(place)
  if (length !== undefined && list.length !== length) throw wrong(place, `a list of ${length}, it has ${list.length}`)
  return Float64Array.from(list, (item, i) => {
    if (typeof item === 'number') return item
    if (typeof item === 'boolean') return item ? 1 : 0
    if (item === null) return Number.NaN
    throw wrong(at(place, i), 'a number')
  })
}

/** A whole number, which the file writes as text. */
export function countAt(place: Place, largest: number): number {
  const { value } = place
  const count = typeof value === 'string' && /^-?\d{1,10}$/.test(value) ? Number(value) : value
  if (typeof count !== 'number' || !Number.isInteger(count) || count < 0 || count > largest)
    throw wrong(place, `a whole number from 0 to ${largest}`)
  return count
}

/** `"5E-1"`, or from 3.1 on `"[5E-1]"`, one per output. */
export function scoresAt(place: Place, outputs: number): Float64Array {
  const words = textAt(place)
    .replace(/^\[|\]$/g, '')
    .split(',')
  const scores = Float64Array.from(words, (word) => (word.trim() === '' ? Number.NaN : Number(word)))
  if (scores.some((score) => !Number.isFinite(score)) || (scores.length !== 1 && scores.length !== outputs))
    throw wrong(place, `one number or ${outputs}`)
  return scores.length === outputs ? scores : new Float64Array(outputs).fill(scores[0]!)
}

export function wrong({ path, value }: Place, expected: string): Error {
  return badModel(
    format,
    path === '' ? 'the file' : path,
    value === undefined ? `is missing: it should be ${expected}` : `should be ${expected}`,
  )
}
