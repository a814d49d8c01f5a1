import { memoryJournal } from '@bourse/engine'
import { firstValueFrom, lastValueFrom, take, toArray } from 'rxjs'
import { expect, test } from 'vitest'
import { cross } from './fixtures/cross.js'
import { walkBars } from './fixtures/walkBars.js'
import { sweep$ } from './rx.js'
import { sweep } from './sweep/sweep.js'

const options = { data: walkBars('A@X', 200), cash: '100000 USD' } as const
const grid = { fast: [3, 5], slow: [12, 20] }

test('a step after each trial, the study with the last', async () => {
  const steps = await lastValueFrom(sweep$(cross, grid, options).pipe(toArray()))
  expect(steps.map(({ done, of, study }) => [done, of, study !== undefined])).toEqual([
    [1, 4, false],
    [2, 4, false],
    [3, 4, false],
    [4, 4, true],
  ])
  expect(steps[0]!.bar).toBe('[######..................] 1 of 4')
  expect(steps.at(-1)!.study!.trials).toEqual((await sweep(cross, grid, options)).trials)
})

test('unsubscribing cancels, a journal goes on, and what sweep throws is an error of the stream', async () => {
  const resume = memoryJournal({ runId: 'sweep' })
  await lastValueFrom(sweep$(cross, grid, { ...options, resume }).pipe(take(2)))
  await new Promise((resolve) => setImmediate(resolve))
  expect(resume.lines).toHaveLength(2)
  const rest = await lastValueFrom(sweep$(cross, grid, { ...options, resume }).pipe(toArray()))
  expect(rest.map(({ done }) => done)).toEqual([3, 4])
  // Nothing is left to run.
  expect((await firstValueFrom(sweep$(cross, grid, { ...options, resume }))).study?.trials).toHaveLength(4)
  await expect(lastValueFrom(sweep$(cross, { fast: [] }, options))).rejects.toThrow(/fast/)
})
