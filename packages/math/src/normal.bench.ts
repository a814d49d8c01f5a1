import { defineBench, type Race } from '@bourse/proof'
import rivalErfc from '@stdlib/math-base-special-erfc'
import rivalErfcx from '@stdlib/math-base-special-erfcx'
import rivalCdf from '@stdlib/stats-base-dists-normal-cdf'
import { create, erfDependencies } from 'mathjs'
import { createRng, erf, erfc, erfcx, normCdf, normQuantile } from './index.js'

// Accuracy beside speed, in ulp of the true value over a million points each: measure/ulps.mts.
const count = 4096
const rng = createRng('bench')
const xs = Float64Array.from({ length: count }, () => 16 * rng.next() - 8)
const sizes = xs.map(Math.abs)
const chances = Float64Array.from({ length: count }, () => rng.next())

function over(values: Float64Array, f: (x: number) => number): () => number {
  return () => {
    let sum = 0
    for (let i = 0; i < values.length; i++) sum += f(values[i]!)
    return sum
  }
}

function races(): readonly Race[] {
  const { erf: rivalErf } = create(erfDependencies!)
  return [
    {
      name: 'normal cdf, x in [-8, 8]',
      operations: count,
      contenders: { bourse: over(xs, (x) => normCdf(x)), stdlib: over(xs, (x) => rivalCdf(x, 0, 1)) },
    },
    {
      name: 'erfc, x in [-8, 8]',
      operations: count,
      contenders: { bourse: over(xs, (x) => erfc(x)), stdlib: over(xs, (x) => rivalErfc(x)) },
    },
    {
      name: 'erf, x in [-8, 8]',
      operations: count,
      contenders: { bourse: over(xs, (x) => erf(x)), mathjs: over(xs, (x) => rivalErf(x)) },
    },
    {
      name: 'erfcx, x in [0, 8]',
      operations: count,
      contenders: { bourse: over(sizes, (x) => erfcx(x)), stdlib: over(sizes, (x) => rivalErfcx(x)) },
    },
    {
      name: 'normal quantile beside Math.exp',
      operations: count,
      contenders: { bourse: over(chances, (p) => normQuantile(p)), 'Math.exp': over(chances, (p) => Math.exp(p)) },
    },
  ]
}

export const bench = defineBench({ title: 'Normal family', races })
