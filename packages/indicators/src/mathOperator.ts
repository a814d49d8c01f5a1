import type { Stepper } from '@bourse/core'
import { checkColumn, checkName, resultColumn } from './check.js'
import { stateless } from './state.js'

/** What two series can be joined by. */
export type MathOperator = 'add' | 'sub' | 'mult' | 'div'

type Operation = (x: number, y: number) => number

const operations: { readonly [name in MathOperator]: Operation } = {
  add: (x, y) => x + y,
  sub: (x, y) => x - y,
  mult: (x, y) => x * y,
  div: (x, y) => x / y,
}

function operationOf(operator: MathOperator): Operation {
  return operations[checkName('mathOperator', 'operator', operator, ['add', 'sub', 'mult', 'div'])]
}

/**
 * Two series joined pair by pair, for pipelines that hold nothing but steppers. What is not finite gives NaN.
 * Formula: $x + y$, $x - y$, $x y$, $x / y$. TA-Lib: ADD, SUB, MULT, DIV.
 *
 * @example
 * import { mathOperator } from '@bourse/indicators'
 * mathOperator('div').next([3, 4]) // => 0.75
 */
export function mathOperator(operator: MathOperator): Stepper<readonly [number, number], number> {
  const operation = operationOf(operator)
  return stateless('mathOperator', (pair) => joined(operation, pair[0], pair[1]))
}

/**
 * A column of `mathOperator`; fills `out` where one is given.
 *
 * @example
 * import { mathOperatorOf } from '@bourse/indicators'
 * mathOperatorOf(Float64Array.of(3, 1), Float64Array.of(4, 0), 'div') // => Float64Array [0.75, NaN]
 */
export function mathOperatorOf(
  x: Float64Array,
  y: Float64Array,
  operator: MathOperator,
  out?: Float64Array,
): Float64Array {
  const operation = operationOf(operator)
  checkColumn('mathOperatorOf', 'y', y, x.length)
  const result = resultColumn('mathOperatorOf', out, x.length)
  for (let i = 0; i < x.length; i++) result[i] = joined(operation, x[i]!, y[i]!)
  return result
}

function joined(operation: Operation, x: number, y: number): number {
  const answer = operation(x, y)
  return Number.isFinite(x + y + answer) ? answer : Number.NaN
}
