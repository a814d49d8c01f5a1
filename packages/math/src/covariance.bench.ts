import { defineBench } from '@bourse/proof'
import { create, matrixDependencies, multiplyDependencies, transposeDependencies } from 'mathjs'
import { Matrix as RivalMatrix, covariance as rivalCovariance } from 'ml-matrix'
import { noiseMatrix } from './fixtures/noise.js'
import { covariance } from './index.js'

const rows = 1000
const cols = 100

export const bench = defineBench({
  title: 'Sample covariance',
  races: () => {
    const observations = noiseMatrix(rows, cols, 1)
    const theirs = RivalMatrix.from1DArray(rows, cols, Array.from(observations.data))
    const math = create({ ...matrixDependencies!, ...multiplyDependencies!, ...transposeDependencies! })
    const lists = theirs.to2DArray()
    return [
      {
        name: `covariance ${rows} x ${cols}`,
        operations: 1,
        contenders: {
          bourse: () => covariance(observations).data[1]!,
          'ml-matrix': () => rivalCovariance(theirs).get(0, 1),
          // It has no covariance matrix: means by hand, the product by its own multiply.
          mathjs: () => {
            const means = lists[0]!.map((_, j) => lists.reduce((sum, line) => sum + line[j]!, 0) / rows)
            const centred = lists.map((line) => line.map((x, j) => x - means[j]!))
            return (math.multiply(math.transpose(centred), centred) as number[][])[0]![1]! / (rows - 1)
          },
        },
      },
    ]
  },
})
