import type { Highs, Model } from 'highs'

/** Variables and rows, written down before the solver sees them. Row entries are (column, value). */
export type LinearDraft = {
  readonly cost: number[]
  readonly lower: number[]
  readonly upper: number[]
  readonly whole: boolean[]
  readonly rows: LinearRow[]
}

export type LinearRow = {
  readonly columns: readonly number[] | Int32Array
  readonly values: readonly number[] | Float64Array
  readonly lower: number
  readonly upper: number
}

/** `bound`: no weights can be better than this; from the duals, or the search tree where numbers are whole. */
export type LinearAnswer = {
  readonly status: 'optimal' | 'infeasible' | 'unbounded' | 'time' | 'stalled'
  readonly x: Float64Array
  readonly rowDuals: Float64Array
  readonly columnDuals: Float64Array
  readonly objective: number
  readonly bound: number
  readonly dualResidual: number
  readonly iterations: number
}

/** A model in the solver's memory that can grow; the caller disposes. */
export type LinearModel = {
  readonly solve: () => LinearAnswer
  readonly addColumns: (cost: number, count: number, row: number, inRow: number) => number
  readonly addRows: (rows: readonly LinearRow[]) => void
  /** Until now whole numbers were fractions too. */
  readonly makeWhole: () => void
  readonly dispose: () => void
}

/** Feasibility to which the solver is held; the tightest it takes. */
const TIGHT = 1e-10

export function linearModel(
  highs: Highs,
  draft: LinearDraft,
  { gap, deadline }: { readonly gap: number; readonly deadline: number | undefined },
): LinearModel {
  const { cost, lower, upper, whole, rows } = draft
  const rowLower = rows.map((r) => r.lower)
  const rowUpper = rows.map((r) => r.upper)
  let mixed = false
  const { starts, indices, values } = compressed(rows)
  const model = highs.createModel({
    numCols: cost.length,
    numRows: rows.length,
    colCost: cost,
    colLower: lower,
    colUpper: upper,
    rowLower,
    rowUpper,
    matrix: { format: 'csr', numCols: cost.length, numRows: rows.length, starts, indices, values },
  })
  model.options.set({
    output_flag: false,
    primal_feasibility_tolerance: TIGHT,
    dual_feasibility_tolerance: TIGHT,
    mip_feasibility_tolerance: TIGHT,
    mip_rel_gap: gap,
    mip_abs_gap: 0,
    ...(deadline === undefined ? {} : { time_limit: deadline / 1000 }),
  })
  return {
    solve: () => solved(highs, model, { cost, lower, upper, rowLower, rowUpper, mixed }),
    addColumns: (each, count, row, inRow) => {
      const first = cost.length
      for (let k = 0; k < count; k++) {
        cost.push(each)
        lower.push(0)
        upper.push(Number.POSITIVE_INFINITY)
      }
      const filled = row >= 0 ? count : 0
      model.addCols({
        cost: new Float64Array(count).fill(each),
        lower: new Float64Array(count),
        upper: new Float64Array(count).fill(Number.POSITIVE_INFINITY),
        matrix: {
          format: 'csc',
          numCols: count,
          numRows: rowLower.length,
          starts: Int32Array.from({ length: count + 1 }, (_, k) => (filled > 0 ? k : 0)),
          indices: new Int32Array(filled).fill(row),
          values: new Float64Array(filled).fill(inRow),
        },
      })
      return first
    },
    addRows: (more) => {
      rowLower.push(...more.map((r) => r.lower))
      rowUpper.push(...more.map((r) => r.upper))
      model.addRows({
        lower: Float64Array.from(more, (r) => r.lower),
        upper: Float64Array.from(more, (r) => r.upper),
        matrix: { format: 'csr', numCols: cost.length, numRows: more.length, ...compressed(more) },
      })
    },
    makeWhole: () => {
      mixed = true
      whole.forEach((is, at) => {
        if (is) model.changeColIntegrality(at, highs.constants.variableType.integer)
      })
    },
    dispose: () => model.dispose(),
  }
}

function compressed(rows: readonly LinearRow[]): {
  readonly starts: Int32Array
  readonly indices: Int32Array
  readonly values: Float64Array
} {
  const starts = new Int32Array(rows.length + 1)
  rows.forEach(({ columns }, r) => {
    starts[r + 1] = starts[r]! + columns.length
  })
  const indices = new Int32Array(starts[rows.length]!)
  const values = new Float64Array(starts[rows.length]!)
  rows.forEach((row, r) => {
    indices.set(row.columns, starts[r])
    values.set(row.values, starts[r])
  })
  return { starts, indices, values }
}

type Ends = {
  readonly cost: readonly number[]
  readonly lower: readonly number[]
  readonly upper: readonly number[]
  readonly rowLower: readonly number[]
  readonly rowUpper: readonly number[]
  readonly mixed: boolean
}

function solved(highs: Highs, model: Model, ends: Ends): LinearAnswer {
  const known = highs.constants.modelStatus
  let { modelStatus } = model.run()
  if (modelStatus === known.unboundedOrInfeasible) {
    model.options.set('presolve', 'off')
    modelStatus = model.run().modelStatus
  }
  const { colValue: x, colDual: columnDuals, rowDual: rowDuals } = model.getSolution()
  const status =
    modelStatus === known.optimal
      ? 'optimal'
      : modelStatus === known.infeasible
        ? 'infeasible'
        : modelStatus === known.unbounded || modelStatus === known.unboundedOrInfeasible
          ? 'unbounded'
          : modelStatus === known.timeLimit
            ? 'time'
            : 'stalled'
  const info = (name: string): number => Number(model.info.get(name))
  // Status 2 is a feasible point; without one the deadline struck too early for any weights.
  const found = info('primal_solution_status') === 2
  const objective = found ? model.getObjectiveValue() : Number.NaN
  return {
    status: status === 'optimal' && !found ? 'stalled' : status,
    x: found ? x : new Float64Array(0),
    rowDuals,
    columnDuals,
    objective,
    bound: ends.mixed ? info('mip_dual_bound') : dualValue(rowDuals, columnDuals, ends),
    dualResidual: ends.mixed ? Number.NaN : info('max_dual_infeasibility'),
    iterations: Math.max(0, info('simplex_iteration_count')),
  }
}

// What the multipliers prove: a multiplier > 0 leans on a lower end, < 0 on an upper one.
function dualValue(rowDuals: Float64Array, columnDuals: Float64Array, ends: Ends): number {
  let value = 0
  const lean = (dual: number, lower: number, upper: number): void => {
    const end = dual > 0 ? lower : upper
    if (dual !== 0 && (Number.isFinite(end) || Math.abs(dual) > TIGHT)) value += dual * end
  }
  rowDuals.forEach((dual, r) => {
    lean(dual, ends.rowLower[r]!, ends.rowUpper[r]!)
  })
  columnDuals.forEach((dual, c) => {
    lean(dual, ends.lower[c]!, ends.upper[c]!)
  })
  return value
}
