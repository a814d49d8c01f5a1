// The loop on recorded time: facts in, grouped by moment; what venues make of them, timers and answers in their order.
import {
  type Answer,
  BourseError,
  badArgument,
  compareInputs,
  durationMs,
  type Command,
  createMarketRecord,
  type EpochMs,
  type Fact,
  failed,
  type GroupKind,
  type Input,
  type Json,
  type MarketRecord,
  type Result,
  type Sourced,
  succeeded,
  type Venue,
} from '@bourse/core'
import type { Engine } from '../engine/engineTypes.js'
import { agenda } from './agenda.js'
import type { AnswerModule } from './answerModule.js'
import { type CommandPorts, carryOut } from './carryOut.js'
import { createTimers } from './timers.js'

/**
 * A venue that lives on the inputs of a run: `react` answers with what an input made happen, before the engine sees it. Its
 * facts are copied, but for those that have a `seq` already: they are the loop's from then on, which numbers them in place.
 */
export type LoopVenue = Venue<GroupKind> & {
  /** The input is reused: what is kept of it is copied. */
  readonly react: (input: Input) => readonly Sourced<Fact>[]
  /** By how many ms the engine sees prices later than the venue (default 0). */
  readonly dataLatency?: number
}

/** What a loop needs besides facts. `observe` sees every input after its step; the commands are the engine's: copy them. */
export type LoopPorts = {
  readonly venues: readonly LoopVenue[]
  readonly answers?: readonly AnswerModule[]
  readonly observe?: (input: Input, commands: readonly Command[]) => void
}

/** Fed with facts in order of time, from `offer`; `end` runs the last moment. */
export interface Loop {
  /** The input is the loop's until the next moment has been run: it sets its `seq`. */
  offer(input: Input): void
  /** A price that only the venues see now; it is offered later. From the first on, no venue is shown a price that is offered. */
  show(input: Input): void
  end(): LoopEnd
}

/** How many inputs were stepped, commands carried out, and the time of the last. */
export type LoopEnd = { readonly inputs: number; readonly commands: number; readonly time: EpochMs }

/** A copy with its place in the line. Not a spread: fields after it cost ten times as much in Node 20. */
export function stampFact(fact: Sourced<Fact>, seq: number, time: EpochMs): Input {
  return numberFact(Object.assign({}, fact), seq, time)
}

function numberFact(fact: Sourced<Fact>, seq: number, time: EpochMs): Input {
  const input = fact as Stamped & Sourced<Fact>
  input.seq = seq
  input.time = time
  return input as Input
}

type Stamped = { -readonly [K in keyof Input]: Input[K] }

export function createLoop(engine: Engine, { venues, answers = [], observe }: LoopPorts): Loop {
  const timers = createTimers()
  const replies = agenda<Answer>()
  const heard: Input[] = []
  const batch: Input[] = []
  /** What only the venues see at the moment at hand, and what prices are, for fundings that name none. */
  const shown: Input[] = []
  let prices: MarketRecord | undefined
  const byAccount = new Map(venues.map((venue) => [venue.account, venue]))
  if (byAccount.size !== venues.length) throw badArgument('runInputs', 'venues', venues.length, 'one venue per account')
  // Fields, because a closure's variable boxes every time that is assigned to it.
  const run = { seq: 0, carried: 0, now: Number.NEGATIVE_INFINITY, reacting: false, waiting: 0 }

  const hear = (fact: Sourced<Fact>): void => {
    heard.push('seq' in fact ? numberFact(fact, heard.length, run.now) : stampFact(fact, heard.length, run.now))
  }
  for (const venue of venues)
    venue.listen((fact) => {
      // What `react` returns is not heard twice.
      if (!run.reacting) hear(fact)
    })
  const ports: CommandPorts = {
    venueOf: (account) => byAccount.get(account),
    wake: (strategy, tag, at) => timers.wake(strategy, tag, at),
    cancelWake: (strategy, tag) => timers.cancel(strategy, tag),
    watch: () => {},
    unwatch: () => {},
    ask(question) {
      const module = answers.find((one) => one.module === question.module)
      const at = run.now + (module === undefined ? 0 : durationMs(module.takes))
      const { requestId } = question
      replies.add(at, {
        kind: 'answer',
        requestId,
        module: question.module,
        result: answerNow(module, question.question),
      })
    },
    reject: (account, orderId, reason) =>
      hear({ kind: 'rejected', account, orderId, reason, at: run.now, source: 'driver' }),
  }
  const stepAlone = (input: Input): void => {
    ;(input as Stamped).seq = run.seq++
    const commands = engine.step(input)
    for (let i = 0; i < commands.length; i++) carryOut(commands[i]!, ports)
    run.carried += commands.length
    observe?.(input, commands)
  }
  const step = (input: Input): void => {
    stepAlone(input)
    if (heard.length > 0) stepHeard()
  }
  // One after the other, and never one inside the other: thousands of orders may be answered at once.
  const stepHeard = (): void => {
    let inOrder = 0
    while (heard.length > 0) {
      if (heard.length !== inOrder) heard.sort(compareInputs)
      const input = heard.shift()!
      inOrder = heard.length
      stepAlone(input)
    }
  }
  const react = (input: Input): void => {
    for (const venue of venues) {
      run.reacting = true
      const facts = venue.react(input)
      run.reacting = false
      for (let i = 0; i < facts.length; i++) hear(facts[i]!)
    }
  }
  /** Timers and answers due at or before `until`, timers first at equal times. */
  const runDue = (until: EpochMs, reacted: boolean): void => {
    for (;;) {
      const [timerAt, replyAt] = [timers.nextAt(), replies.nextAt()]
      const at = Math.min(timerAt, replyAt)
      if (at > until || at === Number.POSITIVE_INFINITY) return
      run.now = Math.max(run.now, at)
      const stamp = { seq: run.seq, time: run.now, at: run.now, source: 'clock' }
      let input: Input
      if (timerAt <= replyAt) {
        const { strategy, tag } = timers.take()
        input = { kind: 'timer', strategy, tag, ...stamp }
      } else input = { ...replies.take(), ...stamp }
      // A venue lives on with time, but not twice at one moment.
      if (!reacted) react(input)
      if (heard.length > 0) stepHeard()
      step(input)
    }
  }
  const runMoment = (): void => {
    const count = run.waiting
    const { time } = count > 0 ? batch[0]! : shown[0]!
    if (timers.nextAt() < time || replies.nextAt() < time) runDue(before(time), false)
    run.now = time
    if (count > 1) sortMoment(batch, count)
    if (shown.length > 0) showMoment()
    if (prices !== undefined) {
      priceFundings(prices)
      // What the engine sees now is no news to a venue, but the time is.
      react({ kind: 'timer', strategy: '', tag: '', seq: run.seq, time, at: time, source: 'clock' })
    }
    for (let i = 0; i < count; i++) {
      const input = batch[i]!
      if (prices === undefined ? isMarket(input) : isMarket(input) && !isLate(input)) react(input)
    }
    if (heard.length > 0) stepHeard()
    let i = 0
    while (i < count && !isMarket(batch[i]!)) step(batch[i++]!)
    if (timers.nextAt() <= time || replies.nextAt() <= time) runDue(time, true)
    while (i < count) step(batch[i++]!)
    run.waiting = 0
  }

  const showMoment = (): void => {
    shown.sort(compareInputs)
    for (const input of shown) {
      prices!.observe(input)
      react(input)
    }
    shown.length = 0
  }
  // A book that knows only late prices would charge a funding on another mark than the venue.
  const priceFundings = (record: MarketRecord): void => {
    for (let i = 0; i < run.waiting; i++) {
      const input = batch[i]!
      if (input.kind !== 'funding' || input.price !== undefined) continue
      const mark = record.mark(input.id)
      if (mark !== undefined) batch[i] = { ...input, price: mark.value }
    }
  }

  return {
    show(input) {
      prices ??= createMarketRecord()
      if (run.waiting > 0 && batch[0]!.time !== input.time) runMoment()
      else if (shown.length > 0 && shown[0]!.time !== input.time) runMoment()
      shown.push(input)
    },
    offer(input) {
      if (shown.length > 0 && shown[0]!.time !== input.time) runMoment()
      if (run.waiting > 0 && batch[0]!.time !== input.time) {
        if (input.time < batch[0]!.time) throw backwards(input, batch[0]!.time)
        runMoment()
      }
      // By place, because a list that is emptied and filled again is a new list each time.
      batch[run.waiting++] = input
    },
    end() {
      if (run.waiting > 0 || shown.length > 0) runMoment()
      return { inputs: run.seq, commands: run.carried, time: run.now }
    },
  }
}

