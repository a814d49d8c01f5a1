import { createRng } from '@bourse/math'
import { expect, test } from 'vitest'
import { smileRows } from './smileRows.js'
import { sviMisfit } from './sviMisfit.js'

test.each(['squares', 'mids', 'bands'] as const)('%s: derivatives are those of the residuals', (aim) => {
  const rng = createRng(1)
  const strikes = Float64Array.from({ length: 12 }, (_, i) => 70 + 5 * i)
  const vols = strikes.map(() => 0.2 + 0.1 * rng.next())
  const quotes = {
    forward: 100,
    years: 0.5,
    strikes,
    vols,
    bidVols: vols.map((v) => v - 0.01),
    askVols: vols.map((v) => v + 0.01),
  }
  const { count, residuals, jacobian } = sviMisfit(smileRows(quotes), 0.5, [-4, -2, -2, 0, -1], aim)
  const [low, high, exact] = [new Float64Array(count), new Float64Array(count), new Float64Array(5 * count)]
  for (let n = 0; n < 20; n++) {
    const p = Float64Array.of(
      -5 + rng.next(),
      -4 + 3 * rng.next(),
      -4 + 3 * rng.next(),
      0.2 * (rng.next() - 0.5),
      -2 + rng.next(),
    )
    jacobian(p, exact)
    for (let i = 0; i < 5; i++) {
      const h = 1e-6
      residuals(
        Float64Array.from(p, (x, j) => (j === i ? x - h : x)),
        low,
      )
      residuals(
        Float64Array.from(p, (x, j) => (j === i ? x + h : x)),
        high,
      )
      for (let row = 0; row < count; row++) {
        const difference = (high[row]! - low[row]!) / (2 * h)
        expect(Math.abs(exact[5 * row + i]! - difference), `${row} ${i}`).toBeLessThan(
          1e-5 * (1 + Math.abs(difference)),
        )
      }
    }
  }
})
