import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { root } from '../scripts/workspace.mjs'

test.each(['tsconfig.json', 'packages/surface'])('%s type-checks', (project) => {
  const compiler = join(root, 'node_modules', 'ts7', 'bin', 'tsc')
  const done = spawnSync(process.execPath, [compiler, '-p', project], { cwd: root, encoding: 'utf8' })
  expect(done.stdout + done.stderr).toBe('')
  expect(done.status).toBe(0)
})
