import {
  type AccountId,
  type Answer,
  BourseError,
  type Clock,
  type Command,
  type Duration,
  durationMs,
  type Fact,
  failed,
  groupIdOf,
  inputStamper,
  isBourseError,
  type Journal,
  type JournalHeader,
  type JournalRecord,
  type Json,
  type Link,
  type Order,
  type OrderGroup,
  type OrderId,
  type Sourced,
  succeeded,
} from '@bourse/core'
import { type BookDifference, reconcileBook } from '@bourse/portfolio'
import type { AuditEntry, Engine } from '../engine/engineTypes.js'
import type { AnswerModule } from './answerModule.js'
import { type CommandPorts, carryOut } from './carryOut.js'
import { openingFacts } from './openingFacts.js'
import { resumeRun } from './resumeRun.js'
import { settleOrders } from './settleOrders.js'
import type { Broker, TradingSystem } from './tradingSystem.js'

/**
 * How a run is driven. `arm`: accounts where real money may move, by name. `code`: a hash of what decides; when the
 * journal's is another, facts are folded and nothing is decided anew. `cancelOnDisconnect`: how long a venue may be out of
 * reach before its account takes no new orders and its working ones are canceled (as soon as it can be reached).
 */
export type LiveOptions = {
  readonly clock: Clock
  readonly journal: Journal
  readonly models?: readonly AnswerModule[]
  readonly cancelOnDisconnect?: Duration
  readonly code?: string
  readonly signal?: AbortSignal
} & ({ readonly mode: 'paper' } | { readonly mode: 'live'; readonly arm: AccountId | readonly AccountId[] })

/** Why a run ended. `differences` where book and venues do not agree. */
export type LiveEnd = {
  readonly end: 'stopped' | 'book-mismatch' | 'journal-full'
  readonly differences: readonly BookDifference[]
}

/** A snapshot so often, so that a restart is short. */
const inputsPerSnapshot = 50_000
/** How far before the newest input a venue is asked for fills: clocks differ, and a fill told twice changes nothing. */
const overlapMs = 3_600_000
/** So often is a book that differs compared again. */
const mostLooks = 3

/**
 * Runs an engine on a clock that runs, on paper or live by the brokers of the system. First the journal is replayed, then
 * each venue is asked what happened meanwhile, and orders it does not know are told as rejected, never sent again. On a
 * first start positions, cash and working orders are adopted (by the only strategy, or by nobody). While the book differs
 * from a venue's nothing is traded: the run ends as `'book-mismatch'`.
 *
 * Commands leave only after their inputs are durable. A journal that refuses ends the run as `'journal-full'`, with
 * nothing sent that is not in it. A system that plays a recorded market ends the run with it. A lost placement is asked for at `askAgainBy` and settled by client id. The signal stops
 * the run with a snapshot; orders keep working.
 *
 * Throws `engine/not-armed` where a broker moves real money and its account is not armed (or the mode is `'paper'`), and
 * `journal/foreign` for another run's journal.
 *
 * @example
 * import { createCalendars, createRegistry } from '@bourse/assets'
 * import { type Journal, manualClock } from '@bourse/core'
 * import { createEngine, runLive, type TradingSystem } from '@bourse/engine'
 * const instruments = createRegistry([])
 * const engine = createEngine({ runId: 'r1', seed: 1, base: 'USD', strategies: [], rules: [], instruments, calendars: createCalendars([]) })
 * const system = { brokers: [], vendors: [], instruments } as unknown as TradingSystem // of connect({ ... })
 * const journal = { header: { runId: 'r1' }, append: () => 0, durable: async () => {}, async *read() {} } as unknown as Journal
 * const signal = AbortSignal.abort()
 * await runLive(engine, system, { mode: 'paper', clock: manualClock(0), journal, signal }) // => { end: 'stopped', differences: [] }
 */
