// What an engine is made of: book, market, gate, orders, strategies, and what is known per id.
import { createCalendars } from '@bourse/assets'
import {
  type BourseError,
  badArgument,
  type Checkable,
  type Command,
  createMarketRecord,
  type InputOf,
  type InstrumentId,
  type MarketRecord,
  moneyOf,
  toIsoDate,
} from '@bourse/core'
import { createRng } from '@bourse/math'
import { createLedger, type Ledger } from '@bourse/portfolio'
import { type OptionChain, optionChain } from '@bourse/pricing'
import { createGate, type Gate, type RiskContext, type Verdict } from '@bourse/risk'
import type { ScanScorer } from '../scan/scanModule.js'
import { scanStrategy } from '../scan/scanStrategy.js'
import { type BoundStrategy, definitionOf } from '../strategy/defineStrategy.js'
import { type BarRing, barRing } from './barRing.js'
import { BookPart } from './bookPart.js'
import type { AuditNote, EngineConfig, StrategySlot } from './engineTypes.js'
import type { Floor, Host } from './floor.js'
import { FloorContext } from './floorContext.js'
import { createHost, wantsOf } from './host.js'
import { type LiveRates, liveRates } from './liveRates.js'
import { marginView } from './marginView.js'
import { type OrderDesk, orderDesk } from './orderDesk.js'
import { ownRule } from './ownRules.js'
import { type RollDesk, rollDesk } from './rollPositions.js'
import { type SeriesDesk, type SeriesTrack, seriesDesk } from './seriesDesk.js'

/** What the engine knows per id; looked up once per market fact. */
export type IdEntry = {
  readonly id: InstrumentId
  ring: BarRing | undefined
  hosts: readonly Host[]
  series: readonly SeriesTrack[]
  chains: readonly OptionChain[]
  isRate: boolean
  /** Which watches it was made for. */
  made: number
}

/** What parts tell the engine around them. */
export type PartsTell = {
  readonly send: (command: Command) => void
  readonly note: (note: AuditNote) => void
  readonly halt: (host: Host, error: unknown) => void
  readonly refuse: (host: Host, fact: InputOf<'refused'>) => void
}

export type EngineParts = {
  readonly config: EngineConfig
  readonly floor: Floor
  readonly hosts: readonly Host[]
  readonly byName: ReadonlyMap<string, Host>
  /** Strategies with a `position` handler. */
  readonly positioned: readonly Host[]
  readonly ledger: Ledger
  readonly market: MarketRecord
  readonly gate: Gate
  /** Whether the gate asks any rule. */
  readonly ruled: boolean
  readonly desk: OrderDesk
  readonly series: SeriesDesk
  readonly rolls: RollDesk
  readonly rates: LiveRates | undefined
  readonly context: RiskContext
  readonly chains: Map<InstrumentId, OptionChain>
  readonly entries: ReadonlyMap<InstrumentId, IdEntry>
  readonly barsKept: number
  entryOf(id: InstrumentId): IdEntry
  keepBar(entry: IdEntry, bar: InputOf<'bar'>): void
  observeRate(input: InputOf<'bar'> | InputOf<'quote'>): void
  /** New contracts in front need watching. */
  rewatch(track: SeriesTrack): void
  makeChain(underlying: InstrumentId): OptionChain
  /** Everything that is watched, as commands. */
  watching(): readonly Command[]
  forgetEntries(): void
}

const defaultBarsKept = 512

