// Instruments by id, with literal types where ids are known when the program is written.
import { BourseError, type InstrumentId, type TimeLike, toIsoDate } from '@bourse/core'
import type { AssetClass, Instrument, InstrumentKind } from '../instruments/instrument.js'
import type { ParsedSymbol } from '../symbology/parsedSymbol.js'
import { codeKey, symbolKey } from '../symbology/symbolKey.js'
import { emptyTable, extendTable, keysOfTable, type Table, versionOn } from './table.js'
import type { Instruments } from './instruments.js'

/** What to select; all conditions must hold. `venue` is the part after the `@`. */
export type InstrumentFilter<K extends InstrumentKind = InstrumentKind> = {
  readonly kind?: K
  readonly assetClass?: AssetClass
  readonly venue?: string
  readonly currency?: string
  readonly root?: string
  readonly underlying?: InstrumentId
  readonly where?: (instrument: Instrument) => boolean
}

/** Instruments by id. Immutable: `with` and `asOf` answer another registry, and indices stay what they were. */
export interface Registry<T extends Instrument = Instrument> extends Instruments {
  /** Literal ids keep literal terms; ids known only at run time give `T`. Throws `input/unknown-instrument`. */
  get<I extends T['id']>(id: I): InstrumentId extends T['id'] ? T : Extract<T, { readonly id: I }>
  /** Like `get`, `undefined` where absent. */
  find(id: string): T | undefined
  /** In order of index, as plain `Instrument`: a registry made from them takes any id. */
  all(): IterableIterator<Instrument>
  readonly size: number
  /** Interned, dense, stable for the life of the registry and of those made from it; -1 when absent. */
  indexOf(id: string): number
  /** The way back; `undefined` where there is none. */
  atIndex(index: number): T | undefined
  /** All that fit, in order of index. */
  select<K extends InstrumentKind = InstrumentKind>(
    filter: InstrumentFilter<K>,
  ): readonly Extract<T, { readonly kind: K }>[]
  /** What the symbol describes, at whatever venue. */
  bySymbol(symbol: ParsedSymbol): readonly T[]
  /** What carries this code under this scheme (`codes`). */
  byCode(scheme: string, code: string): readonly T[]
  /** What was listed on that day (UTC), with the terms of that day; same indices, so no longer dense. */
  asOf(time: TimeLike): Registry<T>
  /** More instruments, at further indices. Many at once: each call copies the table of ids. */
  with<const N extends readonly Instrument[]>(instruments: N): Registry<T | N[number]>
}

/**
 * A registry. Literal instruments keep literal types, so that a wrong id does not compile; instruments that arrive at run
 * time have the same signature. The same id may come several times with terms that hold one after the other. Throws
 * `assets/terms` for a wrong field, `assets/contradiction` for terms that deny each other and `assets/overlap` for two
 * terms of one id on the same day.
 *
 * @example
 * import { createRegistry } from '@bourse/assets'
 * const registry = createRegistry([{ kind: 'future', id: 'ESZ26@CME', assetClass: 'equity', currency: 'USD', tick: 0.25,
 *   lot: 1, calendar: 'CME_EQUITY', root: 'ES', month: '2026-12', expiry: '2026-12-18', multiplier: 50, settlement: 'cash' }])
 * registry.get('ESZ26@CME').multiplier // => 50
 * registry.asOf('2027-01-04').find('ESZ26@CME') // => undefined
 */
export function createRegistry<const T extends readonly Instrument[]>(instruments: T): Registry<T[number]> {
  return registryOf<T[number]>(extendTable(emptyTable(), instruments))
}

function registryOf<T extends Instrument>(table: Table, date?: ReturnType<typeof toIsoDate>): Registry<T> {
  return new TableRegistry<T>(table, date)
}

/** A class for its getter: an object literal that has one is kept as a dictionary, and every read of it is a search. */
class TableRegistry<T extends Instrument> implements Registry<T> {
  readonly find: Registry<T>['find']
  readonly get: Registry<T>['get']
  readonly all: Registry<T>['all']
  readonly indexOf: Registry<T>['indexOf']
  readonly atIndex: Registry<T>['atIndex']
  readonly select: Registry<T>['select']
  readonly bySymbol: Registry<T>['bySymbol']
  readonly byCode: Registry<T>['byCode']
  readonly asOf: Registry<T>['asOf']
  readonly with: Registry<T>['with']
  readonly #table: Table
  readonly #date: string | undefined

  constructor(table: Table, date: ReturnType<typeof toIsoDate> | undefined) {
    this.#table = table
    this.#date = date
    let keys: ReadonlyMap<string, readonly number[]> | undefined
    const at = (index: number): T | undefined => versionOn(table, index, date) as T | undefined
    const find = (id: string): T | undefined => {
      const index = table.ids.get(id)
      return index === undefined ? undefined : at(index)
    }
    function* listed(): IterableIterator<T> {
      for (let i = 0; i < table.latest.length; i++) {
        const instrument = at(i)
        if (instrument) yield instrument
      }
    }
    const byKey = (key: string | undefined): readonly T[] => {
      keys ??= keysOfTable(table) // only who asks for symbols pays for their index
      const indices = key === undefined ? undefined : keys.get(key)
      return (indices ?? []).flatMap((index) => at(index) ?? [])
    }
    this.find = find
    this.get = (id) => {
      const instrument = find(id)
      if (instrument === undefined) throw unknown(id, table, date)
      return instrument as never
    }
    this.all = listed
    this.indexOf = (id) => {
      const index = table.ids.get(id)
      return index === undefined || at(index) === undefined ? -1 : index
    }
    this.atIndex = at
    this.select = (filter) => {
      const found: T[] = []
      for (const instrument of listed()) if (fits(instrument, filter)) found.push(instrument)
      return found as never
    }
    this.bySymbol = (symbol) => byKey(symbolKey(symbol))
    this.byCode = (scheme, code) => byKey(codeKey(scheme, code))
    this.asOf = (time) => registryOf<T>(table, toIsoDate(time))
    this.with = (instruments) => registryOf<T | (typeof instruments)[number]>(extendTable(table, instruments), date)
  }

  get size(): number {
    if (this.#date === undefined) return this.#table.latest.length
    let count = 0
    for (const _ of this.all()) count++
    return count
  }
}

function fits(instrument: Instrument, filter: InstrumentFilter): boolean {
  const { kind, assetClass, venue, currency, root, underlying, where } = filter
  return (
    (kind === undefined || instrument.kind === kind) &&
    (assetClass === undefined || instrument.assetClass === assetClass) &&
    (currency === undefined || instrument.currency === currency) &&
    (venue === undefined || instrument.id.endsWith(`@${venue}`)) &&
    (root === undefined || ('root' in instrument && instrument.root === root)) &&
    (underlying === undefined || ('underlying' in instrument && instrument.underlying === underlying)) &&
    (where === undefined || where(instrument))
  )
}

function unknown(id: string, table: Table, date: string | undefined): BourseError {
  const known = table.ids.has(id)
  const when = date === undefined ? '' : ` on ${date}`
  return new BourseError('input/unknown-instrument', `the registry holds no ${JSON.stringify(id)}${when}`, {
    details: { id, known, date: date ?? null, size: table.latest.length },
    remedy: known ? 'ask for a day on which it was listed' : 'add it with registry.with([...]) or ask with find',
  })
}
