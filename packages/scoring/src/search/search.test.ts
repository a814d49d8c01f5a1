import { createRng } from '@bourse/math'
import { describe, expect, test } from 'vitest'
import { searchHalving } from './searchHalving.js'
import { searchRandom } from './searchRandom.js'
import type { SearchSpace, SearchStep, SearchTrial } from './searchSpace.js'
import { searchTpe } from './searchTpe.js'

const space: SearchSpace = {
  rate: { low: 1e-3, high: 1, log: true },
  depth: { low: 2, high: 9, whole: true },
  kind: { choices: ['a', 'b', 'c'] },
}
const loss = ({ rate, depth, kind }: { readonly [name: string]: unknown }): number =>
  (Math.log10(Number(rate)) + 1) ** 2 + (Number(depth) - 5) ** 2 / 4 + (kind === 'b' ? 0 : 1)

async function all(search: AsyncIterable<SearchStep>, most = Number.POSITIVE_INFINITY): Promise<SearchStep[]> {
  const steps: SearchStep[] = []
  for await (const step of search) {
    steps.push(step)
    if (steps.length >= most) break
  }
  return steps
}

describe('search', () => {
  test.each([
    [
      'random',
      (resume: readonly SearchTrial[]) => searchRandom(space, loss, { trials: 40, rng: createRng(3), resume }),
    ],
    ['tpe', (resume: readonly SearchTrial[]) => searchTpe(space, loss, { trials: 40, rng: createRng(3), resume })],
    [
      'halving',
      (resume: readonly SearchTrial[]) => searchHalving(space, loss, { start: 27, rng: createRng(3), resume }),
    ],
  ])('%s stopped and resumed equals one that ran through', async (_, search) => {
    const whole = await all(search([]))
    const begun = await all(search([]), 15)
    const rest = await all(search(begun))
    expect([...begun, ...rest]).toEqual(whole)
    expect(whole.at(-1)!.progress).toBe(1)
    for (const { parameters } of whole) {
      expect(Number(parameters['rate'])).toBeGreaterThanOrEqual(1e-3)
      expect([2, 3, 4, 5, 6, 7, 8, 9]).toContain(parameters['depth'])
      expect(['a', 'b', 'c']).toContain(parameters['kind'])
    }
  })

  test('the estimator beats chance, over ten seeds', async () => {
    let [tpe, random] = [0, 0]
    for (let seed = 0; seed < 10; seed++) {
      tpe += (await all(searchTpe(space, loss, { trials: 60, rng: createRng(seed) }))).at(-1)!.best.loss
      random += (await all(searchRandom(space, loss, { trials: 60, rng: createRng(seed) }))).at(-1)!.best.loss
    }
    expect(tpe).toBeLessThan(random / 2)
  })

  test('halving gives the whole budget to few', async () => {
    const steps = await all(searchHalving(space, (p, budget) => loss(p) + 1 - budget, { start: 27, rng: createRng(1) }))
    expect(steps.map(({ budget }) => budget).filter((budget) => budget === 1).length).toBe(3)
    expect(steps.length).toBe(27 + 9 + 3)
  })

  test('a loss that is no number never wins', async () => {
    const steps = await all(
      searchTpe(space, ({ kind }) => (kind === 'a' ? Number.NaN : 1), { trials: 40, rng: createRng(5) }),
    )
    expect(steps.at(-1)!.best.loss).toBe(1)
  })

  test('refuses a space that is none', async () => {
    await expect(
      all(searchRandom({ x: { low: 1, high: 1 } }, () => 0, { trials: 1, rng: createRng(1) })),
    ).rejects.toThrow(/space.x is 1 to 1/)
    await expect(
      all(searchTpe({ x: { low: 0, high: 1, log: true } }, () => 0, { trials: 1, rng: createRng(1) })),
    ).rejects.toThrow(/space.x.low is 0/)
  })
})
