import { isBourseError } from '@bourse/core'
import { createRng } from '@bourse/math'
import { campaign } from '@bourse/proof'
import { expect, test } from 'vitest'
import { compileFormula } from './formula.js'

test('formulas over columns', () => {
  const columns = { a: Float64Array.of(1, 2, Number.NaN, 4), b: Float64Array.of(3, 1, 2, 2) }
  const of = (text: string): number[] => [...compileFormula(text).evaluate(columns)]
  expect(of('2 a + -b ^ 2')).toEqual([-7, 3, Number.NaN, 4])
  expect(of('rank(a)')).toEqual([0, 0.5, Number.NaN, 1])
  expect(of('min(a, b) / clip(b, 2, 2)')).toEqual([0.5, 0.5, Number.NaN, 1])
  expect(of('max(a, 3)')).toEqual([3, 3, Number.NaN, 4])
  expect(compileFormula('1 + 1').evaluate({})).toEqual(Float64Array.of(2))
  expect(() => compileFormula('a + c').evaluate(columns)).toThrow('column c')
  expect(() => compileFormula('a + b').evaluate({ a: columns.a, b: Float64Array.of(1) })).toThrow('values')
  expect(() => compileFormula('a + toString').evaluate(columns)).toThrow('column toString')
})

const hostile = [
  'import({}, {})',
  'createUnit("x")',
  'evaluate("1")',
  'parse("1")',
  'simplify("x")',
  'derivative("x", "x")',
  'a.constructor',
  'a["constructor"]',
  'f(x) = x',
  'x = 1',
  '[1,2]',
  '{a: 1}',
  '"text"',
  '1; 2',
  '1:1000000000',
  'a ? 1 : 2',
  'a > b',
  'a!',
  "a'",
  'constructor("return process")()',
  'zscore.constructor("x")',
  'cos(a)',
  'abs(1, 2)',
  '2 kg to g',
  'a == b',
  'not a',
  '('.repeat(900),
  '-'.repeat(999),
  `${'abs('.repeat(200)}1${')'.repeat(200)}`,
  '',
  '#',
  'true and false',
  'null ?? a',
  'unaryMinus(1,2)',
]

test('nothing else can be reached', () => {
  for (const text of hostile) {
    try {
      const { columns, evaluate } = compileFormula(text)
      // what compiles is arithmetic over names, which are columns and nothing else
      expect(() => evaluate(Object.fromEntries(columns.map((name) => [name, Float64Array.of(1)])))).not.toThrow()
    } catch (error) {
      expect(isBourseError(error), `${text}: ${String(error)}`).toBe(true)
    }
  }
  for (const text of hostile.slice(0, 25)) expect(() => compileFormula(text), text).toThrow('compileFormula')
})

test('mutated formulas end in a typed error or in numbers', () => {
  const rng = createRng('formula')
  const words = [
    ...hostile,
    'a',
    'b',
    '+',
    '*',
    '^',
    '(',
    ')',
    ',',
    'zscore(',
    'rank(',
    '__proto__',
    '.',
    '[',
    '1e308',
    ' ',
  ]
  for (let n = campaign(100_000, 2000); n > 0; n--) {
    const text = Array.from({ length: 1 + (rng.uint32() % 7) }, () => words[rng.uint32() % words.length]!).join('')
    try {
      const { columns, evaluate } = compileFormula(text)
      const given = Object.fromEntries(columns.map((name) => [name, Float64Array.of(1, 2)]))
      if (columns.includes('__proto__')) continue
      expect(evaluate(given)).toBeInstanceOf(Float64Array)
    } catch (error) {
      if (!isBourseError(error)) throw error
    }
  }
})
