import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { root } from '../scripts/workspace.mjs'

const folder = join(root, 'examples')
const examples = readdirSync(folder).filter((name) => existsSync(join(folder, name, 'main.ts')))

test('there is a demo', () => expect(examples).toContain('demo'))

// Ten programs measure how easy the SDK is: what they are fed with comes from beside them.
test.each(examples.filter((name) => name.startsWith('program-')))('%s is short', (name) => {
  const lines = readFileSync(join(folder, name, 'main.ts'), 'utf8').split('\n')
  const code = lines.filter((line) => line.trim() !== '' && !line.startsWith('//'))
  expect(code.length).toBeLessThanOrEqual(25)
  expect(code.filter((line) => / from 'bourse[^']*'$/.test(line)).length).toBeLessThanOrEqual(2)
})

// Each asserts its own figures at its end.
test.each(examples)('%s runs and shows something', (name) => {
  const program = ['--conditions=@bourse/source', '--import', 'tsx', join(folder, name, 'main.ts')]
  const done = spawnSync(process.execPath, program, {
    cwd: root,
    encoding: 'utf8',
    env: { ...process.env, CI: 'true' },
  })
  expect(done.status, done.stderr).toBe(0)
  expect(done.stdout.trim()).not.toBe('')
})
