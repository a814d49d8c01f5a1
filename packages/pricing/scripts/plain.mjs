// Compiles scripts/plain.cpp on the spot, where a compiler is present, and loads it into this process.
import { spawnSync } from 'node:child_process'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/**
 * @returns {{ bsm(columns: Float64Array): void, forwards(columns: Float64Array): void } | undefined} the textbook
 * loops, or undefined without a compiler
 */
export function plainCpp() {
  const source = fileURLToPath(new URL('plain.cpp', import.meta.url))
  const library = join(mkdtempSync(join(tmpdir(), 'plain-')), 'plain.node')
  const flags = ['-O3', '-shared', '-fPIC', '-undefined', 'dynamic_lookup']
  const ours = process.platform === 'darwin' ? flags : flags.slice(0, 3)
  const done = spawnSync('g++', [...ours, '-o', library, source], { stdio: 'ignore' })
  if (done.status !== 0) return undefined
  const module = { exports: {} }
  process.dlopen(module, library)
  return module.exports
}
