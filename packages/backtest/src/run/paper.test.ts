// The strategies of the engine's proof against the simulated venue: loop, RxJS, a paper run and replays give the same commands.
import {
  type Command,
  durationMs,
  type Fact,
  inputFromJson,
  type Input,
  type Json,
  money,
  type Sourced,
  textDigest,
} from '@bourse/core'
import { mergeFacts } from '@bourse/data'
import { type AnswerModule, type Engine, memoryJournal, replayJournal, runInputs, runLive } from '@bourse/engine'
import { driveEngine$ } from '@bourse/engine/rx'
import { createRng } from '@bourse/math'
import { createSimVenue, paperSystem, type SimVenue } from '@bourse/sim'
import { from } from 'rxjs'
import { describe, expect, test } from 'vitest'
import { busyAnswers, busyBars, busyEngine, busyFacts } from '../../../engine/src/fixtures/busyRun.js'
import { registry } from '../../../engine/src/fixtures/listings.js'

const venues = (cash: boolean): SimVenue[] =>
  (
    [
      ['paper', '200000'],
      ['sim/two', '500000'],
    ] as const
  ).map(([account, value]) =>
    createSimVenue(registry, createRng(account), {
      account,
      grid: 'accept',
      ...(cash ? { cash: [money(value, 'USD')] } : {}),
    }),
  )

/** What is recorded, deposits left out: on paper the venues bring them. */
const recorded = (): readonly Sourced<Fact>[] => [
  ...mergeFacts([busyFacts.filter(({ kind }) => kind !== 'cashMove'), ...busyBars]),
]

function digestOf(): { add(commands: readonly Command[]): void; digest(): string; count(): number } {
  const digest = textDigest()
  let count = 0
  return {
    add(commands) {
      count += commands.length
      for (const command of commands) digest.add(JSON.stringify(command))
    },
    digest: () => digest.digest(),
    count: () => count,
  }
}

/** A paper run of everything that is recorded. */
async function paperRun() {
  const journal = memoryJournal({ runId: 'busy' })
  const engine = busyEngine()
  const sent = digestOf()
  let fills = 0
  engine.watch((input, commands) => {
    sent.add(commands)
    if (input.kind === 'fill') fills++
  })
  const facts = recorded()
  const system = await paperSystem(registry, venues(true), { facts, from: facts[0]!.at - 1 })
  // What a backtest says of answers, a model that takes its time does.
  const models = busyAnswers.map(
    (module): AnswerModule => ({
      ...module,
      answer: (question) =>
        new Promise((resolve, reject) => {
          system.clock.wake(system.clock.now() + durationMs(module.takes), () => {
            try {
              resolve(module.answer(question))
            } catch (error) {
              reject(error)
            }
          })
        }),
    }),
  )
  const end = await runLive(engine, system, { mode: 'paper', clock: system.clock, journal, models })
  return { engine, journal, sent, fills, end }
}

/** The same market and the same opening under the loop of every backtest. */
function loopRun(opening: readonly Sourced<Fact>[]) {
  const engine = busyEngine()
  const sent = digestOf()
  const inputs: Input[] = []
  const end = runInputs(engine, {
    sources: [opening, recorded()],
    venues: venues(true),
    answers: busyAnswers,
    observe(input, commands) {
      inputs.push(Object.assign({}, input))
      sent.add(commands)
    },
  })
  return { engine, sent, inputs, end }
}

describe('equal command digests', async () => {
  const paper = await paperRun()
  const inputs = paper.journal.lines
    .map((line) => JSON.parse(line) as { readonly record: string; readonly input: Json })
    .filter(({ record }) => record === 'input')
    .map(({ input }) => inputFromJson(input))
  const opening = inputs
    .slice(
      0,
      inputs.findIndex(({ source }) => !source.startsWith('opening/')),
    )
    .map((input) => {
      const { seq: _, time: __, ...fact } = input
      return fact as Sourced<Fact>
    })
  const loop = loopRun(opening)

  test('a paper run through runLive and the loop', () => {
    expect(paper.end).toEqual({ end: 'stopped', differences: [] })
    expect(paper.fills).toBeGreaterThan(40)
    expect(opening.map(({ kind }) => kind)).toEqual(['cashMove', 'accountSnapshot', 'cashMove', 'accountSnapshot'])
    expect(paper.sent.count()).toBeGreaterThan(200)
    expect(inputs.map(textOf)).toEqual(loop.inputs.map(textOf))
    expect(paper.sent.digest()).toBe(loop.sent.digest())
    expect(paper.engine.book.equity()).toEqual(loop.engine.book.equity())
  })

  test('the replay of its journal', async () => {
    const replay = await replayJournal(busyEngine(), paper.journal)
    expect(replay).toMatchObject({ equal: true, inputs: inputs.length })
  })

  test('the same under RxJS', () => {
    const engine: Engine = busyEngine()
    const sent = digestOf()
    const facts = [...mergeFacts([opening, recorded()])]
    driveEngine$(engine, from(facts), { venues: venues(true), answers: busyAnswers }).subscribe(({ commands }) =>
      sent.add(commands),
    )
    expect(sent.digest()).toBe(loop.sent.digest())
  })
})

/** Who brought an answer differs, what it says does not. */
function textOf(input: Input): string {
  const { kind, seq, time, at } = input
  return `${seq} ${kind} ${'orderId' in input ? input.orderId : ''} ${time} ${at}`
}
