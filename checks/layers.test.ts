import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { root } from '../scripts/workspace.mjs'

type Violation = { readonly rule: { readonly name: string }; readonly from: string; readonly to: string }

/** Runs the rule over `base`'s packages; the tool and its configuration are always ours. */
function violations(base: string): readonly Violation[] {
  const cruise = join(root, 'node_modules', 'dependency-cruiser', 'bin', 'dependency-cruise.mjs')
  const config = join(root, '.dependency-cruiser.cjs')
  const env = { ...process.env, BOURSE_LAYERS_ROOT: base }
  const done = spawnSync(process.execPath, [cruise, '--config', config, '--output-type', 'json', 'packages'], {
    cwd: base,
    env,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  })
  if (!done.stdout.startsWith('{')) throw new Error(done.stderr)
  return JSON.parse(done.stdout).summary.violations
}

test('every import goes down, is declared, and stays where it belongs', () => {
  expect(violations(root).map(({ rule, from, to }) => `${rule.name}: ${from} -> ${to}`)).toEqual([])
})

describe('a planted violation is caught', () => {
  const house = realpathSync(mkdtempSync(join(tmpdir(), 'bourse layers ')))
  let found: readonly Violation[] = []

  const write = (path: string, text: string): void => {
    mkdirSync(dirname(join(house, path)), { recursive: true })
    writeFileSync(join(house, path), text)
  }
  const makePackage = (name: string, manifest: object): void => {
    const root = { '@bourse/source': './src/index.ts' }
    const exports = { '.': root, './rx': { '@bourse/source': './src/rx.ts' } }
    write(
      `packages/${name}/package.json`,
      JSON.stringify({ name: `@bourse/${name}`, type: 'module', exports, ...manifest }),
    )
    write(`packages/${name}/src/index.ts`, `export const ${name} = 1\n`)
    write(`packages/${name}/src/rx.ts`, `import { of } from 'rxjs'\nexport const ${name}$ = of(1)\n`)
  }
  const link = (name: string, to: string): void => {
    mkdirSync(join(house, 'packages', name, 'node_modules', '@bourse'), { recursive: true })
    symlinkSync(join(house, 'packages', to), join(house, 'packages', name, 'node_modules', '@bourse', to), 'junction')
  }

  beforeAll(() => {
    cpSync(join(root, 'tsconfig.base.json'), join(house, 'tsconfig.base.json'))
    write('package.json', '{ "name": "house", "type": "module" }')
    write('node_modules/rxjs/package.json', '{ "name": "rxjs", "version": "7.8.2", "main": "index.js" }')
    write('node_modules/rxjs/index.js', 'exports.of = () => 0\n')
    write('node_modules/stranger/package.json', '{ "name": "stranger", "version": "1.0.0", "main": "index.js" }')
    write('node_modules/stranger/index.js', '')
    const rxjs = { peerDependencies: { rxjs: '^7.8.0' } }
    makePackage('core', { ...rxjs })
    makePackage('math', { ...rxjs })
    makePackage('assets', { ...rxjs })
    makePackage('proof', { ...rxjs, private: true })
    makePackage('pricing', {
      peerDependencies: { rxjs: '^7.8.0', '@bourse/core': 'workspace:*' },
      devDependencies: { '@bourse/assets': 'workspace:*' },
      bourse: { node: ['./workers'] },
    })
    makePackage('engine', { ...rxjs })
    link('pricing', 'core')
    link('pricing', 'engine')
    link('pricing', 'proof')
    link('pricing', 'assets')

    const plant = (name: string, text: string): void => write(`packages/pricing/src/${name}.ts`, `${text}\n`)
    plant('good', "import { core } from '@bourse/core'\nexport const good = core")
    plant(
      'good.test',
      "import { proof } from '@bourse/proof'\nimport { assets } from '@bourse/assets'\nexport const a = [proof, assets]",
    )
    plant('workers', "import { cpus } from 'node:os'\nexport const workers = cpus().length")
    plant('workers/pool', "import { cpus } from 'node:os'\nexport const pool = cpus().length")
    plant('up-by-name', "import { engine } from '@bourse/engine'\nexport const a = engine")
    plant('up-by-path', "import { engine } from '../../engine/src/index.js'\nexport const a = engine")
    plant('up-undeclared', "import { sim } from '@bourse/sim'\nexport const a = sim")
    plant('undeclared', "import { math } from '@bourse/math'\nexport const a = math")
    plant('undeclared-link', "import { assets } from '@bourse/assets'\nexport const a = assets")
    plant('stranger', "import * as stranger from 'stranger'\nexport const a = stranger")
    plant('absent', "import { a } from './nowhere.js'\nexport const b = a")
    plant('type-up', "import type { engine } from '@bourse/engine'\nexport type A = typeof engine")
    plant('streams', "import { of } from 'rxjs'\nexport const a = of(1)")
    plant('through-rx', "import { pricing$ } from './rx.js'\nexport const a = pricing$")
    plant('proven', "import { proof } from '@bourse/proof'\nexport const a = proof")
    plant('node-only', "import { cpus } from 'node:os'\nexport const a = cpus")
    plant('node-by-path', "import { workers } from './workers.js'\nexport const a = workers")
    plant('circle', "import { b } from './circle-back.js'\nexport const a = () => b")
    plant('types', "import type { B } from './types-back.js'\nexport type A = B | 1")
    plant('types-back', "import type { A } from './types.js'\nexport type B = A | 2")
    plant('circle-back', "import { a } from './circle.js'\nexport const b = () => a")
    found = violations(house)
  })
  afterAll(() => rmSync(house, { recursive: true, force: true }))

  const rulesOf = (file: string): readonly string[] =>
    found.filter(({ from }) => from === `packages/pricing/src/${file}.ts`).map(({ rule }) => rule.name)

  test.each([
    ['up-by-name', 'floor-pricing'],
    ['up-by-path', 'floor-pricing'],
    ['up-undeclared', 'floor-pricing'],
    ['type-up', 'floor-pricing'],
    ['undeclared', 'declared-pricing'],
    ['undeclared-link', 'declared-pricing'],
    ['stranger', 'declared'],
    ['absent', 'resolved'],
    ['streams', 'rxjs'],
    ['through-rx', 'rx'],
    ['proven', 'proof'],
    ['node-only', 'browser-safe'],
    ['node-by-path', 'browser-safe-path'],
  ])('%s by the rule %s', (file, rule) => expect(rulesOf(file)).toContain(rule))

  test('a circle by the rule circular', () => {
    const circles = found.filter(({ rule }) => rule.name === 'circular').map(({ from }) => from)
    expect(circles).toEqual([expect.stringContaining('circle')])
  })

  test.each(['good', 'types-back', 'good.test', 'workers', 'workers/pool', 'rx', 'index'])('%s passes', (file) =>
    expect(rulesOf(file)).toEqual([]),
  )
})
