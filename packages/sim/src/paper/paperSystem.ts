// Simulated venues as a system that `runLive` drives: behind a feed that is live, or behind recorded facts on their own clock.
import type { Instruments } from '@bourse/assets'
import {
  BourseError,
  type Clock,
  createMarketRecord,
  type EpochMs,
  type Fact,
  type Feed,
  type GroupKind,
  type History,
  type Link,
  type MarketFact,
  type Sourced,
  type TimeLike,
  type VenueState,
} from '@bourse/core'
import type { Broker, TradingSystem } from '@bourse/engine'
import type { SimVenue } from '../venue/createSimVenue.js'
import { instrumentSource, placeAt } from './paperBroker.js'
import { paperLine } from './paperLine.js'
import { type PlayClock, playClock } from './playClock.js'

/**
 * `facts`: a recorded market in order of time (`mergeFacts` of `@bourse/data` makes one line of several series), that begins at
 * its first fact or at `from`. Else a feed, and a clock that runs. `history`: for strategies that ask.
 */
export type PaperOptions = { readonly history?: History } & (
  | { readonly facts: Iterable<Sourced<Fact>>; readonly from?: TimeLike }
  | { readonly feed: Feed; readonly clock: Clock }
)

/** Paper brokers, one per venue, on one clock. */
export interface PaperSystem extends TradingSystem {
  /** What `runLive` runs on. */
  readonly clock: Clock
}

/**
 * A system of simulated venues for `runLive`. A venue sees every fact of the feed before the engine does, so that an order never
 * trades on the fact it answers.
 *
 * Recorded facts are played as fast as they are answered, and the run ends with them: it sends the commands of `runInputs`, in
 * the same order of ties. Facts that go back in time end it with `input/backwards`. Models answer when they answer: `takes` is
 * for backtests.
 *
 * @example
 * import { createCalendars, createRegistry } from '@bourse/assets'
 * import { money } from '@bourse/core'
 * import { createEngine, defineStrategy, memoryJournal, runLive } from '@bourse/engine'
 * import { createRng } from '@bourse/math'
 * import { createSimVenue, paperSystem } from '@bourse/sim'
 * const spy = { kind: 'etf', id: 'SPY@ARCX', assetClass: 'equity', currency: 'USD', tick: 0.01, lot: 1, calendar: 'XNYS' } as const
 * const instruments = createRegistry([spy])
 * const venue = createSimVenue(instruments, createRng(1), { cash: [money(10_000, 'USD')] })
 * const facts = [600, 603, 606].map((price, i) => ({ kind: 'trade', id: 'SPY@ARCX', price, size: 100, at: 1 + i, source: 'tape' }) as const)
 * const buyer = defineStrategy({ name: 'buyer', defaults: {}, on: { trade: (ctx, { id }) => ctx.target(id, 0.5) } })
 * const engine = createEngine({ runId: 'p1', seed: 1, base: 'USD', strategies: [buyer()], rules: [], instruments, calendars: createCalendars([]) })
 * const system = await paperSystem(instruments, [venue], { facts })
 * await runLive(engine, system, { mode: 'paper', clock: system.clock, journal: memoryJournal({ runId: 'p1' }) })
 * engine.book.quantity('SPY@ARCX') // => 8
 */