export async function runLive(engine: Engine, system: TradingSystem, options: LiveOptions): Promise<LiveEnd> {
  checkArmed(system, options)
  const { journal, code } = options
  const sameCode = code === undefined || journal.header.code === code
  const resumed = await resumeRun(engine, journal, sameCode)
  const live = liveRun(engine, system, options)
  try {
    if (!sameCode) live.renew({ ...journal.header, code })
    const differences = await live.meet(resumed.entries === 0, resumed.time)
    if (differences.length > 0) return { end: 'book-mismatch', differences }
    return { end: await live.untilStopped(), differences: [] }
  } catch (error) {
    if (isBourseError(error) && error.code === 'journal/full') return { end: 'journal-full', differences: [] }
    throw error
  } finally {
    live.close()
  }
}

function checkArmed(system: TradingSystem, options: LiveOptions): void {
  const armed: readonly string[] = options.mode === 'live' ? [options.arm].flat() : []
  for (const account of armed)
    if (!system.brokers.some((broker) => broker.account === account))
      throw notArmed(account, `the system has no account ${account}`, system)
  for (const { account, paper } of system.brokers)
    if (!paper && !armed.includes(account))
      throw notArmed(account, `real money moves in ${account}, which is not armed`, system)
}

function notArmed(account: string, why: string, system: TradingSystem): BourseError {
  return new BourseError('engine/not-armed', `runLive: ${why}`, {
    details: { where: 'runLive', account, accounts: system.brokers.map((broker) => broker.account) },
    remedy: "name every account that may trade: { mode: 'live', arm: ['broker/account'] }",
  })
}

type Live = {
  renew(header: JournalHeader): void
  meet(isFirst: boolean, since: number): Promise<readonly BookDifference[]>
  untilStopped(): Promise<'stopped' | 'journal-full'>
  close(): void
}

