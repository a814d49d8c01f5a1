// What a stranger does: a project of its own outside the workspace, the packed tarballs installed from the registry's
// point of view, and one import of each package, as an ES module and by `require`, under one runtime or tool.
// `node scripts/consumer.mjs node@24 | bun@1.4.5 | deno@2.9.6 | jest | vite | chromium`
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { libraryPackages, publishedPackages, root, toolEnvironment } from './workspace.mjs'

const [tool = ''] = process.argv.slice(2)
const folder = realpathSync(mkdtempSync(join(tmpdir(), 'bourse consumer ')))
// Plain ways for a stranger's project: pins of its own, nothing of the workspace.
const companions = { jest: { jest: '30.2.0' }, vite: { vite: '7.3.8' }, chromium: { vite: '7.3.8' } }[tool] ?? {}

try {
  install()
  await use()
  console.log(`${tool}: ${imports().length} imports work`)
} finally {
  rmSync(folder, { recursive: true, force: true })
}

/** Everything we publish that runs anywhere: `node` subpaths only where Node's modules are. */
function imports({ browser = false } = {}) {
  const ready = ({ key, node, live }) => (key === '.' || key === '/rx' || key === './rx' || (!browser && node)) && !live
  return [
    ...libraryPackages().flatMap((one) => one.subpaths.filter(ready).map(({ key }) => one.published + key.slice(1))),
    'bourse',
  ]
}

function install() {
  const tarballs = join(folder, 'tarballs')
  mkdirSync(tarballs)
  const names = publishedPackages().map(({ published }) => published)
  const filters = names.flatMap((name) => ['--filter', name])
  run('pnpm', ['--recursive', ...filters, 'pack', '--pack-destination', tarballs], root)
  const ours = publishedPackages().map(({ published, manifest }) => {
    const file = `${published.replace('@', '').replace('/', '-')}-${manifest.version}.tgz`
    return [published, `file:tarballs/${file}`]
  })
  const dependencies = { ...Object.fromEntries(ours), rxjs: '7.8.2', ...companions }
  write('package.json', JSON.stringify({ name: 'consumer', private: true, type: 'module', dependencies }))
  run('npm', ['install', '--no-audit', '--no-fund', '--prefer-offline', '--loglevel=error'])
}

async function use() {
  write(
    'esm.mjs',
    program(imports(), (name, i) => `import * as m${i} from '${name}'`),
  )
  write(
    'cjs.cjs',
    program(imports(), (name, i) => `const m${i} = require('${name}')`),
  )
  if (tool.startsWith('node@')) for (const file of ['esm.mjs', 'cjs.cjs']) npx(tool, 'node', ['--no-warnings', file])
  else if (tool.startsWith('bun@')) for (const file of ['esm.mjs', 'cjs.cjs']) npx(tool, 'bun', ['run', file])
  else if (tool.startsWith('deno@'))
    for (const file of ['esm.mjs', 'cjs.cjs']) npx(tool, 'deno', ['run', '--allow-read', '--allow-env', file])
  else if (tool === 'jest') useJest()
  else if (tool === 'vite') await useVite()
  else if (tool === 'chromium') await useChromium()
  else throw new Error(`no such runtime or tool: ${tool}`)
}

/** Imports everything, checks that each module has something, and says so. */
function program(names, line) {
  const modules = names.map((_, i) => `m${i}`)
  return `${names.map(line).join('\n')}
const empty = [${modules}].filter((one) => Object.keys(one).length === 0)
if (empty.length > 0) throw new Error(empty.length + ' modules are empty')
globalThis.imported = ${names.length}
console.log('imported', globalThis.imported)
`
}

function useJest() {
  write(
    'esm.test.mjs',
    `${program(imports(), (name, i) => `import * as m${i} from '${name}'`)}
test('imports', () => expect(globalThis.imported).toBe(${imports().length}))
`,
  )
  const config = { testMatch: ['**/*.test.mjs'], transform: {} }
  write('jest.config.json', JSON.stringify(config))
  const jest = join('node_modules', 'jest', 'bin', 'jest.js')
  run(process.execPath, ['--experimental-vm-modules', '--no-warnings', jest, '--config', 'jest.config.json'])
}

/** A page that imports everything, built; its scripts hold no Node module. */
async function useVite() {
  write('index.html', '<!doctype html><title>waiting</title><script type="module" src="./page.js"></script>')
  write(
    'page.js',
    `${program(imports({ browser: true }), (name, i) => `import * as m${i} from '${name}'`)}
document.title = 'imported ' + globalThis.imported
`,
  )
  const said = run(process.execPath, [join('node_modules', 'vite', 'bin', 'vite.js'), 'build', '--logLevel', 'warn'])
  if (said.includes('externalized for browser')) throw new Error(said)
}

async function useChromium() {
  await useVite()
  const path = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find((one) =>
    existsSync(one),
  )
  if (path === undefined) throw new Error('no chromium here')
  const types = { html: 'text/html', js: 'text/javascript' }
  const server = createServer(({ url = '/' }, response) => {
    const file = join(folder, 'dist', url === '/' ? 'index.html' : url)
    if (!existsSync(file)) return response.writeHead(404).end()
    response.setHeader('content-type', types[file.split('.').at(-1) ?? ''] ?? 'application/octet-stream')
    return response.end(readFileSync(file))
  })
  await new Promise((ready) => server.listen(0, '127.0.0.1', () => ready(undefined)))
  const address = server.address()
  const { chromium } = createRequire(join(root, 'package.json'))('playwright-core')
  const quiet = '--disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update'
  const args = [...quiet.split(' '), '--disable-sync', ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])]
  const browser = await chromium.launch({ executablePath: path, headless: true, args })
  try {
    const page = await browser.newPage()
    const errors = []
    page.on('pageerror', (error) => errors.push(String(error)))
    await page.goto(`http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/`)
    await page.waitForFunction("document.title !== 'waiting'", undefined, { timeout: 20_000 }).catch(() => {})
    const title = await page.title()
    if (errors.length > 0 || !title.startsWith('imported')) throw new Error(`${title}: ${errors.join('; ')}`)
  } finally {
    await browser.close()
    server.close()
  }
}

function write(path, text) {
  writeFileSync(join(folder, path), text)
}

function npx(what, command, args) {
  return run('npx', ['--yes', '--package', what, command, ...args])
}

function run(command, args, cwd = folder) {
  const shell = process.platform === 'win32' && command !== process.execPath
  const done = spawnSync(command, args, { cwd, env: toolEnvironment(), encoding: 'utf8', shell })
  const said = `${done.error ?? ''}${done.stdout ?? ''}${done.stderr ?? ''}`
  if (done.error !== undefined || done.status !== 0) throw new Error(`${command} ${args.join(' ')}\n${said}`)
  return said
}
