// The engine: parts made once, and the step that leads an input through them in a fixed order.
import {
  type AccountId,
  BourseError,
  type Command,
  type Input,
  type InputOf,
  inputToJson,
  type InstrumentId,
  isOpenOrder,
  type Json,
  type WorkingOrder,
} from '@bourse/core'
import type { GateAction } from '@bourse/risk'
import { checkBar, checkInput } from './checkInput.js'
import { type EngineParts, engineParts, type IdEntry } from './engineParts.js'
import type { AuditEntry, AuditNote, Engine, EngineConfig } from './engineTypes.js'
import { flatten } from './flatten.js'
import type { Host } from './floor.js'
import { resumeTargets } from './pursueTarget.js'
import type { SeriesTrack } from './seriesDesk.js'
import { adoptRecorded } from './adoptRecorded.js'
import { createWakes } from './wakes.js'
import type { OrderDesk } from './orderDesk.js'
import { type EngineClock, loadSnapshot, saveSnapshot } from './snapshot.js'

const noActions: readonly GateAction[] = []

/** Refusals told in one step; a strategy that answers each with another order would never end. */
const mostRefusals = 1000

/**
 * An engine of one or several strategies. Throws where a name comes twice, a share of capital is out of range, or a
 * strategy's state is not JSON plus steppers (`engine/state-not-json`).
 *
 * One step leads an input through book, market record, orders and gate, and then to the strategies in their order. A
 * strategy that throws is halted: its orders are canceled (`onThrow: 'cancel'`), its positions closed too (`'flatten'`) or
 * both left alone (`'keep'`), the others go on. Controls by strategy name: `disable` stops its handlers, `kill` also
 * flattens it, `enable` and, for a halted one, `reset` start it again.
 *
 * @example
 * import { createCalendars, createRegistry } from '@bourse/assets'
 * import { createEngine, defineStrategy } from '@bourse/engine'
 * const once = defineStrategy({ name: 'once', defaults: { id: 'SPY@ARCX' }, on: {
 *   bar: (ctx, bar) => { if (ctx.working().length === 0) ctx.submit({ type: 'market', instrument: bar.id, side: 'buy', quantity: 1 }) } } })
 * const spy = { kind: 'etf', id: 'SPY@ARCX', assetClass: 'equity', currency: 'USD', tick: 0.01, lot: 1, calendar: 'XNYS' } as const
 * const engine = createEngine({ runId: 'r1', seed: 1, base: 'USD', strategies: [once()], rules: [],
 *   instruments: createRegistry([spy]), calendars: createCalendars([]) })
 * const commands = engine.step({ kind: 'bar', id: 'SPY@ARCX', span: '1d', open: 600, high: 602, low: 599, close: 601, volume: 1e6,
 *   adjusted: 601, seq: 0, time: 5, at: 5, source: 'feed' })
 * commands.map((command) => command.do) // => ['submit']
 */
