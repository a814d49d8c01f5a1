// `pnpm run bench [PACKAGE | part of a path ...]`: every package's races in one table. Ratios are time of ours over
// time of theirs, so below 1 we are faster; contenders take turns in one process. --turns=N for a longer look.
import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { join, relative } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { root } from './workspace.mjs'

const script = fileURLToPath(import.meta.url)

function benchFiles(filters) {
  const packages = readdirSync(join(root, 'packages')).filter((name) => existsSync(join(root, 'packages', name, 'src')))
  return packages.flatMap((name) => {
    const folder = join(root, 'packages', name, 'src')
    return readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((path) => path.endsWith('.bench.ts'))
      .filter((path) => filters.length === 0 || filters.some((filter) => filter === name || path.includes(filter)))
      .map((path) => join(folder, path))
      .sort()
  })
}

/** Runs in a process of its own per file, so that one package's garbage is not another's. */
async function runFile(file, turns) {
  const { racedSum, runRace } = await import(pathToFileURL(join(root, 'packages', 'proof', 'src', 'index.ts')).href)
  const { bench } = await import(pathToFileURL(file).href)
  if (bench === undefined) throw new Error(`${file} exports no bench`)
  for (const race of await bench.races())
    for (const [i, { name, nanoseconds, ratio }] of (await runRace(race, turns)).entries())
      printRow([i === 0 ? `${bench.title}: ${race.name}` : '', name, nanosecondsText(nanoseconds), ratioText(i, ratio)])
  if (Number.isNaN(racedSum())) console.log('  (a contender returned NaN)')
}

const ratioText = (i, ratio) => (i === 0 ? 'ours' : ratio.toFixed(2))
const nanosecondsText = (value) => value.toLocaleString('en', { maximumFractionDigits: value < 100 ? 2 : 0 })

function printRow([what, who, time, ratio]) {
  console.log(`${what.padEnd(58)} ${who.padEnd(26)} ${time.padStart(16)} ${ratio.padStart(12)}`)
}

const options = process.argv.slice(2)
const one = options.find((option) => option.startsWith('--file='))
const turns = Number(options.find((option) => option.startsWith('--turns='))?.slice(8) ?? 15)
if (one !== undefined) await runFile(one.slice(7), turns)
else {
  const files = benchFiles(options.filter((option) => !option.startsWith('--')))
  if (files.length === 0) console.error('no bench matches')
  printRow(['bench', 'contender', 'ns per operation', 'ours/theirs'])
  const flags = ['--conditions=@bourse/source', '--import', 'tsx', script, `--turns=${turns}`]
  const failed = files.filter((file) => {
    const done = spawnSync(process.execPath, [...flags, `--file=${file}`], { cwd: root, stdio: 'inherit' })
    return done.status !== 0
  })
  for (const file of failed) console.error(`failed: ${relative(root, file)}`)
  process.exitCode = failed.length > 0 || files.length === 0 ? 1 : 0
}
