import type { CashDividend } from '../terms.js'
import { generator, gridStep, stepRoom } from './gridStep.js'
import { readGrid, spotGrid } from './spotGrid.js'

/** What is walked back in time: a contract of one unit under a lognormal spot and, perhaps, cash dividends. */
export type GridProblem = {
  readonly sign: 1 | -1
  readonly american: boolean
  readonly strike: number
  readonly spot: number
  readonly vol: number
  readonly rate: number
  readonly carryYield: number
  readonly years: number
  readonly dividends: readonly CashDividend[]
  /** `jump`: the spot falls by the cash; `escrowed`: the spot without the value of coming dividends is lognormal. */
  readonly paid: 'escrowed' | 'jump'
  readonly points: number
  readonly steps: number
}

/** The value today on the whole grid; under escrowed dividends the grid is of the spot without them. */
export type GridValue = { readonly spot: Float64Array; readonly value: Float64Array }

/** Walks from expiry to today; steps grow away from expiry and from every dividend, where the boundary moves fastest. */
export function gridWalk(problem: GridProblem): GridValue {
  const { sign, strike, vol, rate, carryYield, years, paid, american } = problem
  const dividends = problem.dividends.filter((one) => one.years > 0 && one.years <= years && one.cash > 0)
  const deviation = vol * Math.sqrt(years)
  const carry = Math.abs(rate - carryYield - 0.5 * vol * vol) * years
  const reach = Math.max(6 * deviation + carry, 1.2 * Math.abs(Math.log(problem.spot / strike)) + 4 * deviation, 1e-3)
  const width = Math.min(reach, 300) // e^300 is farther than any price goes
  const { spot, middle } = spotGrid(strike, width, problem.points)
  const rows = generator(spot, rate, carryYield, vol)
  const room = stepRoom(spot.length)
  const value = spot.map((s) => Math.max(sign * (s - strike), 0))
  value[middle] = kinkMean(spot, middle, sign)
  const floor = new Float64Array(spot.length).fill(-Infinity)
  const exercise = (at: number, coming: readonly CashDividend[]): void => {
    if (!american) return
    const cash = paid === 'escrowed' ? valueAt(coming, at, rate) : 0
    for (let i = 0; i < spot.length; i++) floor[i] = sign * (spot[i]! + cash - strike)
  }
  const times = [...new Set([0, years, ...dividends.map((one) => one.years)])].sort((a, b) => b - a)
  for (let leg = 0; leg + 1 < times.length; leg++) {
    const [to, from] = [times[leg]!, times[leg + 1]!]
    if (paid === 'jump') for (const one of dividends) if (one.years === to) jump(spot, value, one.cash)
    // Before the dividend at `to`, and the last moment to exercise with it.
    const coming = dividends.filter((one) => one.years >= to)
    exercise(to, coming)
    for (let i = 0; i < spot.length; i++) value[i] = Math.max(value[i]!, floor[i]!)
    const count = Math.max(8, Math.ceil(problem.steps * Math.sqrt((to - from) / years)))
    for (let k = 0; k < count; k++) {
      const [late, early] = [(k / count) ** 2, ((k + 1) / count) ** 2]
      exercise(to - (to - from) * early, coming)
      gridStep(value, floor, (to - from) * (early - late), rows, room)
    }
  }
  return { spot, value }
}

/** Value at `at` of dividends paid later. */
function valueAt(dividends: readonly CashDividend[], at: number, rate: number): number {
  let sum = 0
  for (const { years, cash } of dividends) sum += cash * Math.exp(-rate * (years - at))
  return sum
}

// The payoff's mean over the cell around the kink: a corner on a point would cost an order.
function kinkMean(spot: Float64Array, middle: number, sign: number): number {
  const left = spot[middle]! - spot[middle - 1]!
  const right = spot[middle + 1]! - spot[middle]!
  const paid = sign > 0 ? right : left
  return (paid * paid) / (4 * (left + right))
}

// A holder loses no more than all of it.
function jump(spot: Float64Array, value: Float64Array, cash: number): void {
  const after = value.slice()
  for (let i = 0; i < spot.length; i++) value[i] = readGrid(spot, after, Math.max(spot[i]! - cash, spot[0]!))[0]!
}
