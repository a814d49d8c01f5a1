import { expect, test } from 'vitest'
import type { ChainOption } from './chainTypes.js'
import { comboQuote } from './comboQuote.js'

const quoted = (id: string, bid: number, ask: number): ChainOption =>
  ({ option: { id: `${id}@OPRA` }, bid, ask, mid: (bid + ask) / 2 }) as ChainOption

test('a condor bought brings a credit, less of it at the market', () => {
  const condor = comboQuote({
    long: [quoted('P525', 0.5, 0.75), quoted('C675', 0.25, 0.5)],
    short: [quoted('P550', 2.25, 2.5), quoted('C650', 2, 2.25)],
  })
  expect([condor.bid, condor.mid, condor.ask]).toEqual([-4, -3.5, -3])
  expect(condor.legs.map(({ instrument, ratio }) => `${ratio} ${instrument}`)).toEqual([
    '1 P525@OPRA',
    '1 C675@OPRA',
    '-1 P550@OPRA',
    '-1 C650@OPRA',
  ])
})

test('an option named twice counts twice, and a side that is not there leaves its price unknown', () => {
  const far = quoted('C610', 0, 6)
  const back = comboQuote({ long: [far, far], short: [quoted('C600', 10, 11)] })
  expect(back.legs[0]).toEqual({ instrument: 'C610@OPRA', ratio: 2 })
  expect([back.bid, back.ask]).toEqual([Number.NaN, 2])
})

test('nothing, or an option against itself, is refused', () => {
  const one = quoted('C600', 1, 2)
  expect(() => comboQuote({})).toThrow('long, short or both')
  expect(() => comboQuote({ long: [one], short: [one] })).toThrow('not each against itself')
})
