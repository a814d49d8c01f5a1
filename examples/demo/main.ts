// A first look: exact money, dates as the market counts them, orders that cannot be written wrong.
import assert from 'node:assert/strict'
import {
  addDays,
  allocateMoney,
  bracket,
  formatMoney,
  type IsoDate,
  matrixFromRows,
  money,
  multiplyMoney,
  solveSpd,
  yearFraction,
} from 'bourse'

console.log('\nMoney is exact: 100 USD among three accounts, not a cent lost')
const parts = allocateMoney(money('100', 'USD'), [1, 1, 1])
console.log(' ', parts.map((part) => formatMoney(part, 2)).join('  '))
