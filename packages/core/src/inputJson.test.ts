import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Fact, Input } from './input.js'
import { inputFromJson, inputToJson } from './inputJson.js'
import { type Field, inputShapes, type Shape, stampShape } from './inputShapes.js'
import type { Json } from './json.js'
import { money } from './money.js'

// Facts made from the table itself, so that no kind and no optional field is forgotten. NaN wherever a number may be.
const text = fc.string({ maxLength: 6 })
const amount = fc.double({ noDefaultInfinity: true }).map((x) => x + 0)
const owed = fc
  .tuple(fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n }), fc.constantFrom('USD', 'ETH'))
  .map(([units, currency]) => money(`${units}e-8` as `${number}`, currency))
const json = fc.jsonValue({ maxDepth: 2 }).map((value) => JSON.parse(JSON.stringify(value)) as Json)

function valuesOf(field: Field): fc.Arbitrary<unknown> {
  if (field === 'text') return text
  if (field === 'number') return amount
  if (field === 'flag') return fc.boolean()
  if (field === 'span') return fc.oneof(fc.constantFrom('1d', 'session'), fc.integer({ min: 1, max: 1e9 }))
  if (field === 'money') return owed
  if (field === 'pairs') return fc.array(amount, { maxLength: 6 }).map((all) => Float64Array.from(all))
  if (field === 'json') return json
  if ('one' in field) return objectOf(field.one)
  if ('many' in field) return fc.array(field.many === 'money' ? owed : objectOf(field.many), { maxLength: 3 })
  return fc.constantFrom(...(field as readonly string[]))
}

function objectOf(shape: Shape): fc.Arbitrary<{ [name: string]: unknown }> {
  const model = Object.fromEntries(
    Object.entries(shape).map(([name, field]) => [name.replace('?', ''), valuesOf(field)]),
  )
  const requiredKeys = Object.keys(shape).filter((name) => !name.endsWith('?'))
  return fc.record(model, { requiredKeys, noNullPrototype: true })
}

function inputOf(name: string): fc.Arbitrary<Input> {
  const [kind, action] = name.split('/')
  const fixed = action === undefined ? { kind } : { kind, action }
  const shape: Shape = inputShapes[name as keyof typeof inputShapes]
  return objectOf({ ...shape, ...stampShape }).map((made) => ({ ...made, ...fixed }) as unknown as Input)
}

describe.each(Object.keys(inputShapes))('%s', (name) => {
  test('comes back from the text a journal holds', () => {
    fc.assert(
      fc.property(inputOf(name), (input) => {
        const back = inputFromJson(JSON.parse(JSON.stringify(inputToJson(input))) as Json)
        expect(back).toEqual(input)
        expect(inputToJson(back)).toEqual(inputToJson(input))
      }),
      { seed: 7, numRuns: 60 },
    )
  })
  test('is refused with any field missing, of another kind, or unknown', () => {
    fc.assert(
      fc.property(inputOf(name), fc.nat(), (input, pick) => {
        const json = inputToJson(input) as { [name: string]: Json }
        const shape: Shape = { ...inputShapes[name as keyof typeof inputShapes], ...stampShape }
        const required = Object.keys(shape).filter((field) => !field.endsWith('?'))
        const field = required[pick % required.length]!
        const { [field]: _gone, ...without } = json
        expect(() => inputFromJson(without)).toThrow(expect.objectContaining({ code: 'input/parse' }))
        expect(() => inputFromJson({ ...json, stranger: 1 })).toThrow(/stranger/)
        if (shape[field] !== 'json')
          expect(() => inputFromJson({ ...json, [field]: { x: 1 } })).toThrow(
            expect.objectContaining({ code: 'input/parse' }),
          )
      }),
      { seed: 8, numRuns: 30 },
    )
  })
})

const stamp = { seq: 1, time: 5, at: 4, source: 'feed' } as const

test('every kind of fact is in the table', () => {
  const kinds: { readonly [K in Fact['kind']]: true } = {
    quote: true,
    trade: true,
    bar: true,
    book: true,
    mark: true,
    funding: true,
    settlement: true,
    openInterest: true,
    observation: true,
    corporateAction: true,
    listed: true,
    delisted: true,
    resolution: true,
    accepted: true,
    canceled: true,
    expired: true,
    rejected: true,
    refused: true,
    cancelRejected: true,
    unknown: true,
    replaced: true,
    fill: true,
    exercise: true,
    assignment: true,
    expiry: true,
    liquidation: true,
    accountSnapshot: true,
    cashMove: true,
    positionTransfer: true,
    adjustment: true,
    marginCall: true,
    timer: true,
    link: true,
    answer: true,
    control: true,
  }
  expect(new Set(Object.keys(inputShapes).map((name) => name.split('/')[0]))).toEqual(new Set(Object.keys(kinds)))
})

test('an infinity stops the line', () =>
  expect(() => inputToJson({ kind: 'mark', id: 'A@X', price: Number.POSITIVE_INFINITY, ...stamp })).toThrow(
    expect.objectContaining({ code: 'input/not-finite' }),
  ))

test('minus zero is zero, as in the text', () =>
  expect(Object.is((inputToJson({ kind: 'mark', id: 'A@X', price: -0, ...stamp }) as { price: number }).price, 0)).toBe(
    true,
  ))

test('an undefined optional field is an absent one', () => {
  const odd = { kind: 'mark', id: 'A@X', price: 1, index: undefined, ...stamp } as unknown as Input
  expect(inputToJson(odd)).toEqual({ kind: 'mark', id: 'A@X', price: 1, ...stamp })
})

test.each([null, 5, [], {}, { kind: 'wish' }, { kind: 'corporateAction', action: 'party' }, { kind: 'constructor' }])(
  '%j is no input',
  (json) => expect(() => inputFromJson(json as Json)).toThrow(expect.objectContaining({ code: 'input/parse' })),
)

test('an answer carries any JSON, and nothing but JSON', () => {
  const answer = (value: unknown): Input => ({
    kind: 'answer',
    requestId: 'r',
    module: 'm',
    result: { ok: true, value: value as Json },
    ...stamp,
  })
  expect(inputFromJson(inputToJson(answer({ a: [null] })))).toEqual(answer({ a: [null] }))
  expect(() => inputToJson(answer(new Date(0)))).toThrow(expect.objectContaining({ code: 'input/parse' }))
})
