import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { root } from '../scripts/workspace.mjs'

test('biome finds nothing to lint and nothing to format', () => {
  const biome = join(root, 'node_modules', '@biomejs', 'biome', 'bin', 'biome')
  const done = spawnSync(process.execPath, [biome, 'check', '--error-on-warnings', '.'], {
    cwd: root,
    encoding: 'utf8',
  })
  expect(done.status, done.stdout + done.stderr).toBe(0)
})