function liveRun(engine: Engine, system: TradingSystem, options: LiveOptions): Live {
  const { clock, journal, models = [], signal } = options
  const stamper = inputStamper(clock)
  const { seq, time } = engine.position
  stamper.load({ seq: seq + 1, time: Number.isFinite(time) ? time : null, newest: {} })
  const waiting: Sourced<Fact>[] = []
  const held: Command[] = []
  const unsent = new Set<OrderId>()
  const audits: JournalRecord[] = []
  const stops: (() => void)[] = []
  const alarms = new Map<string, () => void>()
  const downs = new Map<AccountId, () => void>()
  const brokers = new Map(system.brokers.map((broker) => [broker.account, broker]))
  let sinceSnapshot = 0
  let pumping: Promise<void> | undefined
  let trading = false
  let ended: 'stopped' | 'journal-full' | undefined
  let failure: unknown
  let wakeUp = (): void => {}

  const end = (why: 'stopped' | 'journal-full'): void => {
    ended ??= why
    wakeUp()
  }
  const fail = (error: unknown): void => {
    if (isBourseError(error) && error.code === 'journal/full') end('journal-full')
    else {
      failure ??= error
      end('stopped')
    }
  }
  /** Resolves when the fact and what followed from it are stepped, durable and carried out: recorded feeds wait for that. */
  const hear = (fact: Sourced<Fact>): Promise<void> | undefined => {
    if (ended !== undefined) return pumping
    waiting.push(fact)
    pumping ??= pump()
    return pumping
  }
  /** Steps what waits; one sync of the journal for all of it, and only then the deeds. */
  const pump = async (): Promise<void> => {
    try {
      // What is told at once is taken at once.
      await undefined
      while (waiting.length > 0 && ended !== 'journal-full') {
        const { position, deeds } = stepWaiting()
        await journal.durable(position)
        // Nothing leaves before book and venues agree.
        if (trading) for (const command of deeds) carry(command)
        else held.push(...deeds)
      }
    } catch (error) {
      fail(error)
    } finally {
      pumping = undefined
    }
  }
  /** Without a pause: book and orders are those of one moment. */
  const stepWaiting = (): { readonly position: number; readonly deeds: readonly Command[] } => {
    const deeds: Command[] = []
    const records: JournalRecord[] = []
    for (const fact of waiting.splice(0)) take(fact, records, deeds)
    for (const command of deeds) if (command.do === 'submit') unsent.add(idOfOrder(command.order))
    const position = journal.append(records)
    sinceSnapshot += records.length
    if (sinceSnapshot > inputsPerSnapshot) keepSnapshot()
    return { position, deeds }
  }
  const carry = (command: Command): void => {
    if (command.do === 'submit') unsent.delete(idOfOrder(command.order))
    carryOut(command, ports)
  }
  const take = (fact: Sourced<Fact>, records: JournalRecord[], deeds: Command[]): void => {
    let commands: readonly Command[]
    try {
      const input = stamper.next(fact)
      commands = engine.step(input)
      records.push({ record: 'input', input }, ...audits.splice(0))
    } catch (error) {
      if (!isBourseError(error)) throw error
      // A corrupt record is kept out and on record; the line of inputs goes on without it.
      const what = { refused: error.code, message: error.message, details: error.details } as Json
      records.push({ record: 'audit', time: clock.now(), what }, ...audits.splice(0))
      const at = engine.position.seq
      stamper.load({ ...(stamper.save() as { [name: string]: Json }), seq: at + 1 })
      return
    }
    for (const command of commands) {
      records.push({ record: 'command', command })
      deeds.push(command)
    }
  }
  const keepSnapshot = (): number => {
    sinceSnapshot = 0
    return journal.append([{ record: 'snapshot', state: engine.snapshot() }])
  }
  const ports: CommandPorts = {
    venueOf: (account) => brokers.get(account)?.venue,
    wake(strategy, tag, at) {
      const key = `${strategy} ${tag}`
      alarms.get(key)?.()
      const ring = (): Promise<void> | undefined => {
        alarms.delete(key)
        return hear({ kind: 'timer', strategy, tag, at: clock.now(), source: 'clock' })
      }
      alarms.set(key, clock.wake(at, ring))
    },
    cancelWake(strategy, tag) {
      const key = `${strategy} ${tag}`
      alarms.get(key)?.()
      alarms.delete(key)
    },
    watch(ids, want) {
      for (const feed of feeds()) feed.watch(ids, want)
    },
    unwatch(ids, want) {
      for (const feed of feeds()) feed.unwatch(ids, want)
    },
    ask({ requestId, module, question }) {
      const asked = models.find((one) => one.module === module)
      const answer = (result: Answer['result']): Promise<void> | undefined =>
        hear({ kind: 'answer', requestId, module, result, at: clock.now(), source: 'models' })
      if (asked === undefined) {
        answer(failed('ask/no-module', `no module ${module} answers`, { module }))
        return
      }
      Promise.resolve()
        .then(() => asked.answer(question))
        .then(
          (json) => answer(succeeded(json)),
          (error: unknown) =>
            answer(failed('ask/failed', error instanceof Error ? error.message : String(error), { module })),
        )
    },
    reject: (account, orderId, reason) =>
      hear({ kind: 'rejected', account, orderId, reason, at: clock.now(), source: 'driver' }),
  }
  const feeds = () => [
    ...system.brokers.map((broker) => broker.feed),
    ...system.vendors.flatMap((vendor) => (vendor.feed === undefined ? [] : [vendor.feed])),
  ]
  /** Orders that have left: of those alone a venue's silence means something. */
  const sentOrders = (): ReadonlySet<OrderId> =>
    new Set(engine.working.map((one) => one.order.orderId).filter((id) => !unsent.has(id)))
  /** What a venue knows that we do not, as facts. */
  const settle = async (broker: Broker, since: number, why: string): Promise<void> => {
    const asked = sentOrders()
    const state = await broker.venue.state(since)
    for (const fact of settleOrders(broker.account, engine, asked, state, why)) hear({ ...fact, at: clock.now() })
    await drained()
  }
  const drained = async (): Promise<void> => {
    while (pumping !== undefined) await pumping
    if (failure !== undefined) throw failure
  }
  const settleLater = (broker: Broker, since: number, why: string): void => {
    settle(broker, since, why).catch(fail)
  }
  const onLink = (broker: Broker, { state }: Link): void => {
    const { account } = broker
    const limit = options.cancelOnDisconnect
    const source = 'driver'
    if (state === 'down') {
      if (limit === undefined || downs.has(account)) return
      const off = (): Promise<void> | undefined =>
        hear({
          kind: 'control',
          control: 'disable',
          target: account,
          who: 'driver',
          why: 'disconnected',
          at: clock.now(),
          source,
        })
      downs.set(account, clock.wake(clock.now() + durationMs(limit), off))
    } else if (state === 'up') {
      downs.get(account)?.()
      const wasDown = downs.delete(account)
      settleLater(broker, engine.position.time - overlapMs, 'the connection was lost')
      if (wasDown)
        hear({
          kind: 'control',
          control: 'enable',
          target: account,
          who: 'driver',
          why: 'connected',
          at: clock.now(),
          source,
        })
    }
  }
  const listen = (): void => {
    stops.push(
      engine.audit((entry: AuditEntry) => audits.push({ record: 'audit', time: entry.time, what: plain(entry) })),
    )
    for (const broker of system.brokers)
      stops.push(
        broker.venue.listen((fact) => {
          const taken = hear(fact)
          if (fact.kind === 'link') onLink(broker, fact)
          else if (fact.kind === 'unknown') {
            const ask = (): void => settleLater(broker, fact.at - overlapMs, 'its reply was lost')
            stops.push(clock.wake(Math.max(clock.now(), fact.askAgainBy), ask))
          }
          return taken
        }),
      )
    for (const feed of feeds()) stops.push(feed.listen(hear))
  }

  return {
    renew(header) {
      if ('renew' in journal) (journal as Journal & { renew(next: JournalHeader): void }).renew(header)
      keepSnapshot()
    },
    async meet(isFirst, since) {
      listen()
      let differences: readonly BookDifference[] = []
      // The world goes on while we look: what differs is looked at again before it counts.
      for (let look = 0; look < mostLooks; look++) {
        differences = []
        for (const broker of system.brokers) {
          const asked = sentOrders()
          const state = await broker.venue.state(Number.isFinite(since) ? since - overlapMs : system.at)
          const only = engine.strategies.length === 1 ? engine.strategies[0] : undefined
          const facts =
            isFirst && look === 0
              ? openingFacts(broker.account, state, system.instruments, only)
              : settleOrders(broker.account, engine, asked, state, 'it was sent before the restart')
          // Taken in and compared in one go: what comes next is not in the venue's answer.
          for (const fact of facts) waiting.push({ ...fact, at: clock.now() })
          const { position, deeds } = stepWaiting()
          held.push(...deeds)
          const known = sentOrders()
          const sent = engine.working.filter((one) => known.has(one.order.orderId))
          differences = [...differences, ...reconcileBook(engine.book, sent, state, broker.account)]
          await journal.durable(position)
          await drained()
        }
        if (differences.length === 0) break
      }
      if (differences.length > 0) {
        await journal.durable(
          journal.append([{ record: 'audit', time: clock.now(), what: { mismatch: differences } as unknown as Json }]),
        )
        return differences
      }
      trading = true
      // What was decided while we looked is part of what there is to resume, but for what is sent once.
      const once = held.splice(0).filter((one) => one.do === 'submit' || one.do === 'replace' || one.do === 'ask')
      for (const command of [...once, ...engine.resume()]) carry(command)
      return []
    },
    async untilStopped() {
      if (signal?.aborted) end('stopped')
      const stop = (): void => end('stopped')
      signal?.addEventListener('abort', stop)
      if (ended === undefined) system.play?.().then(stop, fail)
      while (ended === undefined)
        await new Promise<void>((resolve) => {
          wakeUp = resolve
        })
      signal?.removeEventListener('abort', stop)
      while (pumping !== undefined) await pumping
      if (failure !== undefined) throw failure
      if (ended === 'stopped') await journal.durable(keepSnapshot())
      return ended
    },
    close() {
      ended ??= 'stopped'
      for (const stop of stops) stop()
      for (const cancel of [...alarms.values(), ...downs.values()]) cancel()
    },
  }
}

function idOfOrder(order: Order | OrderGroup): OrderId {
  return 'group' in order ? groupIdOf(order) : order.orderId
}

/** An entry of the audit as the journal keeps it: NaN and what is undefined left out. */
function plain(entry: AuditEntry): Json {
  return JSON.parse(JSON.stringify(entry)) as Json
}
