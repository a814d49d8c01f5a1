import { type Bench, defineBench } from '@bourse/proof'
import { drawer, factorCovariance } from '../anyProblem.bench.js'
import { hierarchicalEqualRisk, hierarchicalRiskParity, nestedClusterWeights } from '../index.js'

/** 500 assets; no npm peer has these, so the three race each other. */
export const bench: Bench = defineBench({
  title: 'hierarchies, N = 500',
  races: () => {
    const covariance = factorCovariance(500, drawer(500))
    return [
      {
        name: 'N = 500',
        operations: 1,
        contenders: {
          'HRP, single linkage': () => hierarchicalRiskParity(covariance)[0]!,
          'HRP, Ward': () => hierarchicalRiskParity(covariance, { linkage: 'ward' })[0]!,
          'HERC, 10 clusters': () => hierarchicalEqualRisk(covariance, 10)[0]!,
          'NCO, 10 clusters': () => nestedClusterWeights(covariance, 10)[0]!,
        },
      },
    ]
  },
})
