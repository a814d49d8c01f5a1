// The line in which a paper system tells what happens: venues see the market's facts of a moment first, and what they tell is
// taken one by one, in the order every driver keeps.
import {
  type Clock,
  compareInputs,
  type Fact,
  type GroupKind,
  type Input,
  type Sourced,
  type Venue,
} from '@bourse/core'
import type { SimVenue } from '../venue/createSimVenue.js'

type Tell = (fact: Sourced<Fact>) => Promise<void>

export interface PaperLine {
  /** Facts of one moment; `between` runs after what venues and desk told, before the market facts. */
  show(facts: readonly Sourced<Fact>[], between?: () => Promise<void>): Promise<void>
  /** Venues live on with time. */
  pulse(at: number): void
  /** Nothing that was told is still on its way. */
  readonly drained: () => Promise<void>
  /** The venue as a broker has it: what it says takes its turn. */
  venueOf(venue: SimVenue): Venue<GroupKind>
  close(): void
}

export function paperLine(venues: readonly SimVenue[], clock: Clock, tellFeed: Tell): PaperLine {
  const listeners = new Map(venues.map((venue) => [venue, new Set<(fact: Sourced<Fact>) => void>()]))
  const heard: { readonly input: Input; readonly venue: SimVenue }[] = []
  let draining: Promise<void> | undefined
  let last: Promise<void> = Promise.resolve()
  const drain = async (): Promise<void> => {
    // What comes at once is put in order first.
    await undefined
    while (heard.length > 0) {
      heard.sort((a, b) => compareInputs(a.input, b.input))
      const { input, venue } = heard.shift()!
      const { seq: _, time: __, ...fact } = input
      await Promise.all([...listeners.get(venue)!].map((listener): unknown => listener(fact as Sourced<Fact>)))
    }
    draining = undefined
  }
  const drained = async (): Promise<void> => {
    while (draining !== undefined) await draining
  }
  const hear = (venue: SimVenue, fact: Sourced<Fact>): void => {
    heard.push({ input: Object.assign({}, fact, { seq: heard.length, time: clock.now() }) as Input, venue })
    draining ??= drain()
  }
  const stops = venues.map((venue) => venue.listen((fact) => hear(venue, fact)))
  const react = (fact: Sourced<Fact>, time: number): void => {
    for (const venue of venues) venue.react(Object.assign({}, fact, { seq: 0, time }) as Input)
  }
  const moment = async (facts: readonly Sourced<Fact>[], between?: () => Promise<void>): Promise<void> => {
    const time = Math.max(clock.now(), ...facts.map((fact) => (fact.kind === 'observation' ? fact.knownAt : fact.at)))
    const inputs = facts.map((fact, seq) => Object.assign({}, fact, { seq, time }) as Input).sort(compareInputs)
    const market = inputs.filter(isMarket)
    for (const input of market) react(input, time)
    return after(between, inputs, market)
  }
  const after = async (
    between: (() => Promise<void>) | undefined,
    inputs: readonly Input[],
    market: readonly Input[],
  ): Promise<void> => {
    await drained()
    for (const input of inputs) {
      if (isMarket(input)) continue
      await tellFeed(factOf(input))
      await drained()
    }
    await between?.()
    for (const input of market) {
      await tellFeed(factOf(input))
      await drained()
    }
  }
  return {
    show(facts, between) {
      last = last.then(() => moment(facts, between))
      return last
    },
    pulse: (at) => react({ kind: 'timer', strategy: '', tag: '', at, source: 'clock' }, at),
    drained,
    venueOf: (venue) => ({
      account: venue.account,
      groups: venue.groups,
      submit: (order) => venue.submit(order),
      replace: (change) => venue.replace(change),
      cancel: (orderId) => venue.cancel(orderId),
      exercise: (notice) => venue.exercise?.(notice),
      state: (since) => venue.state(since),
      listen(listener) {
        const all = listeners.get(venue)!
        all.add(listener as (fact: Sourced<Fact>) => void)
        return () => all.delete(listener as (fact: Sourced<Fact>) => void)
      },
    }),
    close() {
      for (const stop of stops) stop()
    },
  }
}

function factOf(input: Input): Sourced<Fact> {
  const { seq: _, time: __, ...fact } = input
  return fact as Sourced<Fact>
}

/** What comes after timers at equal times. */
function isMarket(input: Input): boolean {
  return (
    compareInputs(input, {
      kind: 'answer',
      requestId: '',
      module: '',
      seq: 0,
      time: input.time,
      at: 0,
      source: '',
    } as never) > 0
  )
}
