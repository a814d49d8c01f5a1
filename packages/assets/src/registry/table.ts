// What a registry stands on: ids interned as dense indices, the latest terms of each, and earlier terms where there are any.
import { BourseError, type IsoDate, type Json } from '@bourse/core'
import { termsFault } from '../instruments/checkTerms.js'
import type { Instrument } from '../instruments/instrument.js'
import { keysOf } from '../symbology/symbolKey.js'
import { isListedOn, validityOf } from './listed.js'

/** `versions` only for ids with more than one, oldest first. */
export type Table = {
  readonly ids: ReadonlyMap<string, number>
  readonly latest: readonly Instrument[]
  readonly versions: ReadonlyMap<number, readonly Instrument[]>
}

/** Nothing yet. */
export function emptyTable(): Table {
  return { ids: new Map(), latest: [], versions: new Map() }
}

/** The table and more; the one passed stays as it is. Throws for wrong terms and for terms that overlap. */
export function extendTable(table: Table, instruments: readonly Instrument[]): Table {
  const ids = new Map(table.ids)
  const latest = [...table.latest]
  const versions = new Map(table.versions)
  for (const instrument of instruments) {
    refuseFault(instrument)
    const index = ids.get(instrument.id)
    if (index === undefined) {
      ids.set(instrument.id, latest.length)
      latest.push(instrument)
      continue
    }
    const line = insertVersion(versions.get(index) ?? [latest[index]!], instrument)
    versions.set(index, line)
    latest[index] = line.at(-1)!
  }
  return { ids, latest, versions }
}

/** The terms that hold on a day, or the latest where no day is asked for. */
export function versionOn(table: Table, index: number, date: IsoDate | undefined): Instrument | undefined {
  const latest = table.latest[index]
  if (date === undefined || latest === undefined) return latest
  const line = table.versions.get(index)
  if (line) return line.find((version) => isListedOn(version, date))
  return isListedOn(latest, date) ? latest : undefined
}

/** Indices by symbol and code, over all versions. */
export function keysOfTable(table: Table): ReadonlyMap<string, readonly number[]> {
  const keys = new Map<string, number[]>()
  for (const [index, latest] of table.latest.entries())
    for (const version of table.versions.get(index) ?? [latest])
      for (const key of keysOf(version)) {
        const indices = keys.get(key)
        if (!indices) keys.set(key, [index])
        else if (indices.at(-1) !== index) indices.push(index)
      }
  return keys
}

function insertVersion(line: readonly Instrument[], added: Instrument): readonly Instrument[] {
  const sorted = [...line, added].sort((a, b) => (validityOf(a).from < validityOf(b).from ? -1 : 1))
  for (let i = 1; i < sorted.length; i++) {
    const [before, after] = [validityOf(sorted[i - 1]!), validityOf(sorted[i]!)]
    if (after.from <= before.to)
      throw new BourseError('assets/overlap', `${added.id} has two terms on ${after.from}`, {
        details: { id: added.id, first: before, second: after },
        remedy: 'end the older terms with validTo the day before the newer begin with validFrom',
      })
  }
  return sorted
}

function refuseFault(instrument: Instrument): void {
  const wrong = termsFault(instrument)
  if (!wrong) return
  const { path, value, allowed, contradiction } = wrong
  const id: Json = typeof instrument?.id === 'string' ? instrument.id : 'an instrument'
  throw new BourseError(
    contradiction ? 'assets/contradiction' : 'assets/terms',
    `${id}: ${path || 'terms'} is ${JSON.stringify(value)}, allowed is ${allowed}`,
    { details: { id, path, value, allowed }, remedy: `correct ${path || 'the terms'}` },
  )
}
