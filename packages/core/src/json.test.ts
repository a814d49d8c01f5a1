import { expect, test } from 'vitest'
import { isJson, numberFromJson, numberToJson } from './json.js'

test('numbers', () => {
  expect([1, Number.NaN, Number.POSITIVE_INFINITY].map(numberToJson)).toEqual([1, null, null])
  expect([1, null, undefined, 'x'].map(numberFromJson)).toEqual([1, Number.NaN, Number.NaN, Number.NaN])
})

test('what is JSON all through', () => {
  const cycle: { self?: unknown } = {}
  cycle.self = cycle
  const twice = { a: 1 }
  for (const yes of [null, 'a', 0, false, [], {}, { a: [{ b: null }] }, [twice, twice], Object.create(null)])
    expect(isJson(yes)).toBe(true)
  const hole = [1]
  hole[2] = 3
  const noes = [
    undefined,
    Number.NaN,
    1n,
    new Date(0),
    new Map(),
    () => 1,
    { a: undefined },
    [Number.POSITIVE_INFINITY],
    cycle,
    hole,
    Symbol('s'),
  ]
  for (const no of noes) expect(isJson(no)).toBe(false)
})
