import { type AccountId, type Fact, manualClock, money, type Sourced } from '@bourse/core'
import type { Feature, Opportunity, OpportunityScore } from '@bourse/scoring'
import { expect, test } from 'vitest'
import type { AnswerModule } from '../drivers/answerModule.js'
import { runInputs } from '../drivers/runInputs.js'
import { createEngine } from '../engine/createEngine.js'
import type { AuditEntry } from '../engine/engineTypes.js'
import { calendars, registry } from '../fixtures/listings.js'
import { randomBars } from '../fixtures/randomBars.js'
import { testVenue } from '../fixtures/testVenue.js'
import type { ScanModule } from './scanModule.js'
import { scanSchedules } from './scanSchedules.js'

void manualClock
const start = Date.parse('2026-01-05T14:00Z')
const bars = (['SPY@ARCX', 'QQQ@XNAS'] as const).map((id) => randomBars(id, 200, { step: 300_000, start, move: 0.002 }))
const deposit: Sourced<Fact> = {
  kind: 'cashMove',
  account: 'paper',
  moveId: 'd',
  reason: 'deposit',
  amount: money('100000', 'USD'),
  at: start - 1,
  source: 'desk',
}
const control = (word: 'disable' | 'enable' | 'scan' | 'reset', target: string, minutes: number): Sourced<Fact> => ({
  kind: 'control',
  control: word,
  target,
  who: 'desk',
  why: 'test',
  at: start + minutes * 60_000,
  source: 'desk',
})

const change: Feature = {
  feature: 'change',
  warmUp: 2,
  series: ['close'],
  create: () => {
    let last: number | null = null
    return {
      next(input) {
        if (input.kind !== 'bar') return Number.NaN
        const value = last === null ? Number.NaN : input.close / last - 1
        last = input.close
        return value
      },
      save: () => last,
      load: (state) => {
        last = state as number | null
      },
    }
  },
}
const found = (bucket: string, id: Opportunity['id'], time: number, probability = 0.5): Opportunity => ({
  id,
  bucket,
  time,
  probability,
  confidence: 0.8,
  gain: 0.2,
  loss: 0.1,
  leverageUse: 0,
  correlation: 0,
})
const scorer = ({ probability }: Opportunity): OpportunityScore => {
  const total = Math.round(probability * 100)
  const action = total >= 80 ? 'strong' : total >= 60 ? 'standard' : total >= 40 ? 'alert' : 'skip'
  return { total, value: total, confidence: total, risk: 0, action, version: 'v1' }
}
const moduleOf = (bucket: string, change: Partial<ScanModule> = {}): ScanModule => ({
  bucket,
  schedule: { every: '10m' },
  features: [],
  scan: (ctx) => [found(bucket, 'SPY@ARCX', ctx.now, 0.9), found(bucket, 'QQQ@XNAS', ctx.now, 0.45)],
  exit: (_, holding) => holding.heldMs > 3_600_000,
  execute: ({ id }) => [{ type: 'market', instrument: id, side: 'buy', quantity: 1, account: 'paper' as AccountId }],
  ...change,
})

function scanRun(
  modules: readonly ScanModule[],
  facts: readonly Sourced<Fact>[] = [],
  answers: readonly AnswerModule[] = [],
) {
  const audit: AuditEntry[] = []
  const engine = createEngine({
    runId: 'scan',
    seed: 1,
    base: 'USD',
    strategies: [],
    modules,
    scorer,
    rules: [],
    instruments: registry,
    calendars,
  })
  engine.audit((entry) => audit.push(entry))
  const venue = testVenue('paper')
  runInputs(engine, { sources: [[deposit, ...facts], ...bars], venues: [venue], answers })
  const states = (bucket: string) =>
    audit.flatMap((one) => (one.audit === 'scan' && one.bucket === bucket ? [one] : []))
  return { engine, audit, venue, states }
}

test('every round is audited from idle to idle, and only the strong trade', () => {
  const { audit, states, venue, engine } = scanRun([moduleOf('crypto')])
  const words = states('crypto').map((one) => one.state)
  expect(words.slice(0, 5)).toEqual(['scanning', 'scoring', 'gating', 'executing', 'idle'])
  for (const [i, { from }] of states('crypto').entries()) if (i > 0) expect(from).toBe(words[i - 1])
  const opportunities = audit.flatMap((one) =>
    one.audit === 'opportunity' ? [[one.instrument, one.action, one.orders]] : [],
  )
  expect(opportunities.slice(0, 2)).toEqual([
    ['SPY@ARCX', 'strong', 1],
    ['QQQ@XNAS', 'alert', 0],
  ])
  // Bought each time, sold after an hour.
  expect(venue.submitted.length).toBeGreaterThan(100)
  expect(engine.book.quantity('QQQ@XNAS')).toBe(0)
})

