import type { Stepper } from '@bourse/core'
import { checkName, resultColumn } from './check.js'
import { stateless } from './state.js'

/** A function of one number: those of `Math`, angles in radians. */
export type MathTransform =
  | 'acos'
  | 'asin'
  | 'atan'
  | 'ceil'
  | 'cos'
  | 'cosh'
  | 'exp'
  | 'floor'
  | 'log'
  | 'log10'
  | 'sin'
  | 'sinh'
  | 'sqrt'
  | 'tan'
  | 'tanh'

const transforms: readonly MathTransform[] = [
  'acos',
  'asin',
  'atan',
  'ceil',
  'cos',
  'cosh',
  'exp',
  'floor',
  'log',
  'log10',
  'sin',
  'sinh',
  'sqrt',
  'tan',
  'tanh',
]

function transformOf(transform: MathTransform): (x: number) => number {
  return Math[checkName('mathTransform', 'transform', transform, transforms)]
}

/**
 * A function of `Math` value by value, for pipelines that hold nothing but steppers. What is not finite gives NaN.
 * Formula: $f(x_t)$. TA-Lib: ACOS, ASIN, ATAN, CEIL, COS, COSH, EXP, FLOOR, LN (here `log`), LOG10, SIN, SINH, SQRT,
 * TAN, TANH.
 *
 * @example
 * import { mathTransform } from '@bourse/indicators'
 * mathTransform('log10').next(1000) // => 3
 */
export function mathTransform(transform: MathTransform): Stepper<number, number> {
  const f = transformOf(transform)
  return stateless('mathTransform', (x) => transformed(f, x))
}

/**
 * A column of `mathTransform`; fills `out` where one is given.
 *
 * @example
 * import { mathTransformOf } from '@bourse/indicators'
 * mathTransformOf(Float64Array.of(4, -1), 'sqrt') // => Float64Array [2, NaN]
 */
export function mathTransformOf(values: Float64Array, transform: MathTransform, out?: Float64Array): Float64Array {
  const f = transformOf(transform)
  const result = resultColumn('mathTransformOf', out, values.length)
  for (let i = 0; i < values.length; i++) result[i] = transformed(f, values[i]!)
  return result
}

function transformed(f: (x: number) => number, x: number): number {
  const answer = f(x)
  return Number.isFinite(x + answer) ? answer : Number.NaN
}
