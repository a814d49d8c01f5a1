// `npm run demo`, `npm test` and `pnpm run verify` on a machine that has Node and npm and nothing else.
// Installs the pinned pnpm into .tools/, the workspace from its lockfile, builds, then runs what was asked for.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const windows = process.platform === 'win32'
const pin = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).devEngines.packageManager.version
const tools = join(root, '.tools', `pnpm-${pin}`)

const env = { ...process.env, TURBO_TELEMETRY_DISABLED: '1', DO_NOT_TRACK: '1' }
// The outer npm's settings would steer pnpm; only where and how to reach a registry is kept.
const kept = /^npm_config_(cache|registry|cafile|https?_proxy|noproxy|userconfig|globalconfig)$/i
for (const name of Object.keys(env)) if (/^npm_/i.test(name) && !kept.test(name)) delete env[name]
const pathName = Object.keys(env).find((name) => name.toUpperCase() === 'PATH') ?? 'PATH'
env[pathName] = [join(tools, 'node_modules', '.bin'), join(root, 'node_modules', '.bin'), env[pathName]].join(delimiter)

const quote = (word) => (windows && /\s/.test(word) ? `"${word}"` : word)

function run(command, args) {
  const done = spawnSync(quote(command), args.map(quote), { cwd: root, stdio: 'inherit', env, shell: windows })
  if (done.error) throw done.error
  if (done.status !== 0) process.exit(done.status ?? 1)
}

function installPnpm() {
  if (existsSync(join(tools, 'node_modules', 'pnpm', 'package.json'))) return
  mkdirSync(tools, { recursive: true })
  writeFileSync(join(tools, 'package.json'), '{ "private": true }\n')
  const quiet = ['--no-save', '--no-package-lock', '--no-audit', '--no-fund', '--ignore-scripts', '--loglevel=error']
  run('npm', ['install', '--prefix', tools, ...quiet, `pnpm@${pin}`])
}

function installWorkspace() {
  const stamp = join(root, 'node_modules', '.modules.yaml')
  const lock = join(root, 'pnpm-lock.yaml')
  if (existsSync(stamp) && statSync(lock).mtimeMs <= statSync(stamp).mtimeMs) return
  run('pnpm', ['install', '--frozen-lockfile', '--prefer-offline', '--reporter=append-only', '--loglevel=warn'])
  // A frozen install that changes nothing leaves the stamp old, and every later run would install again.
  const now = new Date()
  if (existsSync(stamp)) utimesSync(stamp, now, now)
}

const [task, ...rest] = process.argv.slice(2)
installPnpm()
installWorkspace()
run('turbo', ['run', 'build', '--output-logs=errors-only'])
if (task === 'demo') run(process.execPath, ['--import', 'tsx', join(root, 'examples', 'demo', 'main.ts'), ...rest])
else if (task === 'verify') run(process.execPath, [join(root, 'scripts', 'verify.mjs'), ...rest])
else run('vitest', ['run', ...rest])
