import { spawnSync } from 'node:child_process'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { fileURLToPath } from 'node:url'
import {
  bracket,
  type Fact,
  type Journal,
  type JournalRecord,
  manualClock,
  type OrderDraft,
  type Sourced,
} from '@bourse/core'
import { expect, test } from 'vitest'
import { createEngine } from '../engine/createEngine.js'
import { calendars, registry } from '../fixtures/listings.js'
import { barAt, liveDesk } from '../fixtures/liveDesk.js'
import { memoryJournal } from '../fixtures/memoryJournal.js'
import { randomBars } from '../fixtures/randomBars.js'
import { testVenue } from '../fixtures/testVenue.js'
import { openJournalFile } from '../journal-file/openJournalFile.js'
import { defineStrategy } from '../strategy/defineStrategy.js'
import { runLive } from './runLive.js'

const bars = randomBars('SPY@ARCX', 40)
const count = 9
const header = { format: 1, version: '0', runId: 'crash', seed: '1', config: 'c', registry: 'r', code: 'c' }

const trader = defineStrategy({
  name: 'trader',
  defaults: {},
  watch: () => ['SPY@ARCX'],
  init: () => ({ bars: 0 }),
  on: {
    bar(ctx, bar) {
      const n = ctx.state.bars++
      const route = { instrument: bar.id, account: 'paper', quantity: 2 } as const
      if (n % 2 === 0) ctx.submit({ ...route, type: 'market', side: 'buy' })
      if (n % 3 === 1)
        ctx.submit(
          bracket<OrderDraft>(
            { ...route, side: 'buy', type: 'market' },
            { takeProfit: Math.round(bar.close * 105) / 100, stopLoss: Math.round(bar.close * 95) / 100 },
          ),
        )
      if (n % 3 === 2)
        ctx.submit({ ...route, type: 'limit', limit: Math.round(bar.close * 50) / 100, side: 'buy', tif: 'gtc' })
      const resting = ctx.working().find((one) => one.order.type === 'limit' && one.groupId === undefined)
      if (resting !== undefined && n % 4 === 0) ctx.cancel(resting.order.orderId)
      else if (resting !== undefined && n % 2 === 1) ctx.replace(resting.order.orderId, { quantity: 3 + n })
    },
  },
})
const engineOf = () =>
  createEngine({
    runId: 'crash',
    seed: 1,
    base: 'USD',
    strategies: [trader()],
    rules: [],
    instruments: registry,
    calendars,
  })

class Killed extends Error {}

/** Every await and every deed of a run is a place where it can die; the `at`-th kills it. */
function deathAt(at: number) {
  let places = 0
  const state = { dead: false }
  const here = (): void => {
    if (!state.dead && ++places === at) state.dead = true
    if (state.dead) throw new Killed('killed')
  }
  return { here, state, places: () => places }
}

/** What was not durable is gone with the process. */
function losing(journal: Journal, lines: JournalRecord[][], here: () => void): Journal {
  return {
    get header() {
      return journal.header
    },
    append(batch) {
      here()
      lines.push([...batch])
      return lines.length - 1
    },
    async durable() {
      here()
      await Promise.resolve()
      const batch = lines.splice(0).flat()
      if (batch.length > 0) await journal.durable(journal.append(batch))
      here()
    },
    read: (from) => journal.read(from),
  }
}

const settle = async (passes: number) => {
  for (let i = 0; i < passes; i++) await new Promise((resolve) => setImmediate(resolve))
}

