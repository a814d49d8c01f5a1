import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { readJson, root } from '../scripts/workspace.mjs'

const lockfile = readFileSync(join(root, 'pnpm-lock.yaml'), 'utf8')

test('the lockfile names no address', () => {
  expect(lockfile.split('\n').filter((line) => /tarball:|https?:\/\//.test(line))).toEqual([])
})

test('third parties are pinned exactly, peers are ranges', () => {
  const manifests = execFileSync('git', ['ls-files', '**/package.json', 'package.json'], {
    cwd: root,
    encoding: 'utf8',
  })
  const loose = manifests
    .split('\n')
    .filter((path) => path !== '' && !path.includes('fixtures') && existsSync(join(root, path)))
    .flatMap((path) => {
      const { dependencies, devDependencies } = readJson(join(root, path))
      return Object.entries({ ...dependencies, ...devDependencies })
        .filter(([, range]) => !/^(workspace:\*|npm:[^@]+@\d[\w.-]*|\d[\w.-]*)$/.test(String(range)))
        .map(([name, range]) => `${path}: ${name} ${range}`)
    })
  expect(loose).toEqual([])
})

describe('tracked files speak of the project alone', () => {
  const tracked = execFileSync('git', ['ls-files', '-z'], { cwd: root, encoding: 'utf8' }).split('\0').filter(Boolean)
  const texts = tracked
    .map((path) => join(root, path))
    .filter((path) => existsSync(path) && /\.(ts|mjs|cjs|json|ya?ml|md|txt|toml|html|py)$|(^|[\\/])[^.]+$/.test(path))
    .map((path) => ({ path, text: readFileSync(path, 'utf8') }))
  const holding = (pattern: RegExp): readonly string[] =>
    texts.filter(({ text }) => pattern.test(text)).map(({ path }) => path)

  test('no path of a machine', () => {
    const home = homedir().replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
    const folders = [
      '/home/[a-z]',
      '/Users/[a-z]',
      '[A-Z]:\\\\Users',
      '/tmp/[a-z0-9]',
      ...(home.length > 5 ? [home] : []),
    ]
    expect(holding(new RegExp(`(^|[\\s"'\`(=])(${folders.join('|')})`, 'im'))).toEqual([])
    expect(holding(new RegExp(root.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')))).toEqual([])
  })

  // Written in two halves, so that this file does not hold it.
  test('no host of a registry', () =>
    expect(holding(new RegExp(['registry', '[a-z]+', '[a-z]+'].join('\\.')))).toEqual([]))
})
