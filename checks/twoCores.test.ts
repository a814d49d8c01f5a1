import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, expect, test } from 'vitest'
import { publishedPackages } from '../scripts/workspace.mjs'
import { packedTarballs } from './packed.js'

const folder = realpathSync(mkdtempSync(join(tmpdir(), 'bourse two cores ')))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const core = publishedPackages().find(({ name }) => name === 'core')!

/** Resolves a project of everything we publish and the given core. */
function resolveWith(name: string, coreAddress: string): { readonly status: number | null; readonly said: string } {
  const project = join(folder, name)
  mkdirSync(project)
  const ours = Object.fromEntries([...packedTarballs()].map(([published, path]) => [published, addressOf(path)]))
  const third = Object.fromEntries(publishedPackages().flatMap(thirdParties))
  const dependencies = { ...third, ...ours, '@bourse/core': coreAddress }
  writeFileSync(join(project, 'package.json'), JSON.stringify({ name: 'project', private: true, dependencies }))
  return npm(['install', '--offline', '--package-lock-only', '--no-audit', '--no-fund'], project)
}

function npm(args: readonly string[], cwd: string): { readonly status: number | null; readonly said: string } {
  const done = spawnSync('npm', args, { cwd, encoding: 'utf8', shell: process.platform === 'win32' })
  return { status: done.status, said: done.stdout + done.stderr }
}

const addressOf = (path: string): string => `file:${decodeURI(pathToFileURL(path).pathname)}`

/** Stand-ins of the right versions: what is tried is how ours resolve, and no registry is asked. */
function thirdParties({ manifest }: typeof core): readonly (readonly [string, string])[] {
  return Object.entries<string>({ ...manifest.dependencies, ...manifest.peerDependencies })
    .filter(([name]) => !name.startsWith('@bourse/'))
    .map(([name, range]) => {
      const home = join(folder, 'third', name)
      const version = /\d+\.\d+\.\d+/.exec(range)?.[0] ?? `${/\d+/.exec(range)?.[0] ?? 1}.0.0`
      mkdirSync(home, { recursive: true })
      writeFileSync(join(home, 'package.json'), JSON.stringify({ name, version }))
      return [name, addressOf(home)] as const
    })
}

/** The same core, published under the next version. */
function nextCore(): string {
  const next = join(folder, 'core')
  const { devDependencies: _, ...manifest } = core.manifest
  mkdirSync(next)
  cpSync(join(core.folder, 'dist'), join(next, 'dist'), { recursive: true })
  writeFileSync(join(next, 'package.json'), JSON.stringify({ ...manifest, version: '99.0.0' }))
  const packed = npm(['pack', '--offline', '--pack-destination', folder], next)
  expect(packed.status, packed.said).toBe(0)
  return join(folder, 'bourse-core-99.0.0.tgz')
}

test('one core for all is accepted', () => {
  const { status, said } = resolveWith('one', addressOf(packedTarballs().get('@bourse/core')!))
  expect(status, said).toBe(0)
})

test('a second core in one tree is refused', () => {
  const { status, said } = resolveWith('two', addressOf(nextCore()))
  expect(status).not.toBe(0)
  expect(said).toMatch(/ERESOLVE/)
})
