import { type BourseError, isBourseError, type Json } from '@bourse/core'
import { campaign } from '@bourse/proof'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Everywhere, everyIndicator, type Series } from './fixtures/everyIndicator.js'
import { randomSeries } from './fixtures/randomSeries.js'

type Columns = { readonly [output: string]: Float64Array }

const length = 120
const runs = { seed: 20260309, numRuns: Math.max(2, campaign(200)) }

/** What the stepper says to each bar, as columns. */
function stepped(indicator: Everywhere, series: Series, count = series.close.length): Columns {
  const stepper = indicator.make()
  return columnsOf(Array.from({ length: count }, (_, i) => stepper.next(indicator.input(series, i))))
}

function columnsOf(answers: readonly unknown[]): Columns {
  if (typeof answers[0] === 'number') return { value: Float64Array.from(answers as number[]) }
  const names = Object.keys(answers[0] as object)
  return Object.fromEntries(
    names.map((name) => [name, Float64Array.from(answers as { [name: string]: number }[], (answer) => answer[name]!)]),
  )
}

const slice = (columns: Columns, from: number, to?: number): Columns =>
  Object.fromEntries(Object.entries(columns).map(([name, column]) => [name, column.slice(from, to)]))

const sliceSeries = (series: Series, from: number, to?: number): Series => slice(series, from, to) as Series

/** Bit for bit, NaN as NaN; a whole series compared by the test runner would take seconds. */
function expectSame(one: Columns, other: Columns): void {
  expect(Object.keys(one)).toEqual(Object.keys(other))
  for (const [name, column] of Object.entries(one)) {
    const twin = other[name]!
    expect(column.length).toBe(twin.length)
    const i = column.findIndex((x, at) => !Object.is(x, twin[at]!))
    if (i >= 0) expect.fail(`${name}[${i}] is ${column[i]} and ${twin[i]}`)
  }
}

const refusal = (act: () => unknown): BourseError | undefined => {
  try {
    act()
  } catch (error) {
    if (isBourseError(error)) return error
    throw error
  }
  return undefined
}

// Positions count from the first value of the whole series.
const counts = /Index/

describe.each(everyIndicator.map((indicator) => [indicator.name, indicator] as const))('%s', (name, indicator) => {
  test('the stepper says what the column says, bit for bit, and fills the column it is given', () => {
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const series = randomSeries(seed, length)
        const columns = indicator.columns(series)
        expectSame(stepped(indicator, series), columns)
        const own = Object.fromEntries(Object.keys(columns).map((key) => [key, new Float64Array(length)]))
        const out = 'value' in own ? own['value'] : own
        const filled = indicator.columns(series, out)
        expect('value' in own ? filled['value'] : filled).toBe(out)
        expectSame(filled, columns)
      }),
      runs,
    )
  })

  test('answers at last', () => {
    for (const column of Object.values(indicator.columns(randomSeries(7, length))))
      expect(Number.isNaN(column.at(-1))).toBe(false)
  })

  test('a later bar never changes an earlier answer', () => {
    const series = randomSeries(3, length)
    const whole = indicator.columns(series)
    for (const count of [1, 17, 64, 119])
      expectSame(indicator.columns(sliceSeries(series, 0, count)), slice(whole, 0, count))
  })

  test('a restored stepper goes on bit for bit, through text', () => {
    fc.assert(
      fc.property(fc.integer(), fc.integer({ min: 0, max: length - 1 }), (seed, at) => {
        const series = randomSeries(seed, length)
        const whole = stepped(indicator, series)
        const first = indicator.make()
        for (let i = 0; i < at; i++) first.next(indicator.input(series, i))
        const second = indicator.make()
        // It had other thoughts before.
        for (let i = 0; i < at % 5; i++) second.next(indicator.input(randomSeries(seed + 1, 8), i))
        second.load(JSON.parse(JSON.stringify(first.save())) as Json)
        const rest = Array.from({ length: length - at }, (_, i) => second.next(indicator.input(series, at + i)))
        expectSame(columnsOf(rest), slice(whole, at))
      }),
      runs,
    )
  })

  test.each([Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY])(
    'after %s it begins anew, as if the series began there',
    (hole) => {
      const series = randomSeries(11, length)
      for (const field of indicator.fields) {
        const broken = { ...series, [field]: series[field].slice() }
        broken[field][40] = hole
        const columns = indicator.columns(broken)
        expectSame(stepped(indicator, broken), columns)
        for (const [output, column] of Object.entries(columns)) {
          expect(Number.isNaN(column[40]), `${output} at the hole in ${field}`).toBe(true)
        }
        if (!counts.test(name)) expectSame(slice(columns, 41), indicator.columns(sliceSeries(broken, 41)))
      }
    },
  )

  test('columns of unequal length are refused by name', () => {
    const series = randomSeries(5, 20)
    for (const field of indicator.fields.slice(1)) {
      const error = refusal(() => indicator.columns({ ...series, [field]: series[field].slice(1) }))
      expect(error?.details['argument']).toBe(field)
    }
    const wrong = new Float64Array(19)
    const outputs = Object.keys(indicator.columns(series))
    const out = outputs[0] === 'value' ? wrong : Object.fromEntries(outputs.map((output) => [output, wrong]))
    expect(refusal(() => indicator.columns(series, out))?.details['argument']).toMatch(/^out/)
  })

  test('an empty series has an empty column', () => {
    for (const column of Object.values(indicator.columns(randomSeries(1, 0)))) expect(column).toHaveLength(0)
  })

  test('foreign and broken states are refused and change nothing', () => {
    const series = randomSeries(13, length)
    const stepper = indicator.make()
    for (let i = 0; i < 60; i++) stepper.next(indicator.input(series, i))
    const before = stepper.save()
    if (before === null) return
    const state = before as { readonly [field: string]: Json }
    const broken: Json[] = [null, 3, 'ema', [], {}, { ...state, more: 1 }]
    for (const field of Object.keys(state)) {
      const value = state[field]!
      broken.push({ ...state, [field]: null }, { ...state, [field]: typeof value === 'string' ? `${value}!` : 'x' })
      if (Array.isArray(value))
        broken.push({ ...state, [field]: value.slice(1) }, { ...state, [field]: ['x', ...value.slice(1)] })
    }
    for (const foreign of broken) expect(refusal(() => stepper.load(foreign))?.code).toBe('input/parse')
    expect(stepper.save()).toEqual(before)
  })
})

test('a state fits only what was made alike', () => {
  const made = everyIndicator.map(({ name, make }) => ({ name, stepper: make(), state: make().save() }))
  const fits = made.flatMap((one, i) =>
    made.flatMap((other, k) => {
      if (i === k || one.state === other.state || one.name.startsWith('movingAverage(')) return []
      return refusal(() => other.stepper.load(one.state)) === undefined ? [`${one.name} into ${other.name}`] : []
    }),
  )
  expect(fits).toEqual([])
})
