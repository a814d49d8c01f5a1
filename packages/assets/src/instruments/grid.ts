// Rounding to a grid of decimals. A point of the grid is made by one division of two exact integers, `k * up / down`, which
// is correctly rounded: the double nearest to the decimal, the one its text parses to. Multiplying by the tick is not.

/** Which neighbour on the grid. nearest: ties away from zero. */
export type GridMode = 'nearest' | 'down' | 'up'
/** A step as a reduced fraction of integers. */
type Grid = { readonly up: number; readonly down: number }

/** `value` on the grid of multiples of `step`; a value that is the double of a grid point stays as it is. */
export function roundToGrid(value: number, step: number, mode: GridMode): number {
  if (!Number.isFinite(value)) return Number.NaN
  const { up, down } = gridOf(step)
  const count = (value * down) / up
  // Beyond this, neighbouring doubles lie further apart than the steps: there is nothing to choose from.
  if (Math.abs(count) > 2 ** 52) return value
  const k = wholeOf(count, mode)
  return k === 0 ? 0 : (k * up) / down
}

// A count within a few ulps of an integer or of a half is one: the value was the double of a decimal, not the decimal.
function wholeOf(count: number, mode: GridMode): number {
  const slack = Math.min(Math.abs(count) * 2 ** -51, 0.25)
  const nearest = Math.round(count)
  if (Math.abs(count - nearest) <= slack) return nearest
  if (mode === 'down') return Math.floor(count)
  if (mode === 'up') return Math.ceil(count)
  const magnitude = Math.abs(count)
  return Math.sign(count) * Math.floor(magnitude + 0.5 + slack)
}

const grids = /* @__PURE__ */ new Map<number, Grid>()

// Steps are few and asked for with every order: the fraction is found once.
function gridOf(step: number): Grid {
  const known = grids.get(step)
  if (known) return known
  const [digits = '', exponent = '0'] = String(step).split('e')
  const [whole = '', decimals = ''] = digits.split('.')
  const power = decimals.length - Number(exponent)
  const up = Number(whole + decimals) * 10 ** Math.max(0, -power)
  const down = 10 ** Math.max(0, power)
  const common = greatestDivisor(up, down)
  const grid = { up: up / common, down: down / common }
  if (grids.size > 1_000) grids.clear()
  grids.set(step, grid)
  return grid
}

function greatestDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestDivisor(b, a % b)
}