export function createEngine(config: EngineConfig): Engine {
  let commands: Command[] = []
  const listeners: ((entry: AuditEntry) => void)[] = []
  const watchers: ((input: Input, commands: readonly Command[]) => void)[] = []
  const refused: { readonly host: Host; readonly fact: InputOf<'refused'> }[] = []
  const wakes = createWakes()
  const clock = { seq: -1, time: Number.NEGATIVE_INFINITY, started: false }
  let stepping = false
  let current: Input | undefined

  const note = (entry: AuditNote): void => {
    if (listeners.length === 0) return
    // In place: entries are made anew each time, and a spread with fields after it costs a hundred times as much.
    const stamped: AuditEntry = Object.assign(entry, { cause: floor.cause, time: floor.now })
    for (const listener of listeners) listener(stamped)
  }
  const halt = (host: Host, error: unknown): void => {
    const told = error instanceof Error ? error.message : String(error)
    const input = current === undefined ? null : inputToJson(current)
    let state: Json = null
    try {
      state = host.save()
    } catch {
      // What it threw may have left a state that is no JSON: the halt is what counts.
    }
    host.off = `threw: ${told}`
    note({ audit: 'halted', strategy: host.name, error: told, input, state })
    const policy = config.onThrow ?? 'cancel'
    if (policy === 'keep') return
    cancelAll({ strategy: host.name })
    if (policy === 'flatten') flatten(floor, host)
  }
  const parts = engineParts(config, {
    send: (command) => {
      wakes.note(command)
      if (!floor.muted) commands.push(command)
    },
    note,
    halt,
    refuse: (host, fact) => {
      refused.push({ host, fact })
    },
  })
  const { floor, hosts, byName, ledger, gate, market, desk, rolls, context } = parts

  const cancelAll = (filter: { readonly account?: string; readonly strategy?: string }): void => {
    for (const one of [...desk.open()])
      if (
        (filter.account === undefined || one.order.account === filter.account) &&
        (filter.strategy === undefined || one.order.strategy === filter.strategy)
      )
        desk.cancel(one)
  }
  const cancelsAgain = (): readonly Command[] =>
    [...desk.open()]
      .filter((one) => one.asked === 'cancel')
      .map(({ order: { account, orderId, strategy } }) => ({
        do: 'cancel',
        account,
        orderId,
        cause: floor.cause,
        strategy,
      }))
  const obey = (action: GateAction): void => {
    note({ audit: 'gate', action })
    cancelAll(action)
    if (action.action === 'cancelAll') return
    for (const host of hosts)
      if (action.strategy === undefined || action.strategy === host.name) flatten(floor, host, action.account)
  }

  const handleMarket = (input: Input, entry: IdEntry | undefined): void => {
    for (const host of entry?.hosts ?? hosts) {
      const own = host.on[input.kind as 'quote'] ?? host.on.market
      host.run(own as ((ctx: typeof host.context, input: Input) => void) | undefined, input)
    }
    if (entry !== undefined && parts.positioned.length > 0) handlePositions(entry.id)
  }
  /** Apart from the others, because nothing comes as often. */
  const barFact = (input: InputOf<'bar'>): void => {
    const entry = parts.entryOf(input.id)
    if (entry.chains.length > 0) for (const chain of entry.chains) chain.next(input)
    parts.keepBar(entry, input)
    if (entry.series.length > 0) for (const track of entry.series) handleSeries(input, track)
    if (entry.isRate) parts.observeRate(input)
    const watching = entry.hosts
    for (let i = 0; i < watching.length; i++) watching[i]!.bar(input)
    if (parts.positioned.length > 0) handlePositions(entry.id)
  }
  const handlePositions = (id: InstrumentId): void => {
    for (const host of parts.positioned) {
      if (host.off !== '' || host.book.quantity(id) === 0) continue
      for (const holding of host.context.holdings())
        if (holding.legs.some((leg) => leg.instrument === id)) host.run(host.on.position, holding)
    }
  }
  const handleSeries = (input: InputOf<'bar'>, track: SeriesTrack): void => {
    const rolled = track.roller.next(input)
    if (rolled === undefined) return
    track.front = rolled.front
    const { seq, time } = input
    const bar: InputOf<'bar'> = { ...rolled.bar, seq, time }
    const entry = parts.entryOf(bar.id)
    market.observe(bar)
    parts.keepBar(entry, bar)
    if (rolled.rolled !== undefined || track.unrolled) {
      track.unrolled = false
      for (const host of hosts)
        if (!floor.muted && host.off === '' && host.targets.has(track.series.id))
          rolls.roll(host, track, rolled.rolled?.gap ?? Number.NaN)
      if (rolled.rolled !== undefined) parts.rewatch(track)
    }
    for (const host of entry.hosts) host.bar(bar)
  }
  const control = (input: InputOf<'control'>): void => {
    const { control: word, target, who, why } = input
    if (word === 'disable' && isAccount(target)) {
      floor.closed.add(target)
      cancelAll({ account: target })
    } else if (word === 'enable') floor.closed.delete(target)
    for (const host of hosts) {
      if (target !== host.name && target !== 'all') continue
      if (word === 'disable') host.off = `disabled by ${who}: ${why}`
      else if (word === 'kill') {
        host.off = `killed by ${who}: ${why}`
        cancelAll({ strategy: host.name })
        flatten(floor, host)
      } else if (word === 'reset' || (word === 'enable' && host.off.startsWith('disabled'))) host.off = ''
      host.run(host.on.control, input)
    }
  }
  const orderFact = (input: Extract<Input, { readonly orderId: string }>): void => {
    const own = desk.observe(input)
    const strategy = own?.order.strategy ?? (input.kind === 'fill' ? input.strategy : undefined)
    const host = strategy === undefined ? undefined : byName.get(strategy)
    if (input.kind === 'fill') rolls.fill(input)
    host?.unsettle(own !== undefined && 'instrument' in own.order ? own.order.instrument : undefined)
    if (own !== undefined && !isOpenOrder(own.state)) rolls.end(input.orderId, own.state === 'filled')
    if (host === undefined) return
    if (input.kind === 'fill') host.run(host.on.fill, input)
    else host.run(host.on.order, input)
    if (own !== undefined && !isOpenOrder(own.state)) resumeTargets(host, input.orderId)
  }
  const dispatch = (input: Input): void => {
    switch (input.kind) {
      case 'fill':
      case 'accepted':
      case 'canceled':
      case 'expired':
      case 'rejected':
      case 'refused':
      case 'cancelRejected':
      case 'unknown':
      case 'replaced':
        orderFact(input)
        break
      case 'exercise':
      case 'assignment':
      case 'expiry':
      case 'liquidation': {
        const host = byName.get(input.strategy)
        if (host === undefined) break
        host.unsettle()
        host.run(host.on.event, input)
        break
      }
      case 'accountSnapshot':
        for (const order of input.working ?? []) desk.adopt(order)
        for (const host of hosts) host.unsettle()
        break
      case 'cashMove':
      case 'adjustment':
        for (const host of hosts) host.unsettle()
        break
      case 'marginCall':
        for (const host of hosts) host.run(host.on.marginCall, input)
        break
      case 'timer':
        wakes.rang(input)
        byName.get(input.strategy)?.timer(input)
        break
      case 'answer':
        for (const host of hosts) if (host.asks.has(input.requestId)) host.answer(input)
        break
      case 'link':
        for (const host of hosts) host.run(host.on.link, input)
        break
      case 'control':
        control(input)
        break
      case 'corporateAction':
        for (const host of hosts) host.unsettle()
        handleMarket(input, parts.entryOf(input.id))
        break
      default:
        marketFact(input)
    }
  }
  const marketFact = (input: Input): void => {
    const id = 'id' in input ? input.id : undefined
    if (id === undefined) {
      handleMarket(input, undefined)
      return
    }
    const entry = parts.entryOf(id)
    if (entry.chains.length > 0) for (const chain of entry.chains) chain.next(input as InputOf<'quote'>)
    if (entry.isRate && input.kind === 'quote') parts.observeRate(input)
    handleMarket(input, entry)
  }
  const tellRefusals = (): void => {
    for (let told = 0; refused.length > 0; told++) {
      const { host, fact } = refused.shift()!
      if (told >= mostRefusals) halt(host, endless(host.name))
      else host.run(host.on.order, fact)
    }
  }
  const begin = (): void => {
    clock.started = true
    for (const host of hosts) host.begin()
  }
  /** As `lead`, for what comes most: where only bars pass, their fields are found without a search. */
  const leadBar = (bar: InputOf<'bar'>): void => {
    market.observe(bar)
    ledger.apply(bar)
    // Without rules the gate has nothing to learn from a bar.
    const actions = parts.ruled ? gate.observe(bar, context) : noActions
    if (actions.length > 0 && !floor.muted) for (const action of actions) obey(action)
    if (!clock.started) begin()
    barFact(bar)
    if (refused.length > 0) tellRefusals()
  }
  const lead = (input: Input): void => {
    if (!('account' in input)) {
      market.observe(input)
      ledger.apply(input)
    } else {
      // The ledger first: what it refuses leaves no trace. Two of one fill are one: venues tell them again.
      if (ledger.apply(input) === undefined && input.kind === 'fill') return
      market.observe(input)
    }
    const actions = gate.observe(input, context)
    if (actions.length > 0 && !floor.muted) for (const action of actions) obey(action)
    if (!clock.started) begin()
    dispatch(input)
    if (refused.length > 0) tellRefusals()
  }

  /** Every input passes here: checked, alone, and without a trace where it is refused. */
  const enter = (input: Input): readonly Command[] => {
    if (stepping) throw reentrant(input)
    const isBar = input.kind === 'bar'
    if (isBar) checkBar(input, clock)
    else checkInput(input, clock)
    stepping = true
    if (commands.length > 0) commands = []
    current = input
    const { now: before, cause } = floor
    const { time, seq } = input
    floor.now = time
    floor.cause = seq
    try {
      if (isBar) leadBar(input)
      else lead(input)
      clock.seq = seq
      clock.time = time
    } catch (error) {
      // The ledger refuses before anything has changed.
      floor.now = before
      floor.cause = cause
      throw error
    } finally {
      stepping = false
      current = undefined
      if (refused.length > 0) refused.length = 0
    }
    return commands
  }

  return new SteppedEngine(clock, parts, {
    step(input) {
      const sent = enter(input)
      if (watchers.length > 0) for (const watcher of [...watchers]) watcher(input, sent)
      return sent
    },
    fold(input, recorded) {
      floor.muted = true
      try {
        enter(input)
        adoptRecorded(parts, recorded)
      } finally {
        floor.muted = false
      }
    },
    unanswered: () => [...desk.open()].filter((one) => one.asked === 'replace').map((one) => one.order.orderId),
    resume: () => [...parts.watching(), ...cancelsAgain(), ...wakes.waiting(floor.cause)],
    halted: () => hosts.filter((host) => host.off !== '').map(({ name, off }) => ({ name, why: off })),
    snapshot: () => saveSnapshot(parts, clock, wakes),
    restore: (state) => loadSnapshot(parts, clock, wakes, state),
    watch: (listener) => addTo(watchers, listener),
    audit: (listener) => addTo(listeners, listener),
  })
}

