// `pnpm run new-package NAME`: a package with one function, its test, its README and its place behind the front door,
// which passes every check. NAME is on the list in scripts/floors.mjs.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { bundleOf } from './bytes.mjs'
import { applications, floorOf } from './floors.mjs'
import { readJson, root, toolEnvironment } from './workspace.mjs'

const name = process.argv[2]
const folder = join(root, 'packages', name ?? '')
if (name === undefined) refuse('say which: pnpm run new-package NAME')
if (floorOf(name) < 0) refuse(`${name} has no floor: add it to scripts/floors.mjs first`)
if (existsSync(join(folder, 'package.json'))) refuse(`packages/${name} exists`)

const published = `@bourse/${name}`
const { version } = readJson(join(root, 'packages', 'bourse', 'package.json'))
const usesCore = floorOf(name) > 0
// The one function it begins with: replace it.
const first = `${name}Version`

const manifest = {
  name: published,
  version,
  description: `The ${name} package of the Bourse SDK.`,
  keywords: ['finance', 'trading'],
  license: 'MIT',
  author: 'The Bourse authors',
  type: 'module',
  sideEffects: false,
  engines: { node: '>=20.19' },
  files: ['dist', 'src', '!src/**/*.test.ts', '!src/**/*.test-d.ts', '!src/**/*.bench.ts', '!src/**/fixtures'],
  exports: {
    '.': { '@bourse/source': './src/index.ts', types: './dist/index.d.ts', default: './dist/index.js' },
    './package.json': './package.json',
  },
  scripts: { build: 'node ../../scripts/build-package.mjs' },
  publishConfig: { access: 'public' },
  ...(usesCore ? { peerDependencies: { '@bourse/core': 'workspace:*' } } : {}),
  devDependencies: {
    ...(usesCore ? { '@bourse/core': 'workspace:*' } : {}),
    '@bourse/proof': 'workspace:*',
    'fast-check': '4.10.2',
  },
}

const example = `import { ${first} } from '${published}'
${first}() // => '${version}'`

write('package.json', `${JSON.stringify(manifest, null, 2)}\n`)
write(
  'tsconfig.json',
  `{
  "extends": "../../tsconfig.base.json",
  "include": ["src"],
  "exclude": ["src/**/*.test.ts", "src/**/*.test-d.ts", "src/**/*.bench.ts", "src/**/fixtures"]
}
`,
)
write(
  'README.md',
  `# ${published}

The ${name} package of the Bourse SDK.

\`\`\`sh
npm install ${published}
\`\`\`

\`\`\`ts
${example}
\`\`\`
`,
)
write('src/index.ts', `// ${published}\nexport { ${first} } from './version.js'\n`)
write(
  'src/version.ts',
  `/**
 * The version of this package.
 *
 * @example
${example.replace(/^/gm, ' * ')}
 */
export function ${first}(): string {
  return '${version}'
}
`,
)
write(
  'src/version.test.ts',
  `import { expect, test } from 'vitest'
import { ${first} } from './version.js'

test('the version is one of semver', () => expect(${first}()).toMatch(/^\\d+\\.\\d+\\.\\d+$/))
`,
)

const ceilings = join(root, 'checks', 'bytes.json')
if (!applications.includes(name))
  addTo(join(root, 'examples', 'package.json'), ({ dependencies, ...rest }) => ({
    ...rest,
    dependencies: Object.fromEntries(Object.entries({ ...dependencies, [published]: 'workspace:*' }).sort()),
  }))
run(process.execPath, join('scripts', 'front-door.mjs'))
run('pnpm', 'install', '--prefer-offline', '--no-frozen-lockfile')
if (!applications.includes(name)) {
  const { gzipped } = await bundleOf(published, [first])
  addTo(ceilings, (rows) => [...rows, { from: published, names: [first], max: Math.ceil(gzipped * 1.1) }])
}
run(process.execPath, join('scripts', 'names.mjs'), '--write')
run(process.execPath, join('scripts', 'readme.mjs'), '--write')
run('biome', 'check', '--write', `packages/${name}`, ceilings)
console.log(
  `\npackages/${name} is there: its function, its README and its ceiling in checks/bytes.json are yours to replace`,
)

/** @param {string} text */
function refuse(text) {
  console.error(text)
  process.exit(1)
}

function write(path, text) {
  mkdirSync(dirname(join(folder, path)), { recursive: true })
  writeFileSync(join(folder, path), text)
}

function addTo(path, change) {
  writeFileSync(path, `${JSON.stringify(change(readJson(path)), null, 2)}\n`)
}

function run(command, ...args) {
  const options = { cwd: root, stdio: 'inherit', env: toolEnvironment(), shell: process.platform === 'win32' }
  const done = spawnSync(command, args, command === process.execPath ? { ...options, shell: false } : options)
  if (done.error !== undefined) throw done.error
  if (done.status !== 0) process.exit(done.status ?? 1)
}