/** Runs, dies once at a place, starts again and goes on to the end of the bars. */
async function lives(open: () => Promise<Journal & { close?: () => Promise<void> }>, at: number) {
  const clock = manualClock(bars.time[0]! - 1000)
  const venue = testVenue('paper')
  const heard: Sourced<Fact>[] = []
  let row = 0
  let places = 0
  let book: ReturnType<typeof engineOf>['book'] | undefined
  for (const life of [at, Number.POSITIVE_INFINITY]) {
    const death = deathAt(life)
    const desk = liveDesk('paper', clock, { venue, heard })
    const port = desk.system.brokers[0]!.venue
    for (const deed of ['submit', 'replace', 'cancel'] as const) {
      const real = port[deed].bind(port) as (x: unknown) => void
      Object.assign(port, {
        [deed]: (x: unknown) => {
          death.here()
          real(x)
          death.here()
        },
      })
    }
    const file = await open()
    const stop = new AbortController()
    const engine = engineOf()
    const run = runLive(engine, desk.system, {
      mode: 'paper',
      clock,
      journal: losing(file, [], death.here),
      signal: stop.signal,
    }).catch((error: unknown) => {
      if (!(error instanceof Killed)) throw error
      return undefined
    })
    await settle(6)
    while (row < count && !death.state.dead) {
      clock.advance(Math.max(clock.now(), bars.time[row]!))
      desk.bar(barAt(bars, row++))
      await settle(6)
    }
    stop.abort()
    const end = await run
    if (life === Number.POSITIVE_INFINITY) expect(end, `killed at ${at}`).toEqual({ end: 'stopped', differences: [] })
    desk.disconnect()
    await file.close?.()
    places = Math.max(places, death.places())
    book = engine.book
  }
  const journal = await open()
  const submits: string[] = []
  const rejected = new Set<string>()
  for await (const entry of journal.read()) {
    if (entry.record === 'command') {
      const command = entry.command as { readonly do: string; readonly order?: { readonly orderId: string } }
      if (command.do === 'submit') submits.push(command.order!.orderId)
    } else if (entry.record === 'input' && entry.input.kind === 'rejected') rejected.add(entry.input.orderId)
  }
  await journal.close?.()
  const atVenue = [...venue.submitted]
  expect(new Set(atVenue).size, `no order twice, killed at ${at}`).toBe(atVenue.length)
  expect(new Set(submits).size, `no id twice, killed at ${at}`).toBe(submits.length)
  for (const id of atVenue) expect(submits, `the journal knows ${id}, killed at ${at}`).toContain(id)
  for (const id of submits)
    expect(atVenue.includes(id) !== rejected.has(id), `${id} is known or told, killed at ${at}`).toBe(true)
  const held = (await venue.state(0)).positions.map(({ quantity }) => quantity)
  expect(
    [book!.quantity('SPY@ARCX')].filter((quantity) => quantity !== 0),
    `killed at ${at}`,
  ).toEqual(held)
  return { places, atVenue }
}

test('killed at any await or deed, a run starts again: no order twice, none forgotten', async () => {
  const unhurt = await lives(memoryStore(), Number.POSITIVE_INFINITY)
  expect(unhurt.places).toBeGreaterThan(80)
  for (let at = 1; at <= unhurt.places; at++) await lives(memoryStore(), at)
})

test('the same from a journal in a file', async () => {
  for (const at of [1, 7, 20, 33, 48]) {
    const path = `${await mkdtemp(`${tmpdir()}/journal-`)}/crash.journal`
    await lives(() => openJournalFile(path, header), at)
  }
})

function memoryStore() {
  const lines: string[] = []
  return () => Promise.resolve(memoryJournal('crash', { lines }))
}

test('a process that is killed with SIGKILL, twice, goes on from its file', async () => {
  const folder = await mkdtemp(`${tmpdir()}/crash-`)
  const script = fileURLToPath(new URL('../fixtures/crashChild.ts', import.meta.url))
  const start = (place: number) =>
    spawnSync(process.execPath, ['--conditions=@bourse/source', '--import', 'tsx', script, folder, String(place)], {
      encoding: 'utf8',
    })
  expect(start(16).signal).toBe('SIGKILL')
  expect(start(9).signal).toBe('SIGKILL')
  const last = start(-1)
  expect(last.status, last.stderr).toBe(0)
  const { end, submitted, held, positions } = JSON.parse(last.stdout) as {
    end: unknown
    submitted: string[]
    held: number
    positions: { quantity: number }[]
  }
  expect(end).toEqual({ end: 'stopped', differences: [] })
  expect(new Set(submitted).size).toBe(submitted.length)
  expect(submitted.length).toBeGreaterThan(5)
  expect(positions.map((one) => one.quantity)).toEqual([held])
})
