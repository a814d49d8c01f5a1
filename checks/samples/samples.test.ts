import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { inspect } from 'node:util'
import { beforeAll, describe, expect, test, vi } from 'vitest'
import { root } from '../../scripts/workspace.mjs'
import { matches } from './expected.js'
import { findSamples, sampleFile, samplesFolder } from './find.js'
import { sampleProgram } from './program.js'

const samples = findSamples()
const folders = [...new Set(samples.map(samplesFolder))]

// Written as they are for the compiler, and with their comparisons for running; `.samples` is ignored by git.
beforeAll(() => {
  for (const folder of folders) {
    rmSync(folder, { recursive: true, force: true })
    mkdirSync(join(folder, 'run'), { recursive: true })
  }
  for (const sample of samples) writeFileSync(sampleFile(sample), sample.code)
})

/** What a comparison in a sample calls; a string where it fails. */
let wrong: string[] = []
const global = globalThis as { __said?: (value: unknown, said: string, line: number) => void }
global.__said = (value, said, line) => {
  if (!matches(value, said)) wrong.push(`line ${line} of the sample: ${inspect(value, { depth: 4 })}, it says ${said}`)
}

describe('samples run and show what they say', () => {
  test.each(samples.filter(({ runs }) => runs).map((sample) => [`${sample.where}:${sample.line}`, sample] as const))(
    '%s',
    async (_where, sample) => {
      const file = join(samplesFolder(sample), 'run', sampleFile(sample).replace(/^.*[\\/]/, ''))
      writeFileSync(file, sampleProgram(sample.code))
      const log = vi.spyOn(console, 'log').mockImplementation(() => {})
      wrong = []
      try {
        await import(/* @vite-ignore */ pathToFileURL(file).href)
      } finally {
        log.mockRestore()
      }
      expect(wrong).toEqual([])
    },
  )
})

test('samples type-check as they are written', () => {
  const project = join(root, 'examples', '.samples', 'tsconfig.json')
  mkdirSync(join(project, '..'), { recursive: true })
  const include = folders
    .filter((folder) => existsSync(folder) && readdirSync(folder).length > 1)
    .map((folder) => `${folder}/*.ts`)
  const compilerOptions = {
    isolatedDeclarations: false,
    declaration: false,
    noUncheckedIndexedAccess: false,
    noUnusedLocals: false,
    noUnusedParameters: false,
  }
  writeFileSync(project, JSON.stringify({ extends: join(root, 'tsconfig.base.json'), compilerOptions, include }))
  const compiler = join(root, 'node_modules', 'ts7', 'bin', 'tsc')
  const done = spawnSync(process.execPath, [compiler, '-p', project], { cwd: root, encoding: 'utf8' })
  expect(done.stdout + done.stderr).toBe('')
})
