// A first look at the ground floor: exact money, dates, inputs in order, a clock that does not wait, the normal tail.
import assert from 'node:assert/strict'
import {
  allocateMoney,
  compareInputs,
  formatMoney,
  type Input,
  manualClock,
  money,
  normCdf,
  roundMoney,
  toIsoDate,
  yearFraction,
} from 'bourse'

console.log('\nMoney is exact: 100 USD among three accounts, and a tie rounded by a named rule')
const parts = allocateMoney(money('100', 'USD'), [1, 1, 1], 2).map((part) => formatMoney(part))
const tie = formatMoney(roundMoney(money('1.005', 'USD'), { decimals: 2, rounding: 'half-even' }), 2)
console.log(`  ${parts.join('  ')}    1.005 USD -> ${tie}`)

console.log('\nA half year, by four day counts')
const counts = ['act/365f', 'act/360', '30/360', 'act/act'] as const
for (const count of counts)
  console.log(`  ${count.padEnd(9)} ${yearFraction('2026-01-15', '2026-07-15', count).toFixed(8)}`)

console.log('\nInputs of the same moment have one order: a timer before the market')
const stamp = { time: 5, at: 5 }
const inputs: Input[] = [
  { kind: 'trade', id: 'SPY@ARCX', price: 600, size: 1, seq: 0, source: 'feed', ...stamp },
  { kind: 'timer', strategy: 'cross', tag: 'open', seq: 1, source: 'clock', ...stamp },
  { kind: 'trade', id: 'SPY@ARCX', price: 601, size: 1, seq: 2, source: 'feed', time: 4, at: 4 },
]
const order = inputs.toSorted(compareInputs).map(({ kind, time }) => `${kind}@${time}`)
console.log(`  ${order.join('  ')}`)

console.log('\nA week passes at once on a manual clock')
const clock = manualClock('2026-01-05T14:30Z')
const days: string[] = []
const nextDay = (): void => {
  days.push(toIsoDate(clock.now()))
  clock.wake(clock.now() + 86_400_000, nextDay)
}
clock.wake(clock.now() + 86_400_000, nextDay)
clock.advance(clock.now() + 5 * 86_400_000)
console.log(`  ${days.join('  ')}`)

console.log('\nThe normal distribution, right to the last digits of its tail')
for (const x of [-30, -10, -3, -1, 0, 1]) console.log(`  normCdf(${String(x).padStart(3)}) = ${normCdf(x)}`)

assert.deepEqual(parts, ['33.34 USD', '33.33 USD', '33.33 USD'])
assert.equal(tie, '1.00 USD')
assert.equal(yearFraction('2026-01-15', '2026-07-15', '30/360'), 0.5)
assert.deepEqual(order, ['trade@4', 'timer@5', 'trade@5'])
assert.deepEqual(days, ['2026-01-06', '2026-01-07', '2026-01-08', '2026-01-09', '2026-01-10'])
assert.equal(normCdf(0), 0.5)
assert.equal(normCdf(-30), 4.906713927148187e-198)
console.log('\nAll as expected.')
