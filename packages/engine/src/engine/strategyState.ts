// A strategy's state in a snapshot: what is JSON as it is, steppers by their place in it.
import { BourseError, type Json, type Saves } from '@bourse/core'

/** JSON with null where a stepper stands, and what each stepper saved, by path. */
export type SavedState = { readonly json: Json; readonly steppers: { readonly [path: string]: Json } }

/** Throws `engine/state-not-json` naming the first place that is neither JSON nor a stepper. */
export function saveState(strategy: string, state: unknown): SavedState {
  const steppers: { [path: string]: Json } = {}
  const walk = (value: unknown, path: string, above: readonly object[]): Json => {
    if (isStepper(value)) {
      steppers[path] = value.save()
      return null
    }
    if (value === null || typeof value === 'boolean' || typeof value === 'string') return value
    if (typeof value === 'number' && Number.isFinite(value)) return value
    if (typeof value !== 'object' || above.includes(value)) throw notJson(strategy, path, value)
    const inside = [...above, value]
    if (Array.isArray(value)) return Array.from(value, (item: unknown, i) => walk(item, `${path}/${i}`, inside))
    const prototype: unknown = Object.getPrototypeOf(value)
    if (prototype !== Object.prototype && prototype !== null) throw notJson(strategy, path, value)
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, walk(item, `${path}/${key}`, inside)]))
  }
  return { json: state === undefined ? null : walk(state, '', []), steppers }
}

/** `fresh` is what `init` made: its steppers take their saved states, all else comes from the JSON. */
export function loadState(strategy: string, fresh: unknown, saved: SavedState): unknown {
  const walk = (json: Json, made: unknown, path: string): unknown => {
    const own = saved.steppers[path]
    if (own !== undefined) {
      if (!isStepper(made)) throw lostStepper(strategy, path)
      made.load(own)
      return made
    }
    if (json === null || typeof json !== 'object') return json
    const inside = typeof made === 'object' && made !== null ? (made as { readonly [key: string]: unknown }) : {}
    if (Array.isArray(json)) return json.map((item: Json, i) => walk(item, inside[i], `${path}/${i}`))
    return Object.fromEntries(
      Object.entries(json).map(([key, item]) => [key, walk(item, inside[key], `${path}/${key}`)]),
    )
  }
  if (fresh === undefined && saved.json === null && Object.keys(saved.steppers).length === 0) return undefined
  return walk(saved.json, fresh, '')
}

/** Steppers that `init` does not make cannot be made again by a restore: said when the snapshot is taken. */
export function checkRestorable(strategy: string, saved: SavedState, fresh: unknown): void {
  // By path, never by its pieces: a key may be an id with a stroke in it, 'EUR/USD@ebs'.
  const made = saveState(strategy, fresh).steppers
  for (const path of Object.keys(saved.steppers)) if (!Object.hasOwn(made, path)) throw lostStepper(strategy, path)
}

function isStepper(value: unknown): value is Saves {
  if (typeof value !== 'object' || value === null) return false
  const { next, save, load } = value as { readonly [name: string]: unknown }
  return typeof next === 'function' && typeof save === 'function' && typeof load === 'function'
}

function notJson(strategy: string, path: string, value: unknown): BourseError {
  const told = typeof value === 'number' ? String(value) : typeof value
  const place = path === '' ? 'state' : `state${path.replaceAll('/', '.')}`
  return new BourseError('engine/state-not-json', `${strategy}: ${place} is ${told}, no JSON and no stepper`, {
    details: { where: strategy, argument: place, value: told, allowed: 'JSON or a stepper' },
    remedy:
      'keep numbers that are finite, text, booleans, lists, plain objects and steppers; null for what is not known yet',
  })
}

function lostStepper(strategy: string, path: string): BourseError {
  return new BourseError(
    'engine/state-not-json',
    `${strategy}: state${path.replaceAll('/', '.')} is a stepper that init does not make`,
    {
      details: { where: strategy, argument: path, allowed: 'steppers made by init' },
      remedy: 'make every stepper in init, so that a restored run has them',
    },
  )
}
