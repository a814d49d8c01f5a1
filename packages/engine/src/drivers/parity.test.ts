import { type Command, type Fact, type Json, type Sourced, textDigest } from '@bourse/core'
import { from } from 'rxjs'
import { expect, test } from 'vitest'
import { busyAnswers, busyBars, busyEngine, busyFacts, busyVenues } from '../fixtures/busyRun.js'
import { memoryJournal } from '../fixtures/memoryJournal.js'
import { commandText } from '../journal/commandText.js'
import { replayJournal } from '../journal/replayJournal.js'
import { driveEngine$ } from '../rx.js'
import { runInputs } from './runInputs.js'

function loopRun() {
  const engine = busyEngine()
  const journal = memoryJournal('busy')
  const digest = textDigest()
  const counts: { [what: string]: number } = {}
  const commands: Command[] = []
  engine.audit((entry) => {
    counts[entry.audit] = (counts[entry.audit] ?? 0) + 1
  })
  const end = runInputs(engine, {
    sources: [busyFacts, ...busyBars],
    venues: busyVenues(),
    answers: busyAnswers,
    observe(input, sent) {
      journal.append([{ record: 'input', input }, ...sent.map((command) => ({ record: 'command', command }) as const)])
      for (const command of sent) {
        digest.add(commandText(command))
        commands.push(command)
        counts[command.do] = (counts[command.do] ?? 0) + 1
      }
      counts[input.kind] = (counts[input.kind] ?? 0) + 1
    },
  })
  return { engine, journal, digest: digest.digest(), counts, end, commands }
}

/** All facts in one stream, as a feed would bring them. */
function mergedFacts(): Sourced<Fact>[] {
  const facts: Sourced<Fact>[] = [...busyFacts]
  for (const bars of busyBars)
    bars.time.forEach((at, i) => {
      const { id, span, open, high, low, close, volume, adjusted } = bars
      facts.push({
        kind: 'bar',
        id,
        span,
        open: open[i]!,
        high: high[i]!,
        low: low[i]!,
        close: close[i]!,
        volume: volume[i]!,
        adjusted: adjusted[i]!,
        at,
        source: 'bars',
      })
    })
  return facts
    .map((fact, i) => ({ fact, i }))
    .sort((a, b) => a.fact.at - b.fact.at || a.i - b.i)
    .map(({ fact }) => fact)
}

const loop = loopRun()

test('the run does everything there is to do', () => {
  const { counts } = loop
  for (const what of [
    'submit',
    'replace',
    'cancel',
    'wake',
    'cancelWake',
    'watch',
    'ask',
    'answer',
    'timer',
    'fill',
    'accepted',
    'canceled',
    'replaced',
    'expired',
    'verdict',
    'log',
    'halted',
  ])
    expect(counts[what], what).toBeGreaterThan(0)
  expect(loop.engine.halted().map((one) => one.name)).toEqual(['fragile'])
  expect(loop.end.commands).toBeGreaterThan(150)
})

test('the same run under RxJS gives the same commands', () => {
  const digest = textDigest()
  const engine = busyEngine()
  driveEngine$(engine, from(mergedFacts()), { venues: busyVenues(), answers: busyAnswers }).subscribe(
    ({ commands }) => {
      for (const command of commands) digest.add(commandText(command))
    },
  )
  expect(digest.digest()).toBe(loop.digest)
  expect(engine.book.equity()).toEqual(loop.engine.book.equity())
})

test('the journal replays to the same commands', async () => {
  const end = await replayJournal(busyEngine(), loop.journal)
  expect(end.firstDifference).toBeUndefined()
  expect(end).toEqual({ equal: true, digest: loop.digest, inputs: loop.end.inputs })
})

test('a replay that differs says where', async () => {
  const lines = [...loop.journal.lines]
  const at = lines.findIndex((line) => line.includes('"do":"submit"'))
  lines[at] = lines[at]!.replace('"quantity":', '"quantity":1')
  const end = await replayJournal(busyEngine(), memoryJournal('busy', { lines }))
  expect(end.equal).toBe(false)
  expect(end.firstDifference?.journal).toMatchObject({ do: 'submit' })
  await expect(replayJournal(busyEngine(), memoryJournal('other'))).rejects.toMatchObject({ code: 'journal/foreign' })
})

test('a snapshot at every input, restored: the rest is identical', async () => {
  // A fresh engine restores the snapshot after each input and steps the next one: by induction the rest follows.
  const engine = busyEngine()
  let restored = busyEngine()
  let steps = 0
  for await (const entry of loop.journal.read()) {
    if (entry.record !== 'input') continue
    const ours = engine.step(entry.input).map(commandText)
    expect(restored.step(entry.input).map(commandText)).toEqual(ours)
    const snapshot = engine.snapshot()
    const text = JSON.stringify(snapshot)
    if (steps % 4 === 0 && JSON.stringify(restored.snapshot()) !== text) expect(restored.snapshot()).toEqual(snapshot)
    restored = busyEngine()
    restored.restore(JSON.parse(text) as Json)
    steps++
  }
  expect(steps).toBe(loop.end.inputs)
})
