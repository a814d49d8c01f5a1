// The strategies of the engine's proof against the simulated venue: loop, RxJS and replay give the same commands.
import {
  type Command,
  inputFromJson,
  inputToJson,
  type Fact,
  type Input,
  type Json,
  type Sourced,
  textDigest,
} from '@bourse/core'
import { type Engine, runInputs } from '@bourse/engine'
import { driveEngine$ } from '@bourse/engine/rx'
import { createRng } from '@bourse/math'
import { createSimVenue, type SimVenue } from '@bourse/sim'
import { from } from 'rxjs'
import { expect, test } from 'vitest'
import { busyAnswers, busyBars, busyEngine, busyFacts } from '../../../engine/src/fixtures/busyRun.js'
import { registry } from '../../../engine/src/fixtures/listings.js'

const venues = (): SimVenue[] =>
  (['paper', 'sim/two'] as const).map((account) =>
    createSimVenue(registry, createRng(account), { account, grid: 'accept' }),
  )

/** All facts in one stream, as a feed would bring them. */
function mergedFacts(): readonly Sourced<Fact>[] {
  const facts: Sourced<Fact>[] = [...busyFacts]
  for (const { id, span, time, open, high, low, close, volume, adjusted } of busyBars)
    time.forEach((at, i) => {
      const prices = {
        open: open[i]!,
        high: high[i]!,
        low: low[i]!,
        close: close[i]!,
        volume: volume[i]!,
        adjusted: adjusted[i]!,
      }
      facts.push({ kind: 'bar', id, span, ...prices, at, source: 'bars' })
    })
  return facts
    .map((fact, i) => ({ fact, i }))
    .sort((a, b) => a.fact.at - b.fact.at || a.i - b.i)
    .map(({ fact }) => fact)
}

test('equal command digests on paper under the loop, RxJS and replay', () => {
  const journal: string[] = []
  const loop = textDigest()
  const add = (digest: ReturnType<typeof textDigest>, commands: readonly Command[]): void => {
    for (const command of commands) digest.add(JSON.stringify(command))
  }
  let fills = 0
  const engine: Engine = busyEngine()
  const observe = (input: Input, commands: readonly Command[]): void => {
    journal.push(JSON.stringify(inputToJson(input)))
    if (input.kind === 'fill') fills++
    add(loop, commands)
  }
  const end = runInputs(engine, { sources: [busyFacts, ...busyBars], venues: venues(), answers: busyAnswers, observe })
  expect(end.commands).toBeGreaterThan(200)
  expect(fills).toBeGreaterThan(40)
  const stream = textDigest()
  driveEngine$(busyEngine(), from(mergedFacts()), { venues: venues(), answers: busyAnswers }).subscribe(
    ({ commands }) => add(stream, commands),
  )
  expect(stream.digest()).toBe(loop.digest())
  const again = textDigest()
  const replayed = busyEngine()
  for (const line of journal) add(again, replayed.step(inputFromJson(JSON.parse(line) as Json)))
  expect(again.digest()).toBe(loop.digest())
})
