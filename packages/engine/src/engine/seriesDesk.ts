// Continuous futures inside an engine: dated bars in, bars of the continuous id out, and the contract in front.
import type { Calendars, Future, Instruments } from '@bourse/assets'
import { type InputOf, type InstrumentId, type Json, type Stepper, toIsoDate } from '@bourse/core'
import { type ContinuousFuture, type RolledBar, roller } from '@bourse/futures'

/** One series as the engine follows it. `unrolled`: somebody may still hold a contract that was left. */
export type SeriesTrack = {
  readonly series: ContinuousFuture
  readonly roller: Stepper<InputOf<'bar'>, RolledBar | undefined>
  front: Future | undefined
  unrolled: boolean
}

/** Series by id, made when first watched or targeted. */
export interface SeriesDesk {
  /** Whether none is followed. */
  isEmpty(): boolean
  add(series: ContinuousFuture): SeriesTrack
  find(id: InstrumentId): SeriesTrack | undefined
  /** The series a dated contract may be in front of. */
  of(contract: InstrumentId): readonly SeriesTrack[]
  /** The contracts to watch now: the one in front, those behind it up to one past the rank. */
  contractsOf(series: ContinuousFuture, now: number): readonly InstrumentId[]
  /** Whether a contract belongs to a series. */
  holds(series: ContinuousFuture, contract: InstrumentId): boolean
  save(): Json
  load(state: Json): void
}

export function seriesDesk(instruments: Instruments, calendars: Calendars): SeriesDesk {
  const tracks = new Map<InstrumentId, SeriesTrack>()
  const venueOf = (id: string): string => id.slice(id.lastIndexOf('@') + 1)
  const add = (series: ContinuousFuture): SeriesTrack => {
    const known = tracks.get(series.id)
    if (known !== undefined) return known
    const track = {
      series,
      roller: roller(series, calendars) as SeriesTrack['roller'],
      front: undefined,
      unrolled: false,
    }
    tracks.set(series.id, track)
    return track
  }
  const holds = (series: ContinuousFuture, contract: InstrumentId): boolean => {
    const instrument = instruments.find(contract)
    return (
      instrument?.kind === 'future' && instrument.root === series.spec.root && venueOf(contract) === series.spec.venue
    )
  }
  return {
    isEmpty: () => tracks.size === 0,
    add,
    find: (id) => tracks.get(id),
    of: (contract) => [...tracks.values()].filter(({ series }) => holds(series, contract)),
    contractsOf(series, now) {
      const today = toIsoDate(now)
      const alive: Future[] = []
      for (const one of instruments.all())
        if (one.kind === 'future' && one.expiry >= today && holds(series, one.id)) alive.push(one)
      alive.sort((a, b) => (a.expiry < b.expiry ? -1 : 1))
      return alive.slice(0, series.rank + 2).map(({ id }) => id)
    },
    holds,
    save: () =>
      [...tracks.values()].map(({ series, roller, front, unrolled }) => ({
        series: series as unknown as Json,
        roller: roller.save(),
        front: front?.id ?? null,
        unrolled,
      })),
    load(state) {
      tracks.clear()
      for (const one of state as readonly {
        series: ContinuousFuture
        roller: Json
        front: string | null
        unrolled: boolean
      }[]) {
        const track = add(one.series)
        track.roller.load(one.roller)
        track.front = one.front === null ? undefined : (instruments.find(one.front) as Future | undefined)
        track.unrolled = one.unrolled
      }
    },
  }
}
