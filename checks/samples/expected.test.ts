import { describe, expect, test } from 'vitest'
import { matches } from './expected.js'
import { blocksOf, examplesOf } from './find.js'
import { sampleProgram } from './program.js'

describe('a value is what the comment says', () => {
  test.each<[unknown, string]>([
    [3, '3'],
    [1.9999999999999998, '2'],
    [0.1234567, '0.1235'],
    [1e-9, '1.00e-9'],
    [-0, '-0'],
    [-1.26, '-1.3'],
    [Number.NaN, 'NaN'],
    [Number.NEGATIVE_INFINITY, '-Infinity'],
    [10n, '10n'],
    ['a', "'a'"],
    [undefined, 'undefined'],
    [[1, 0.3333], '[1, 0.333]'],
    [[1, 2, 3], '[1, ...]'],
    [{ a: 1, b: { c: 'x' } }, "{ a: 1, b: { c: 'x' } }"],
    [{ a: 1, b: 2 }, '{ a: 1, ... }'],
    [Float64Array.of(1, 0.25), 'Float64Array [1, 0.25]'],
    [new Map([['a', 1]]), "Map(1) { 'a' => 1 }"],
    [{ toString: () => '12.50 USD' }, '12.50 USD'],
  ])('%o is %s', (value, said) => expect(matches(value, said)).toBe(true))

  test.each<[unknown, string]>([
    [3.2, '3'],
    [1797604200251, '1797604200250'],
    [0.1236, '0.1235'],
    [0, '-0'],
    ['3', '3'],
    [3, "'3'"],
    [null, 'undefined'],
    [[1, 2], '[1]'],
    [{ a: 1, b: 2 }, '{ a: 1 }'],
    [{ a: 1 }, '{ a: 1, b: 2 }'],
    [[1, 2], 'Float64Array [1, 2]'],
    [{ a: 2 }, '{ a: 1, ... }'],
    [{}, 'anything'],
  ])('%o is not %s', (value, said) => expect(matches(value, said)).toBe(false))
})

test('statements are compared where they stand', () => {
  const program = sampleProgram(
    'const a = 1 // => 1\na + 1 // => 2\nf(() => {\n  a // => 1\n})\nconsole.log(a) // => 1\n',
  )
  const calls = [...program.matchAll(/__said\((.*?), "(\d)", (\d)\)/g)].map(([, ...parts]) => parts.join(' '))
  expect(calls).toEqual(['a 1 1', 'a + 1 2 2', 'a 1 4', 'a 1 6'])
  expect(() => sampleProgram('// => 3\n')).toThrow(/no expression/)
})

test('samples are found in pages and in comments', () => {
  expect(blocksOf('# a\n```ts\na\n```\n```sh\nb\n```\n```ts no-run\nc\n```\n', 1)).toEqual([
    { line: 3, code: 'a\n', runs: true },
    { line: 9, code: 'c\n', runs: false },
  ])
  const comment = "/**\n * Text.\n *\n * @example\n * import { a } from 'b'\n * a // => 1\n *\n * @see c\n */\n"
  expect(examplesOf(`${comment}export const a = 1\n`)).toEqual([
    { line: 5, code: "import { a } from 'b'\na // => 1\n", runs: true },
  ])
})
