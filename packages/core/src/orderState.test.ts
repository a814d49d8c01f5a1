import { describe, expect, test } from 'vitest'
import { isOpenOrder, legalOrderMoves, nextOrderState, type OrderState } from './orderState.js'

const states = Object.keys(legalOrderMoves) as OrderState[]
const kinds = [
  'accepted',
  'rejected',
  'refused',
  'unknown',
  'replaced',
  'cancelRejected',
  'canceled',
  'expired',
  'fill',
] as const

test('the table, printed: a change of it is a change of the product', () => {
  const rows = states.map((state) => [
    state,
    ...kinds.map((kind) => [2, 0].map((left) => nextOrderState(state, kind, left) ?? '-').join('|')),
  ])
  const short = rows.map((row) =>
    row
      .map((cell) => (cell.includes('|') && cell.split('|')[0] === cell.split('|')[1] ? cell.split('|')[0] : cell))
      .join(' '),
  )
  expect(short).toEqual([
    'pending working rejected refused unknown - pending canceled expired partial|filled',
    'unknown working rejected - unknown - unknown canceled expired partial|filled',
    'working working rejected - working working working canceled expired partial|filled',
    'partial partial canceled - partial partial|filled partial canceled expired partial|filled',
    'filled filled - - filled - filled - - -',
    'canceled canceled - - canceled - canceled canceled - canceled|filled',
    'expired expired - - expired - expired expired expired expired|filled',
    'rejected - rejected - - - rejected - - -',
    'refused - - refused - - - - - -',
  ])
})

describe('desk cases', () => {
  const walk = (...facts: readonly (readonly [(typeof kinds)[number], number])[]): OrderState | undefined =>
    facts.reduce<OrderState | undefined>((state, [kind, left]) => state && nextOrderState(state, kind, left), 'pending')
  test('a fill after the cancel', () =>
    expect(walk(['accepted', 5], ['canceled', 5], ['fill', 2], ['fill', 0])).toBe('filled'))
  test('a fill while unknown settles it', () => expect(walk(['unknown', 5], ['fill', 3])).toBe('partial'))
  test('a fill overtakes accepted', () =>
    expect(walk(['fill', 3], ['accepted', 3], ['fill', 0], ['accepted', 0])).toBe('filled'))
  test('the cancel came too late', () =>
    expect(walk(['accepted', 5], ['fill', 0], ['cancelRejected', 0])).toBe('filled'))
  test('a lost reply to a replacement leaves a partial order partial', () =>
    expect(walk(['fill', 3], ['unknown', 3])).toBe('partial'))
  test('a fill of what was rejected is an alarm', () => expect(walk(['rejected', 5], ['fill', 0])).toBeUndefined())
  test('more than was ordered is an alarm', () => expect(nextOrderState('working', 'fill', -1)).toBeUndefined())
  test('so is a remaining quantity that is no number', () =>
    expect(nextOrderState('working', 'fill', Number.NaN)).toBeUndefined())
  test('exercise moves no order', () => expect(nextOrderState('working', 'exercise', 0)).toBeUndefined())
})

test('nothing that is over opens again, but for fills', () => {
  for (const state of states.filter((one) => !isOpenOrder(one)))
    for (const kind of kinds) {
      const next = nextOrderState(state, kind, 1)
      if (next !== undefined) expect(isOpenOrder(next)).toBe(false)
    }
})