export function engineParts(config: EngineConfig, tell: PartsTell): EngineParts {
  checkConfig(config)
  const { instruments, base, runId, seed = 1, calendars = createCalendars([]) } = config
  if (!/^\S+$/.test(runId)) throw badArgument('createEngine', 'runId', runId, 'text without blanks')
  const kept = config.barsKept ?? defaultBarsKept
  if (!Number.isInteger(kept) || kept < 2) throw badArgument('createEngine', 'barsKept', kept, 'an integer >= 2')
  const market = createMarketRecord()
  const own = config.rates === undefined ? liveRates(instruments) : undefined
  const rates = config.rates ?? own!
  const ledger = createLedger({ base, instruments, market, rates })
  const entries = new Map<InstrumentId, IdEntry>()
  const chains = new Map<InstrumentId, OptionChain>()
  let watches = 1
  let newest: IdEntry | undefined

  const desk = orderDesk({
    check: (_, order) => {
      const verdict = gate.checkOrder(order, context)
      tell.note({ audit: 'verdict', strategy: strategyOf(order) ?? '', verdict: verdict as unknown as Verdict })
      return verdict
    },
    send: tell.send,
    cause: () => floor.cause,
    holds: (account, group) => config.groups?.[account]?.includes(group) ?? false,
    alarm: ({ order, state }, fact, before) =>
      tell.note({
        audit: 'alarm',
        strategy: order.strategy,
        orderId: order.orderId,
        state: `${before} -> ${state}`,
        fact: fact.kind,
      }),
  })
  const series = seriesDesk(instruments, calendars)
  const floor: Floor = {
    runId,
    instruments,
    calendars,
    book: ledger,
    market,
    desk,
    series,
    now: Number.NaN,
    cause: -1,
    muted: false,
    closed: new Set(),
    current: undefined,
    send: tell.send,
    note: tell.note,
    halt: tell.halt,
    refuse: tell.refuse,
    chain(underlying) {
      const chain = chains.get(underlying) ?? makeChain(underlying, true)
      // A schedule may ask hours after the last quote: ages and days to expiry are those of now.
      chain.advance(floor.now)
      return chain
    },
    bars: (id) => entries.get(id)?.ring,
    rateOf: (currency) => (currency === base ? 1 : rates.mid(currency, base)),
    watchesChanged: () => {
      watches++
    },
  }
  const context: RiskContext = new FloorContext(
    floor,
    rates,
    marginView(config.margins ?? [], () => context),
  )
  const slots: readonly StrategySlot[] = [
    ...config.strategies.map(slotOf),
    ...(config.modules ?? []).map((module) => ({ strategy: scanStrategy(module, scorerOf(config), tell.note) })),
  ]
  const capitalOf = capitals(slots, base, ledger)
  const hosts = slots.map((slot) => {
    const { name } = slot.strategy
    const routes = [...(slot.routes ?? []), ...(config.routes ?? [])]
    const book = new BookPart(ledger, name, () => capitalOf(name))
    return createHost(slot.strategy, name, createRng(seed).fork(name), book, routes, floor)
  })
  const byName = new Map(hosts.map((host) => [host.name, host]))
  const twice = hosts.find((host) => byName.get(host.name) !== host)
  if (twice !== undefined) throw badArgument('createEngine', 'strategies', twice.name, 'each name once')
  for (const host of hosts) host.checkState()

  const strategyOf = (order: Checkable): string | undefined => {
    if ('replace' in order) return desk.find(order.replace)?.order.strategy
    if (!('group' in order) || order.group === 'combo') return order.strategy
    return order.group === 'bracket' ? order.entry.strategy : order.orders[0].strategy
  }
  const ownRules = slots.flatMap((slot, i) =>
    (slot.rules ?? []).map((rule) => ownRule(slot.strategy.name, rule, hosts[i]!.book, strategyOf)),
  )
  const gate = createGate({ rules: [...ownRules, ...config.rules] })
  const rolls = rollDesk(floor)

  const fillEntry = (entry: IdEntry): void => {
    const { id } = entry
    const instrument = instruments.find(id)
    entry.made = watches
    entry.hosts = hosts.filter((host) => host.watched === undefined || host.watched.has(id))
    entry.series = instrument?.kind === 'future' ? series.of(id) : []
    entry.isRate = own !== undefined && instrument?.kind === 'spot'
    const underlying = instrument?.kind === 'option' ? instrument.underlying : id
    const chain = chains.get(underlying)
    entry.chains = chain === undefined ? [] : [chain]
    // Listed since the chain was made: its first fact brings it in.
    if (chain !== undefined && instrument?.kind === 'option') chain.add(instrument)
  }
  const makeChain = (underlying: InstrumentId, isNew: boolean): OptionChain => {
    // What will be listed one day would tell where the price will go.
    const today = Number.isFinite(floor.now) ? toIsoDate(floor.now) : ''
    const options = [...instruments.all()]
      .filter((one) => one.kind === 'option')
      .filter((one) => one.underlying === underlying && (one.validFrom ?? '') <= today)
    const settings = {
      american: 'europeanApproximation',
      ...(isNew ? { now: floor.now } : {}),
      ...config.chains,
    } as const
    const chain = optionChain(underlying, options, settings)
    chains.set(underlying, chain)
    watches++
    if (!isNew) return chain
    // What the market record remembers; from now on every fact comes by itself.
    for (const id of [underlying, ...options.map((one) => one.id)]) {
      const quote = market.quote(id)
      if (quote !== undefined) chain.next({ ...quote.value, at: quote.at, source: quote.source })
    }
    const last = market.mark(underlying)
    if (last !== undefined && market.quote(underlying) === undefined)
      chain.next({ kind: 'mark', id: underlying, price: last.value, at: last.at, source: last.source })
    const ids = options.map((one) => one.id)
    const strategy = floor.current?.name ?? ''
    if (ids.length > 0) tell.send({ do: 'watch', ids, want: ['quote'], cause: floor.cause, strategy })
    return chain
  }

  return {
    config,
    floor,
    hosts,
    byName,
    positioned: hosts.filter((host) => host.on.position !== undefined),
    ledger,
    market,
    gate,
    ruled: ownRules.length + config.rules.length > 0,
    desk,
    series,
    rolls,
    rates: own,
    context,
    chains,
    entries,
    barsKept: kept,
    entryOf(id) {
      // Most often it is the one of before.
      if (newest !== undefined && newest.id === id && newest.made === watches) return newest
      let entry = entries.get(id)
      if (entry === undefined) {
        entry = { id, ring: undefined, hosts: [], series: [], chains: [], isRate: false, made: 0 }
        entries.set(id, entry)
      }
      if (entry.made !== watches) fillEntry(entry)
      newest = entry
      return entry
    },
    keepBar(entry, bar) {
      entry.ring ??= barRing(entry.id, bar.span, kept)
      if (entry.ring.span === bar.span) entry.ring.push(bar)
    },
    observeRate: (input) => own?.observe(input),
    rewatch(track) {
      const ids = series.contractsOf(track.series, floor.now)
      for (const host of hosts)
        if (host.watched?.has(track.series.id) === true)
          tell.send({ do: 'watch', ids, want: ['bar', 'quote'], cause: floor.cause, strategy: host.name })
    },
    watching: () =>
      hosts.flatMap((host): readonly Command[] => {
        // Who names nothing watches everything.
        const watched = host.watched ?? new Set([...instruments.all()].map(({ id }) => id))
        if (watched.size === 0) return []
        const ids = [...watched].flatMap((id) => {
          const track = series.find(id)
          return track === undefined ? [id] : series.contractsOf(track.series, floor.now)
        })
        const options = [...chains.values()].flatMap((chain) => (watched.has(chain.underlying) ? chain.ids : []))
        const common = { do: 'watch', cause: floor.cause, strategy: host.name } as const
        const all: Command[] = [{ ...common, ids, want: wantsOf(host.on) }]
        if (options.length > 0) all.push({ ...common, ids: options, want: ['quote'] })
        return all
      }),
    makeChain: (underlying) => makeChain(underlying, false),
    forgetEntries: () => {
      entries.clear()
      newest = undefined
      watches++
    },
  }
}

