import { type Bench, defineBench } from '@bourse/proof'
import { Decimal } from 'decimal.js'
import { addMoney, type Money, money } from './money.js'

const texts = Array.from({ length: 1000 }, (_, i) => `${(i * 7919) % 100_000}.${10 + (i % 90)}` as `${number}`)
const sums = texts.map((text) => money(text, 'USD'))
const decimals = texts.map((text) => new Decimal(text))
const zero: Money<'USD'> = money(0, 'USD')

export const bench: Bench = defineBench({
  title: 'sums of money against bare decimal.js, which promises less',
  races: () => [
    {
      name: 'a sum',
      operations: sums.length,
      contenders: {
        core: () => sums.reduce((sum, one) => addMoney(sum, one), zero).value.toNumber(),
        'decimal.js': () => decimals.reduce((sum, one) => sum.add(one), new Decimal(0)).toNumber(),
      },
    },
  ],
})
