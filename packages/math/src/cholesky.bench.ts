import { defineBench, type Race } from '@bourse/proof'
import { create, lupDependencies } from 'mathjs'
import { CholeskyDecomposition, Matrix as RivalMatrix } from 'ml-matrix'
import { definite } from './fixtures/noise.js'
import { choleskyInPlace } from './index.js'

// mathjs has no Cholesky: its nearest is LU, twice the arithmetic, on arrays of arrays.
function race(n: number): Race {
  const a = definite(n, n)
  const work = new Float64Array(n * n)
  const theirs = RivalMatrix.from1DArray(n, n, Array.from(a.data))
  const lists = theirs.to2DArray()
  const { lup } = create(lupDependencies!)
  return {
    name: `Cholesky, N = ${n}`,
    operations: 1,
    contenders: {
      bourse: () => {
        work.set(a.data)
        return choleskyInPlace(work, n) + work[n * n - 1]!
      },
      'ml-matrix': () => new CholeskyDecomposition(theirs).lowerTriangularMatrix.get(n - 1, n - 1),
      ...(n <= 100 ? { 'mathjs (LU)': () => (lup(lists).U as number[][])[n - 1]![n - 1]! } : {}),
    },
  }
}

export const bench = defineBench({ title: 'Cholesky factor', races: () => [race(100), race(500)] })