// What JavaScript lets through; numbers and names are checked where they are used.
function checkConfig(config: Partial<EngineConfig> | undefined): void {
  const wrong = (name: string, allowed: string): BourseError =>
    badArgument(
      'createEngine',
      name,
      typeof (config as { readonly [key: string]: unknown } | undefined)?.[name],
      allowed,
    )
  if (typeof config !== 'object' || config === null)
    throw badArgument('createEngine', 'config', typeof config, '{ runId, base, strategies, rules, instruments }')
  const { instruments, base, runId, strategies, rules } = config
  if (typeof runId !== 'string') throw wrong('runId', 'a name of the run, its orders carry it')
  if (typeof base !== 'string') throw wrong('base', "a currency, 'USD'")
  if (Array.isArray(instruments) || typeof instruments?.find !== 'function')
    throw wrong('instruments', 'what createRegistry([...]) gives')
  if (!Array.isArray(strategies)) throw wrong('strategies', 'a list, [cross()]')
  if (!Array.isArray(rules)) throw wrong('rules', 'a list of rules, [] for none')
}

function slotOf(slot: BoundStrategy | StrategySlot): StrategySlot {
  const whole = typeof slot === 'object' && slot !== null && 'strategy' in slot ? slot : { strategy: slot }
  definitionOf(whole.strategy)
  return whole
}

/** From a strategy to what it was given: money, or a share of what nobody has earned and nobody was given. */
function capitals(slots: readonly StrategySlot[], base: string, ledger: Ledger): (name: string) => number {
  const fixed = new Map<string, number>()
  const shares = new Map<string, number>()
  const open = slots.filter((slot) => slot.capital === undefined).length
  let named = 0
  for (const { strategy, capital } of slots) {
    if (typeof capital === 'string') {
      const money = moneyOf(capital)
      if (money.currency !== base) throw badArgument('createEngine', 'capital', capital, `money in ${base}`)
      fixed.set(strategy.name, money.value.toNumber())
    } else if (capital !== undefined) {
      if (!(capital.share >= 0 && capital.share <= 1))
        throw badArgument('createEngine', 'capital.share', capital.share, '[0, 1]')
      shares.set(strategy.name, capital.share)
      named += capital.share
    }
  }
  if (named > 1 + 1e-12) throw badArgument('createEngine', 'capital.share', named, 'shares that add up to at most 1')
  const given = [...fixed.values()].reduce((sum, value) => sum + value, 0)
  const equal = open === 0 ? 0 : (1 - named) / open
  return (name) => {
    const own = fixed.get(name)
    if (own !== undefined) return own
    let free = ledger.equity().value - given
    for (const slot of slots) free -= ledger.equity({ strategy: slot.strategy.name }).value
    return free * (shares.get(name) ?? equal)
  }
}

function scorerOf({ scorer }: EngineConfig): ScanScorer {
  if (scorer !== undefined) return scorer
  throw badArgument('createEngine', 'scorer', scorer, 'a scorer where there are scan modules')
}
