import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { transformSync } from 'esbuild'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { root } from '../scripts/workspace.mjs'

// `golden` and `sharedFile` of packages/proof, run in a checkout and in a worktree of it.
const house = realpathSync(mkdtempSync(join(tmpdir(), 'bourse shared ')))
const shared = join(house, 'work', 'shared')
afterAll(() => rmSync(house, { recursive: true, force: true }))

const git = (cwd: string, ...args: readonly string[]): string =>
  execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.org', '-c', 'commit.gpgsign=false', ...args], {
    cwd,
    encoding: 'utf8',
    stdio: 'pipe',
  })

/** Lays our file where it lies in a checkout. */
function lay(checkout: string): void {
  const source = readFileSync(join(root, 'packages', 'proof', 'src', 'shared.ts'), 'utf8')
  const file = fileIn(checkout)
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, transformSync(source, { loader: 'ts', format: 'esm' }).code)
}

const fileIn = (checkout: string): string => join(checkout, 'packages', 'proof', 'src', 'shared.mjs')

/** What a process that runs in that checkout finds. */
function found(checkout: string, call: string): unknown {
  const program = `import * as shared from ${JSON.stringify(pathToFileURL(fileIn(checkout)).href)}
console.log(JSON.stringify(shared.${call} ?? null))`
  return JSON.parse(execFileSync(process.execPath, ['--input-type=module', '-e', program], { encoding: 'utf8' }))
}

beforeAll(() => {
  const main = join(house, 'work', 'main')
  lay(main)
  git(main, 'init', '-q')
  git(main, 'add', '.')
  git(main, 'commit', '-q', '-m', 'lay')
  git(main, 'worktree', 'add', '-q', '-b', 'side', join(house, 'elsewhere', 'deep', 'side'))
})

test('a stranger who has none of it gets none, and the reason', () => {
  expect(found(join(house, 'work', 'main'), 'sharedRoot()')).toBeNull()
  expect(found(join(house, 'work', 'main'), "golden('a.json')")).toEqual({
    title: 'a.json: skipped, no reference rows beside this checkout',
  })
})

test('the main checkout and its worktrees read the same folder', () => {
  mkdirSync(join(shared, 'golden'), { recursive: true })
  writeFileSync(join(shared, 'golden', 'a.json'), '[1, "NaN", "-inf"]')
  for (const checkout of [join(house, 'work', 'main'), join(house, 'elsewhere', 'deep', 'side')]) {
    expect(found(checkout, 'sharedRoot()')).toBe(shared)
    expect(found(checkout, "golden('a.json').rows.map(String)")).toEqual(['1', 'NaN', '-Infinity'])
    expect(found(checkout, "sharedFile('absent.json')")).toBeNull()
  }
})
