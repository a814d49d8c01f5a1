// @bourse/scoring/formula: factor formulas that users type. mathjs only parses them; what a formula may say is listed here
// and compiled into plain functions over columns, so that nothing else can be reached from one.
import { BourseError } from '@bourse/core'
import { deviationOf, meanOf, ranksOf } from '@bourse/math'
import { type MathNode, parse } from 'mathjs'

/** A compiled formula: the columns it reads, and its value for each asset. */
export type FactorFormula = {
  readonly text: string
  readonly columns: readonly string[]
  /** One value per asset in each column; NaN where an input is. */
  evaluate(columns: { readonly [name: string]: Float64Array }): Float64Array
}

type Columns = { readonly [name: string]: Float64Array }
type Compiled = (columns: Columns, length: number) => Float64Array
type Whole = (x: Float64Array) => Float64Array

const known = (x: Float64Array): Float64Array => x.filter((value) => !Number.isNaN(value))

// Over all assets of the moment.
const across: ReadonlyMap<string, Whole> = new Map<string, Whole>([
  [
    'zscore',
    (x) => {
      const there = known(x)
      const [mean, deviation] = there.length < 2 ? [Number.NaN, Number.NaN] : [meanOf(there), deviationOf(there)]
      return x.map((value) => (value - mean) / deviation)
    },
  ],
  [
    'rank',
    (x) => {
      const ranks = ranksOf(known(x))
      let next = 0
      const last = Math.max(1, ranks.length - 1)
      return x.map((value) => (Number.isNaN(value) ? value : (ranks[next++]! - 1) / last))
    },
  ],
])

// Of one asset's numbers: how many, and what of them.
const each: ReadonlyMap<string, { readonly count: number; readonly of: (...x: number[]) => number }> = new Map([
  ['abs', { count: 1, of: Math.abs }],
  ['sqrt', { count: 1, of: Math.sqrt }],
  ['log', { count: 1, of: Math.log }],
  ['exp', { count: 1, of: Math.exp }],
  ['sign', { count: 1, of: Math.sign }],
  ['min', { count: 2, of: Math.min }],
  ['max', { count: 2, of: Math.max }],
  ['clip', { count: 3, of: (x: number, low: number, high: number) => Math.min(Math.max(x, low), high) }],
  ['add', { count: 2, of: (a: number, b: number) => a + b }],
  ['subtract', { count: 2, of: (a: number, b: number) => a - b }],
  ['multiply', { count: 2, of: (a: number, b: number) => a * b }],
  ['divide', { count: 2, of: (a: number, b: number) => a / b }],
  ['pow', { count: 2, of: (a: number, b: number) => a ** b }],
  ['unaryMinus', { count: 1, of: (a: number) => -a }],
  ['unaryPlus', { count: 1, of: (a: number) => a }],
])

/**
 * Compiles a factor formula once: numbers, names of columns, + - * / ^ and parentheses; `zscore` and `rank` (0-1) over all
 * assets; `abs sqrt log exp sign min max clip` of each. Anything else is refused by name. Needs mathjs installed.
 *
 * @throws BourseError `input/parse` for what is no formula or says more than that
 * @example
 * import { compileFormula } from '@bourse/scoring/formula'
 * const factor = compileFormula('0.5 * zscore(mom_90d) - rank(nvt)')
 * factor.columns // => ['mom_90d', 'nvt']
 * factor.evaluate({ mom_90d: Float64Array.of(-1, 0, 1), nvt: Float64Array.of(5, 9, 7) }) // => Float64Array [-0.5, -1, 0]
 */
export function compileFormula(text: string): FactorFormula {
  if (typeof text !== 'string' || text.length > 1000) throw refused(text, 'is not a text of at most 1000 characters')
  const columns: string[] = []
  let run: Compiled
  try {
    run = compile(parse(text), text, columns)
  } catch (error) {
    if (error instanceof BourseError) throw error
    throw refused(text, `cannot be read: ${error instanceof Error ? error.message.slice(0, 120) : ''}`)
  }
  return {
    text,
    columns,
    evaluate(given) {
      let length: number | undefined
      for (const name of columns) {
        const column = Object.hasOwn(given, name) ? given[name] : undefined
        if (!(column instanceof Float64Array)) throw refused(text, `needs the column ${name}`)
        length ??= column.length
        if (column.length !== length)
          throw refused(text, `has ${column.length} values of ${name}, ${length} of ${columns[0]}`)
      }
      return run(given, length ?? 1)
    },
  }
}

function compile(node: MathNode, text: string, columns: string[]): Compiled {
  // mathjs tells its nodes apart by `type`; what they hold is read by that name alone
  const { type } = node
  const part = node as MathNode & {
    readonly value: unknown
    readonly name: string
    readonly content: MathNode
    readonly fn: unknown
    readonly args: readonly MathNode[]
  }
  if (type === 'ParenthesisNode') return compile(part.content, text, columns)
  if (type === 'ConstantNode') {
    const { value } = part
    if (typeof value !== 'number') throw refused(text, `has ${JSON.stringify(value)}, which is no number`)
    return (_, length) => new Float64Array(length).fill(value)
  }
  if (type === 'SymbolNode') {
    const { name } = part
    if (!columns.includes(name)) columns.push(name)
    return (given) => given[name]!
  }
  if (type !== 'OperatorNode' && type !== 'FunctionNode') throw refused(text, `has a ${type}, which is not allowed`)
  const name = type === 'OperatorNode' ? String(part.fn) : nameOf(part.fn, text)
  const args = part.args.map((one) => compile(one, text, columns))
  const whole = across.get(name)
  if (whole !== undefined && args.length === 1) return (given, length) => whole(args[0]!(given, length))
  const own = each.get(name)
  if (own === undefined || own.count !== args.length)
    throw refused(text, `has ${name} of ${args.length}, which is not allowed`)
  return (given, length) => {
    const values = args.map((arg) => arg(given, length))
    return Float64Array.from({ length }, (_, i) => own.of(...values.map((value) => value[i]!)))
  }
}

function nameOf(fn: unknown, text: string): string {
  const { type, name } = fn as { readonly type?: unknown; readonly name?: unknown }
  if (type === 'SymbolNode' && typeof name === 'string') return name
  throw refused(text, 'calls something that is no name')
}

function refused(text: unknown, problem: string): BourseError {
  const told = String(text).slice(0, 80)
  return new BourseError('input/parse', `compileFormula: "${told}" ${problem}`, {
    details: { formula: told, problem },
    remedy: 'use numbers, columns, + - * / ^, zscore, rank, abs, sqrt, log, exp, sign, min, max, clip',
  })
}
