import { BourseError, type Json, type Stepper } from '@bourse/core'

/**
 * How indicators are saved: every field of the object by its name, as JSON. Numbers JSON does not have become text, columns
 * become lists, indicators inside become objects of their own. One rule for all, so that no indicator can forget a
 * field and a restored one continues bit for bit. The field `made` says how it was made, and must agree.
 */
export function saveState(indicator: object): Json {
  const state: { [field: string]: Json } = {}
  for (const [field, value] of Object.entries(indicator)) state[field] = savedField(value)
  return state
}

function savedField(value: unknown): Json {
  if (typeof value === 'number') return savedNumber(value)
  if (value instanceof Float64Array) return Array.from(value, savedNumber)
  return typeof value === 'object' && value !== null ? saveState(value) : (value as Json)
}

function savedNumber(value: number): Json {
  if (Object.is(value, -0)) return '-0'
  return Number.isFinite(value) ? value : String(value)
}

/**
 * Puts a saved state back into an indicator that was made with the same settings; a refused state leaves it as it was.
 *
 * @throws BourseError `input/parse` where the state belongs to another indicator, to other settings, or is none.
 */
export function loadState(indicator: object, state: Json): void {
  checkState(indicator, state, '')
  putBack(indicator, state)
}

/** The half of a stepper that is the same for all. */
export abstract class SavedFields {
  save(): Json {
    return saveState(this)
  }

  load(state: Json): void {
    loadState(this, state)
  }
}

/** A stepper that remembers nothing. */
export function stateless<I, O>(made: string, next: (input: I) => O): Stepper<I, O> {
  return {
    next,
    save: () => null,
    load(state) {
      if (state !== null) throw foreignState(made, 'state', state)
    },
  }
}

type Fields = { [field: string]: unknown }

function checkState(indicator: object, state: Json, path: string): void {
  const fields = indicator as Fields
  const made = 'made' in fields ? String(fields['made']) : 'an indicator'
  if (!isRecord(state)) throw foreignState(made, path === '' ? 'state' : path, state)
  if (Object.keys(fields).join() !== Object.keys(state).join())
    throw foreignState(made, `${path}made`, state['made'] ?? null)
  for (const [field, value] of Object.entries(fields)) {
    const stored = state[field]!
    if (isInner(value)) checkState(value, stored, `${path}${field}.`)
    else if (!fits(value, stored)) throw foreignState(made, path + field, stored)
  }
}

function fits(value: unknown, stored: Json): boolean {
  if (typeof value === 'number') return isSavedNumber(stored)
  if (value instanceof Float64Array)
    return Array.isArray(stored) && stored.length === value.length && stored.every(isSavedNumber)
  // A text is a setting: `made`, the name of an average.
  return stored === value
}

function putBack(indicator: object, state: Json): void {
  const fields = indicator as Fields
  const stored = state as { readonly [field: string]: Json }
  for (const [field, value] of Object.entries(fields)) {
    if (isInner(value)) putBack(value, stored[field]!)
    else if (value instanceof Float64Array) value.set((stored[field] as readonly Json[]).map(Number))
    else fields[field] = typeof value === 'number' ? Number(stored[field]) : stored[field]
  }
}

const isInner = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !(value instanceof Float64Array)

const isRecord = (state: Json): state is { readonly [field: string]: Json } =>
  typeof state === 'object' && state !== null && !Array.isArray(state)

const isSavedNumber = (stored: Json): boolean =>
  typeof stored === 'number' || stored === 'NaN' || stored === 'Infinity' || stored === '-Infinity' || stored === '-0'

function foreignState(made: string, field: string, stored: Json): BourseError {
  const value = typeof stored === 'object' ? 'an object or a list' : stored
  return new BourseError('input/parse', `load: ${field} of the saved state is ${value}, which does not fit ${made}`, {
    details: { indicator: made, field, value },
    remedy: 'load a state that an indicator made with the same name and settings has saved',
  })
}
