import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { pages, pageText } from '../scripts/readme.mjs'

// Compression differs by a few bytes between versions of Node: weights may be 3 % off, everything else is exact.
const weight = /\| (\d+\.\d) kB \|/g
const weightsOf = (text: string): readonly number[] => [...text.matchAll(weight)].map((match) => Number(match[1]))

test.each(pages)('%s shows the floors and the packages as they are', async (page) => {
  const written = readFileSync(page, 'utf8')
  const now = await pageText(page)
  const command = 'out of step: node scripts/readme.mjs --write'
  expect(written.replace(weight, '| kB |'), command).toBe(now.replace(weight, '| kB |'))
  const measured = weightsOf(now)
  for (const [i, said] of weightsOf(written).entries())
    expect(Math.abs(said - measured[i]!), command).toBeLessThanOrEqual(0.1 + 0.03 * measured[i]!)
})
