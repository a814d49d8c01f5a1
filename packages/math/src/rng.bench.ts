import { defineBench } from '@bourse/proof'
import { createRng, createSobol } from './index.js'

const rng = createRng('bench')

function over(draw: () => number): () => number {
  return () => {
    let sum = 0
    for (let i = 0; i < 4096; i++) sum += draw()
    return sum
  }
}

export const bench = defineBench({
  title: 'Random numbers',
  races: () => [
    { name: 'uniform', operations: 4096, contenders: { bourse: over(rng.next), 'Math.random': over(Math.random) } },
    { name: 'normal', operations: 4096, contenders: { bourse: over(rng.normal), 'Math.random': over(Math.random) } },
    {
      name: 'Sobol point of 8 dimensions, scrambled',
      operations: 4096,
      contenders: {
        bourse: () => {
          const sobol = createSobol({ dimensions: 8, seed: 1 })
          const point = new Float64Array(8)
          return over(() => sobol.next(point)[7]!)()
        },
        'eight of Math.random': over(() => {
          let sum = 0
          for (let i = 0; i < 8; i++) sum += Math.random()
          return sum
        }),
      },
    },
  ],
})
