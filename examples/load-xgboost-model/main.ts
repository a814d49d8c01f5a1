// A model that XGBoost 1.7.4 trained in Python (model.json, 15 trees on seeded random numbers): loaded, asked, explained.
import { deepEqual, equal, ok } from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { loadXgboost } from '@bourse/scoring'

const model = loadXgboost(readFileSync(new URL('./model.json', import.meta.url), 'utf8'))
const row = Float64Array.of(
  ...[-0.502478837966919, -1.1368130445480347, -2.7966530323028564, -1.1615328788757324],
  ...[0.22753934562206268, -0.02067837119102478, 1.4061484336853027, -0.5],
)

// What Python says of this row, to the last bit of a float32.
const [margin] = model.margins(row)
equal(margin, 0.3248800039291382)
const [probability] = model.predict(row)
console.log(`probability ${probability!.toFixed(4)} of a margin of ${margin!.toFixed(4)}`)

// Why: Shapley values of the features and the mean of all rows add up to the margin.
const shap = model.shap(row)
const sum = shap.reduce((a, b) => a + b, 0)
ok(Math.abs(sum - margin!) < 1e-6)
const names = ['momentum', 'value', 'carry', 'quality', 'size', 'flow', 'news', 'season']
const reasons = names
  .map((name, j) => ({ name, share: shap[j]! }))
  .sort((a, b) => Math.abs(b.share) - Math.abs(a.share))
for (const { name, share } of reasons.slice(0, 3)) console.log(`${name.padEnd(10)} ${share.toFixed(3)}`)

// A missing feature is NaN and goes where training sent it.
const unknown = row.slice()
unknown[2] = Number.NaN
console.log(`without ${names[2]}: ${model.predict(unknown)[0]!.toFixed(4)}`)
deepEqual(model.predict(row), model.predict(row.slice()))
