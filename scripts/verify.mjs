// `pnpm run verify`: everything that is too slow for `npm test`. Whole campaigns, the site, unused code, and the packed
// packages under every runtime and tool we promise. Each step passes or fails with its seconds; all are run.
// `pnpm run verify NAME ...` runs the steps whose name contains NAME.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { root, toolEnvironment } from './workspace.mjs'

const windows = process.platform === 'win32'

/** Runs a command; what it said comes out only where it failed. */
function run(command, args, { cwd = root, env = {}, show = false } = {}) {
  const done = spawnSync(command, args, {
    cwd,
    env: toolEnvironment(env),
    encoding: 'utf8',
    stdio: show ? 'inherit' : 'pipe',
    shell: windows && command !== process.execPath,
    maxBuffer: 1 << 28,
  })
  if (done.error !== undefined) return { passed: false, said: String(done.error) }
  return { passed: done.status === 0, said: `${done.stdout ?? ''}${done.stderr ?? ''}` }
}

const consumer = (name) => () => run(process.execPath, [join('scripts', 'consumer.mjs'), name])

const steps = {
  'whole campaigns': () => run('vitest', ['run'], { env: { BOURSE_CAMPAIGN: 'whole' }, show: true }),
  docs: () => run(process.execPath, [join('scripts', 'docs.mjs')]),
  knip: () => run('knip', ['--no-config-hints']),
  'node 20': consumer('node@20'),
  'node 22': consumer('node@22'),
  'node 24': consumer('node@24'),
  'node 26': consumer('node@26'),
  bun: consumer('bun@1.4.5'),
  deno: consumer('deno@2.9.6'),
  jest: consumer('jest'),
  vite: consumer('vite'),
  chromium: consumer('chromium'),
}

const wanted = process.argv.slice(2)
const chosen = Object.entries(steps).filter(
  ([name]) => wanted.length === 0 || wanted.some((part) => name.includes(part)),
)
const report = chosen.map(([name, step]) => {
  if (name === 'chromium' && chromiumPath() === undefined) return { name, passed: true, note: 'not installed here' }
  const start = performance.now()
  const { passed, said } = step()
  const note = `${((performance.now() - start) / 1000).toFixed(1)} s`
  console.log(`${passed ? 'passed' : 'FAILED'}  ${name}  ${note}`)
  if (!passed) console.error(said)
  return { name, passed, note }
})

console.log('\nverify')
for (const { name, passed, note } of report)
  console.log(`  ${passed ? 'passed' : 'FAILED'}  ${name.padEnd(18)} ${note}`)
process.exitCode = report.length > 0 && report.every(({ passed }) => passed) ? 0 : 1

function chromiumPath() {
  return ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find((path) => existsSync(path))
}
