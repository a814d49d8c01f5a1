// How model.json was made: invented markets whose odds depend on three features, learned by boosted trees.
import { writeFileSync } from 'node:fs'
import { createRng, matrixOf, trainBoosted } from 'bourse'

const rng = createRng('rate cuts')
const column = (): Float64Array => Float64Array.from({ length: 2000 }, () => rng.normal())
const [surprise, momentum, dispersion] = [column(), column(), column()]
const labels = surprise.map((x, i) => {
  const log = 0.9 * x + 0.6 * momentum[i]! - 0.5 * Math.max(0, dispersion[i]!)
  return rng.next() < 1 / (1 + Math.exp(-log)) ? 1 : 0
})
const features = matrixOf([surprise, momentum, dispersion].map((values) => values.map(Math.fround)))
const model = trainBoosted({ features, labels }, createRng(1), { rounds: 20, depth: 2, learningRate: 0.3 })
writeFileSync(new URL('./model.json', import.meta.url), model.toXgboost())
console.log(model.predict(Float64Array.of(0.2, 1.4, -0.3))[0])