test('a module that throws is halted with its cause; the others go on; a reset brings it back', () => {
  let calls = 0
  const broken = moduleOf('futures', {
    scan(ctx) {
      calls++
      if (calls === 3) throw new Error('no curve')
      return [found('futures', 'QQQ@XNAS', ctx.now, 0.7)]
    },
  })
  const { states, engine, audit } = scanRun([broken, moduleOf('crypto')], [control('reset', 'futures', 300)])
  expect(audit.find((one) => one.audit === 'halted')).toMatchObject({ strategy: 'futures', error: 'no curve' })
  expect(states('futures').filter((one) => one.state === 'halted')).toHaveLength(1)
  const reset = states('futures').findIndex((one) => one.from === 'halted' && one.state === 'idle')
  expect(reset).toBeGreaterThan(0)
  expect(states('futures').length).toBeGreaterThan(reset + 10)
  expect(states('crypto').length).toBeGreaterThan(300)
  expect(engine.halted()).toEqual([])
})

test('a model is asked with the features and decides; a slow one costs its own rounds alone', () => {
  const asked: number[] = []
  const model = (takes: '1s' | '25m'): AnswerModule => ({
    module: 'model',
    takes,
    answer: (question) => {
      const { rows } = question as { readonly rows: readonly (readonly (number | null)[])[] }
      asked.push(rows.length)
      return rows.map(([x]) => (x === null ? null : x! > 0 ? 0.85 : 0.1))
    },
  })
  const withModel = moduleOf('options', { features: [change], model: 'model', patience: '2m' })
  const fast = scanRun([withModel], [], [model('1s')])
  const traded = fast.audit.filter((one) => one.audit === 'opportunity' && one.orders > 0).length
  expect(traded).toBeGreaterThan(20)
  expect(new Set(asked)).toEqual(new Set([2]))
  const slow = scanRun([withModel, moduleOf('crypto')], [], [model('25m')])
  expect(slow.states('options').every((one) => one.state !== 'gating')).toBe(true)
  expect(slow.states('options').some((one) => one.why.startsWith('ask/timeout'))).toBe(true)
  expect(slow.states('crypto').length).toBe(
    fast.states('options').length > 0 ? scanRun([moduleOf('crypto')]).states('crypto').length : -1,
  )
  const patient = scanRun([{ ...withModel, patience: '1h' }], [], [model('25m')])
  expect(patient.states('options').some((one) => one.why.endsWith('still at work'))).toBe(true)
})

test('buckets are switched off and on, and scanned on demand, by control inputs', () => {
  const daily = moduleOf('prediction', { schedule: { every: '4h' } })
  const { states } = scanRun(
    [daily],
    [
      control('scan', 'prediction', 31),
      control('disable', 'prediction', 40),
      control('scan', 'prediction', 50),
      control('enable', 'prediction', 60),
      control('scan', 'prediction', 70),
    ],
  )
  const rounds = states('prediction')
    .filter((one) => one.state === 'scanning')
    .map((one) => [(one.time - start) / 60_000, one.why])
  expect(rounds.slice(0, 2)).toEqual([
    [31, 'asked by desk: test'],
    [70, 'asked by desk: test'],
  ])
  expect(rounds.slice(2).every(([, why]) => why === 'due')).toBe(true)
})

test('schedules know their sessions', () => {
  const { states } = scanRun([moduleOf('options', { schedule: scanSchedules.options })])
  const times = states('options')
    .filter((one) => one.state === 'scanning')
    .map((one) => new Date(one.time).toISOString().slice(11, 16))
  expect(times[0]).toBe('14:30')
  expect(times[12]).toBe('20:30')
  expect(times[13]).toBeUndefined() // the bars end at 06:40 next morning
})

test('a snapshot between question and answer brings the round back', () => {
  const model: AnswerModule = {
    module: 'model',
    takes: '4m',
    answer: (question) => (question as { rows: unknown[] }).rows.map(() => 0.9),
  }
  const modules = [moduleOf('options', { features: [change], model: 'model', patience: '5m' })]
  const config = {
    runId: 'scan',
    seed: 1,
    base: 'USD',
    strategies: [],
    modules,
    scorer,
    rules: [],
    instruments: registry,
    calendars,
  }
  const [one, other] = [createEngine(config), createEngine(config)]
  let restored = 0
  const sent: string[][] = [[], []]
  runInputs(one, {
    sources: [[deposit], ...bars.map((series) => ({ ...series, time: series.time.subarray(0, 40) }))],
    venues: [testVenue('paper')],
    answers: [model],
    observe(input, commands) {
      if (input.kind === 'answer' || restored > 0) other.step({ ...input })
      const twin = restored === 0 && input.kind !== 'answer'
      if (twin) other.restore(one.snapshot())
      if (input.kind === 'answer') restored++
      sent[0]!.push(...commands.map((command) => command.do))
    },
  })
  expect(restored).toBeGreaterThan(3)
  expect(other.snapshot()).toEqual(one.snapshot())
  expect(() => createEngine({ ...config, scorer: undefined as never })).toThrow(
    expect.objectContaining({ code: 'input/out-of-range' }),
  )
})
