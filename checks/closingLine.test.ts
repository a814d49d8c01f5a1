import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { root } from '../scripts/workspace.mjs'

// Inside the repository, so that the planted files find vitest; ignored by git.
mkdirSync(join(root, 'checks', '.planted'), { recursive: true })
const folder = mkdtempSync(join(root, 'checks', '.planted', 'run-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** Last line that vitest prints over planted files, and its exit code. */
function closingLine(
  name: string,
  files: { readonly [name: string]: string },
): { line: string; status: number | null } {
  const project = join(folder, name)
  mkdirSync(project)
  for (const [file, text] of Object.entries(files))
    writeFileSync(join(project, file), `import { afterAll, expect, test } from 'vitest'\n${text}\n`)
  const reporter = join(root, 'scripts', 'closing-line.mjs')
  writeFileSync(
    join(project, 'vitest.config.mjs'),
    `export default { test: { include: ['*.test.ts'], reporters: ['default', ${JSON.stringify(reporter)}] } }\n`,
  )
  const env = Object.fromEntries(
    Object.entries(process.env).filter(([key]) => !/^(VITEST|NODE_ENV|CI$|GITHUB)/.test(key)),
  )
  const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs')
  const done = spawnSync(process.execPath, [vitest, 'run', '--root', project], { cwd: project, env, encoding: 'utf8' })
  return { line: done.stdout.trimEnd().split('\n').at(-1)!, status: done.status }
}

const passing = "test('a', () => expect(1).toBe(1))"

test('all green', () => {
  expect(closingLine('green', { 'a.test.ts': passing, 'b.test.ts': passing })).toEqual({
    line: '2 passed, 0 failed',
    status: 0,
  })
})

test('nothing red hides', () => {
  const late = `${passing}\nafterAll(() => { setTimeout(() => { throw new Error('late') }, 0); return new Promise((done) => setTimeout(done, 20)) })`
  const answer = closingLine('red', {
    'passing.test.ts': passing,
    'failing.test.ts': "test('a', () => expect(1).toBe(2))\ntest('b', () => {})",
    'loading.test.ts': "import './nowhere.js'",
    'late.test.ts': late,
    'hook.test.ts': `${passing}\nafterAll(() => { throw new Error('hook') })`,
    'skipped.test.ts': "test.skip('a', () => {})\ntest.todo('b')\ntest('c', () => {})",
  })
  // Failed: one test, one file that does not load, one error nobody caught, one hook.
  expect(answer).toEqual({ line: '5 passed, 4 failed, 2 skipped', status: 1 })
})