type EngineVerb = 'step' | 'fold' | 'unanswered' | 'resume' | 'halted' | 'snapshot' | 'restore' | 'watch' | 'audit'

/** A class for its getters: an object literal that has any is kept as a dictionary, and every read of it is a search. */
class SteppedEngine implements Engine {
  readonly runId: string
  readonly book: Engine['book']
  readonly market: Engine['market']
  readonly strategies: readonly string[]
  readonly step: Engine['step']
  readonly fold: Engine['fold']
  readonly unanswered: Engine['unanswered']
  readonly resume: Engine['resume']
  readonly halted: Engine['halted']
  readonly snapshot: Engine['snapshot']
  readonly restore: Engine['restore']
  readonly watch: Engine['watch']
  readonly audit: Engine['audit']
  readonly #clock: EngineClock
  readonly #desk: OrderDesk

  constructor(
    clock: EngineClock,
    { config, ledger, market, hosts, desk }: EngineParts,
    verbs: Pick<Engine, EngineVerb>,
  ) {
    this.runId = config.runId
    this.book = ledger
    this.market = market
    this.strategies = hosts.map((host) => host.name)
    this.step = verbs.step
    this.fold = verbs.fold
    this.unanswered = verbs.unanswered
    this.resume = verbs.resume
    this.halted = verbs.halted
    this.snapshot = verbs.snapshot
    this.restore = verbs.restore
    this.watch = verbs.watch
    this.audit = verbs.audit
    this.#clock = clock
    this.#desk = desk
  }

  get working(): readonly WorkingOrder[] {
    return this.#desk.working()
  }
  get position(): Engine['position'] {
    return { seq: this.#clock.seq, time: this.#clock.time }
  }
}

/** The way back takes it off. */
function addTo<T>(list: T[], one: T): () => void {
  list.push(one)
  return () => {
    list.splice(list.indexOf(one), 1)
  }
}

function isAccount(target: string): target is AccountId {
  return target === 'paper' || target.includes('/')
}

function reentrant(input: Input): BourseError {
  return new BourseError('engine/reentrant', `step: input ${input.seq} came while another is being stepped`, {
    details: { where: 'step', seq: input.seq, kind: input.kind },
    remedy: 'queue inputs, as the drivers of this package do',
  })
}

function endless(name: string): BourseError {
  return new BourseError('engine/endless', `${name} answers every refusal with another order`, {
    details: { where: name, allowed: `at most ${mostRefusals} refusals in one step` },
    remedy: 'wait for the next input before trying again',
  })
}