/** Puts the first `count` in order; a few come sorted already, but for their kinds. */
function sortMoment(batch: Input[], count: number): void {
  for (let i = 1; i < count; i++) {
    const input = batch[i]!
    let j = i - 1
    while (j >= 0 && compareInputs(batch[j]!, input) > 0) {
      batch[j + 1] = batch[j]!
      j--
    }
    batch[j + 1] = input
  }
}

/** The largest time before another that matters: times are whole or not, but nothing lies between neighbours. */
function before(time: EpochMs): EpochMs {
  return time - Math.max(Math.abs(time), 1) * Number.EPSILON
}

/** Facts about markets come after timers at equal times; all others a source may bring come before. */
function isMarket({ kind }: Input): boolean {
  switch (kind) {
    case 'bar':
    case 'quote':
    case 'trade':
    case 'book':
    case 'mark':
    case 'funding':
    case 'settlement':
    case 'openInterest':
    case 'observation':
    case 'corporateAction':
    case 'listed':
    case 'delisted':
    case 'resolution':
      return true
    default:
      return false
  }
}

/**
 * Whether a fact is a price or tells of one, and comes late. What moves money (fundings, settlements, actions, resolutions) does not: every
 * book takes it at its moment.
 */
export function isLate({ kind }: Input): boolean {
  switch (kind) {
    case 'bar':
    case 'quote':
    case 'trade':
    case 'book':
    case 'mark':
    case 'openInterest':
    case 'observation':
    case 'listed':
      return true
    default:
      return false
  }
}

function answerNow(module: AnswerModule | undefined, question: Json): Result<Json> {
  if (module === undefined) return failed('ask/no-module', 'no module of this name answers', {})
  try {
    const answer = module.answer(question)
    if (!(answer instanceof Promise)) return succeeded(answer)
  } catch (error) {
    return failed('ask/failed', error instanceof Error ? error.message : String(error), { module: module.module })
  }
  throw new BourseError(
    'input/out-of-range',
    `${module.module}: a loop on recorded time needs answers at once, not a promise`,
    {
      details: { where: 'runInputs', module: module.module, allowed: 'an answer function that is not async' },
      remedy: 'compute the answers beforehand, or answer synchronously; `takes` says how long they are made to wait',
    },
  )
}

function backwards({ kind, source, time }: Input, newest: EpochMs): BourseError {
  return new BourseError('input/backwards', `runInputs: a ${kind} from ${source} at ${time} comes after ${newest}`, {
    details: { where: 'runInputs', kind, source, value: time, allowed: `>= ${newest}` },
    remedy: 'sort within each source, and give feeds that interleave as sources of their own',
  })
}
