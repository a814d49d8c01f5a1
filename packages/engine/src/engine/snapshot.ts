// Everything an engine knows, as JSON, and the way back.
import { BourseError, type InstrumentId, type Json } from '@bourse/core'
import { barRingFromJson } from './barRing.js'
import type { EngineParts } from './engineParts.js'
import type { Wakes } from './wakes.js'

const format = 1

/** Where the engine stands in the line of inputs. */
export type EngineClock = { seq: number; time: number; started: boolean }

type SavedEngine = {
  readonly format: number
  readonly runId: string
  readonly strategies: readonly string[]
  readonly seq: number
  readonly time: number | null
  readonly started: boolean
  readonly now: number | null
  readonly hosts: readonly Json[]
  readonly bars: readonly (readonly [InstrumentId, Json])[]
  readonly chains: readonly (readonly [InstrumentId, Json])[]
} & {
  readonly [part in 'ledger' | 'market' | 'gate' | 'desk' | 'series' | 'rolls' | 'rates' | 'wakes' | 'closed']: Json
}

export function saveSnapshot(parts: EngineParts, clock: EngineClock, wakes: Wakes): Json {
  const { ledger, market, gate, desk, series, rolls, rates, hosts, entries, chains, config, floor } = parts
  const bars: (readonly [InstrumentId, Json])[] = []
  for (const [id, { ring }] of entries) if (ring !== undefined) bars.push([id, ring.save()])
  const state: SavedEngine = {
    format,
    runId: config.runId,
    strategies: hosts.map((host) => host.name),
    seq: clock.seq,
    time: Number.isFinite(clock.time) ? clock.time : null,
    started: clock.started,
    now: Number.isFinite(floor.now) ? floor.now : null,
    ledger: ledger.save(),
    market: market.save(),
    gate: gate.save(),
    desk: desk.save(),
    series: series.save(),
    rolls: rolls.save(),
    wakes: wakes.save(),
    closed: [...floor.closed],
    rates: rates?.save() ?? null,
    hosts: hosts.map((host) => host.save()),
    bars,
    chains: [...chains].map(([id, chain]) => [id, chain.save()] as const),
  }
  // A copy: what goes on living must not change a snapshot that was taken.
  return JSON.parse(JSON.stringify(state)) as Json
}

export function loadSnapshot(parts: EngineParts, clock: EngineClock, wakes: Wakes, json: Json): void {
  const { ledger, market, gate, desk, series, rolls, rates, hosts, chains, config, floor } = parts
  const saved = json as unknown as SavedEngine | null
  const names = hosts.map((host) => host.name)
  const fits = saved?.format === format && saved.runId === config.runId && String(saved.strategies) === String(names)
  if (saved === null || !fits) throw foreign(saved, config.runId, names)
  ledger.load(saved.ledger)
  market.load(saved.market)
  gate.load(saved.gate)
  desk.load(saved.desk)
  series.load(saved.series)
  rolls.load(saved.rolls)
  wakes.load(saved.wakes)
  floor.closed.clear()
  for (const account of saved.closed as readonly string[]) floor.closed.add(account)
  if (rates !== undefined && saved.rates !== null) rates.load(saved.rates)
  for (const [i, host] of hosts.entries()) host.load(saved.hosts[i]!)
  chains.clear()
  for (const [id, state] of saved.chains) parts.makeChain(id).load(state)
  parts.forgetEntries()
  for (const [id, state] of saved.bars) parts.entryOf(id).ring = barRingFromJson(id, state, parts.barsKept)
  clock.seq = saved.seq
  clock.time = saved.time ?? Number.NEGATIVE_INFINITY
  clock.started = saved.started
  floor.now = saved.now ?? Number.NaN
  floor.cause = saved.seq
}

function foreign(saved: SavedEngine | null, runId: string, names: readonly string[]): BourseError {
  return new BourseError(
    'journal/foreign',
    `restore: the snapshot is that of run ${saved?.runId ?? 'nobody'}, this engine is ${runId} with ${names.join(', ')}`,
    {
      details: { where: 'restore', value: saved?.runId ?? null, strategies: saved?.strategies ?? null, allowed: runId },
      remedy: 'restore into an engine of the same run id and strategies, made by this version',
    },
  )
}
