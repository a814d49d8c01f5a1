import { expect, test } from 'vitest'
import { BourseError, badArgument, badText, isBourseError } from './error.js'
import { failed, succeeded } from './result.js'

test('a class of ours, a RangeError of math, and one that crossed a copy of core all count', () => {
  const ours = new BourseError('input/parse', 'm', { details: {}, remedy: 'r' })
  expect(isBourseError(ours)).toBe(true)
  // What @bourse/math throws, written out: core and math do not know each other.
  const range = Object.assign(new RangeError('m'), { code: 'input/out-of-range', details: { value: 1 }, remedy: 'r' })
  expect(isBourseError(range)).toBe(true)
  expect(isBourseError(Object.assign(new Error('m'), { code: 'venue/odd', details: {}, remedy: 'r' }))).toBe(true)
  expect(isBourseError(Object.assign(new Error('m'), { code: 'ENOENT', details: {}, remedy: 'r' }))).toBe(false)
  for (const stranger of [
    new Error('m'),
    { code: 'input/parse', details: {}, remedy: 'r' },
    null,
    undefined,
    'input/parse',
  ])
    expect(isBourseError(stranger)).toBe(false)
})

test('it names what came, what is allowed and what to do', () => {
  const error = badArgument('sizeOrder', 'quantity', Number.NaN, '> 0')
  expect(error).toMatchObject({ code: 'input/not-finite', name: 'BourseError', remedy: 'pass quantity as > 0' })
  expect(error.message).toBe('sizeOrder: quantity is NaN, allowed is > 0 (pass quantity as > 0)')
  expect(JSON.stringify(error.details)).toBe(
    '{"where":"sizeOrder","argument":"quantity","value":"NaN","allowed":"> 0"}',
  )
  expect(new BourseError('input/parse', 'm', { details: {}, remedy: 'r', cause: 7 }).cause).toBe(7)
})

test('an object is never printed, and long text is cut: either may hold a secret', () => {
  expect(badArgument('connect', 'options', { key: 'hush' }, 'text').message).not.toMatch(/hush/)
  expect(badText('f', 'a', 'x'.repeat(500), 'less').message.length).toBeLessThan(200)
})

test('results', () => {
  expect(succeeded(1)).toEqual({ ok: true, value: 1 })
  expect(failed('no', 'why')).toEqual({ ok: false, failure: { code: 'no', message: 'why', details: {} } })
})
