import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { publint } from 'publint'
import { formatMessage } from 'publint/utils'
import { describe, expect, test } from 'vitest'
import { floorOf } from '../scripts/floors.mjs'
import { publishedPackages, readJson, root } from '../scripts/workspace.mjs'
import { filesIn, packedTarballs } from './packed.js'

const { version } = readJson(join(root, 'packages', 'bourse', 'package.json'))

const sourceOf = (target: unknown): string | undefined =>
  (target as { readonly '@bourse/source'?: string })['@bourse/source']

describe.each(publishedPackages().map((one) => [one.published, one] as const))('%s', (published, one) => {
  const { folder, manifest } = one

  test('is what a published package must be', () => {
    expect(manifest).toMatchObject({
      version,
      keywords: expect.arrayContaining(['finance']),
      license: 'MIT',
      author: 'The Bourse authors',
      type: 'module',
      sideEffects: expect.anything(),
      engines: { node: '>=20.19' },
      description: expect.stringMatching(/\.$/),
      publishConfig: { access: 'public' },
    })
    expect(manifest.scripts, 'nothing runs on install').not.toHaveProperty('postinstall')
    if (one.name !== 'bourse') expect(floorOf(one.name), 'a floor in scripts/floors.mjs').toBeGreaterThanOrEqual(0)
    const sources = Object.values(manifest.exports).flatMap((target) => sourceOf(target) ?? [])
    expect(
      sources.filter((source) => !existsSync(join(folder, source))),
      'announced and absent',
    ).toEqual([])
  })

  test('has a README with a quick start', () => {
    const readme = readFileSync(join(folder, 'README.md'), 'utf8')
    expect(readme).toMatch(new RegExp(`^# \`?${published}\`?$`, 'm'))
    expect(readme).toMatch(/^```ts$/m)
    expect(readme).toContain(`npm install ${published}`)
  })

  test('pins what is ours exactly, with core as a peer', () => {
    const { dependencies = {}, devDependencies = {}, peerDependencies = {} } = manifest
    for (const [name, range] of Object.entries({ ...dependencies, ...devDependencies, ...peerDependencies }))
      if (name.startsWith('@bourse/')) expect(`${name} ${range}`).toBe(`${name} workspace:*`)
    expect(Object.keys(dependencies), 'core is a peer').not.toContain('@bourse/core')
    expect(Object.keys(dependencies), 'rxjs is a peer').not.toContain('rxjs')
    if ('@bourse/core' in peerDependencies) expect(devDependencies).toHaveProperty('@bourse/core')
    if ('rxjs' in peerDependencies) expect(manifest.peerDependenciesMeta.rxjs).toEqual({ optional: true })
  })

  test('carries its README, licence and sources, and no test', () => {
    const files = filesIn(packedTarballs().get(published)!)
    const entries = one.subpaths.flatMap(({ source }) => [
      source,
      source.replace('src/', 'dist/').replace('.ts', '.js'),
    ])
    expect(files).toEqual(expect.arrayContaining(['package.json', 'README.md', 'LICENSE', ...entries]))
    expect(files.filter((file) => /\.(test|test-d|bench)\.|fixtures|\.samples/.test(file))).toEqual([])
  })

  test('packs cleanly', async () => {
    const tarball = readFileSync(packedTarballs().get(published)!)
    const packed = { tarball: tarball.buffer.slice(tarball.byteOffset, tarball.byteOffset + tarball.byteLength) }
    const { messages, pkg } = await publint({ strict: true, pack: packed })
    expect(messages.map((message) => formatMessage(message, pkg!, { color: false }))).toEqual([])
  })

  test('has right types under every resolution of ES modules', () => {
    const attw = join(root, 'node_modules', '@arethetypeswrong', 'cli', 'dist', 'index.js')
    const flags = ['--profile', 'esm-only', '--no-emoji', '--no-color', '--format', 'ascii']
    const done = spawnSync(process.execPath, [attw, packedTarballs().get(published)!, ...flags], { encoding: 'utf8' })
    expect(done.status, done.stdout + done.stderr).toBe(0)
  })
})