export async function paperSystem(
  instruments: Instruments,
  venues: readonly SimVenue[],
  options: PaperOptions,
): Promise<PaperSystem> {
  const facts = 'facts' in options ? options.facts[Symbol.iterator]() : undefined
  let next = facts?.next()
  const first = next === undefined || next.done === true ? 0 : knownAt(next.value)
  const played = 'facts' in options ? playClock(options.from ?? first) : undefined
  const clock = 'facts' in options ? played! : options.clock
  const at = clock.now()
  const market = createMarketRecord()
  const feedListeners = new Set<(fact: Sourced<MarketFact | Link>) => void>()
  const line = paperLine(venues, clock, async (fact) => {
    market.observe(Object.assign({}, fact, { seq: 0, time: clock.now() }))
    await Promise.all([...feedListeners].map((listener): unknown => listener(fact as Sourced<MarketFact>)))
  })
  const live = 'feed' in options ? options.feed : undefined
  const stop = live?.listen((fact) => void line.show([fact]))
  const feed: Feed = {
    watch: (ids, want) => live?.watch(ids, want),
    unwatch: (ids, want) => live?.unwatch(ids, want),
    listen(listener) {
      feedListeners.add(listener)
      return () => feedListeners.delete(listener)
    },
  }
  const history = options.history ?? noHistory
  const close = (): Promise<void> => {
    stop?.()
    line.close()
    return Promise.resolve()
  }
  const states = new Map<string, VenueState>()
  for (const venue of venues) states.set(venue.account, { ...(await venue.state(at)), at })
  // One of them is the feed's broker: facts are told once, however many accounts there are.
  const silent: Feed = { watch: () => {}, unwatch: () => {}, listen: () => () => {} }
  const brokers = venues.map((venue, i): Broker<GroupKind> => {
    const told = line.venueOf(venue)
    const source = instrumentSource(instruments)
    const { account } = venue
    return {
      account,
      paper: true,
      venue: told,
      feed: i === 0 ? feed : silent,
      history,
      instruments: source,
      place: (order) => placeAt(told, order),
      close,
    }
  })
  const brokerOf = (account: string): Broker => {
    const broker = brokers.find((one) => one.account === account)
    if (broker === undefined) throw unknownAccount(account, brokers)
    return broker as Broker
  }
  return {
    at,
    clock,
    brokers: brokers as readonly Broker<GroupKind>[] as readonly Broker[],
    vendors: [],
    instruments,
    market,
    broker: brokerOf,
    state: (account) => states.get(brokerOf(account).account)!,
    cash: () =>
      [...states].flatMap(([account, { cash }]) =>
        cash.map((money) => ({ account: account as Broker['account'], money })),
      ),
    close,
    ...(facts === undefined || played === undefined ? {} : { play: () => play(played) }),
  }
  async function play(recorded: PlayClock): Promise<void> {
    while (next !== undefined && next.done !== true) {
      const time = knownAt(next.value)
      if (time < clock.now()) throw backwards(next.value, clock.now())
      const moment: Sourced<Fact>[] = []
      for (; next.done !== true && knownAt(next.value) === time; next = facts!.next())
        moment.push(Object.assign({}, next.value))
      await recorded.runTo(time, (due) => line.pulse(due), line.drained)
      await line.show(moment, () => recorded.runAt(time, line.drained))
    }
  }
}

/** Nothing is read before it could be known. */
function knownAt(fact: Sourced<Fact>): EpochMs {
  return fact.kind === 'observation' ? Math.max(fact.at, fact.knownAt) : fact.at
}

const noHistory: History = {
  bars: () => Promise.reject(missing()),
  // biome-ignore lint/correctness/useYield: it never has anything to give
  facts: async function* () {
    throw missing()
  },
}

function missing(): BourseError {
  return new BourseError('data/missing', 'paperSystem: there is no history here', {
    details: { where: 'paperSystem', argument: 'history' },
    remedy: 'give it one: paperSystem(instruments, venues, { ..., history })',
  })
}

function unknownAccount(account: string, brokers: readonly Broker<GroupKind>[]): BourseError {
  const accounts = brokers.map((one) => one.account)
  return new BourseError('input/out-of-range', `paperSystem: no venue has the account ${account}`, {
    details: { where: 'paperSystem', argument: 'account', value: account, allowed: accounts },
    remedy: 'name the account of one of its venues',
  })
}

function backwards({ kind, source, at }: Sourced<Fact>, now: EpochMs): BourseError {
  return new BourseError('input/backwards', `paperSystem: a ${kind} from ${source} at ${at} comes after ${now}`, {
    details: { where: 'paperSystem', kind, source, value: at, allowed: `>= ${now}` },
    remedy: 'sort the facts by time (mergeFacts of @bourse/data does), and begin at or before the first',
  })
}
