// `pnpm run bench [PACKAGE | part of a path ...]`: every package's races in one table. Ratios are time of ours over
// time of theirs, so below 1 we are faster; contenders take turns in one process. --turns=N for a longer look. --write
// keeps what was measured, with date and machine, in docs/figures/bench.json, which the page of the figures is made of.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { cpus, loadavg, tmpdir } from 'node:os'
import { dirname, join, relative, sep } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { readJson, root } from './workspace.mjs'

const script = fileURLToPath(import.meta.url)
const figures = join(root, 'docs', 'figures', 'bench.json')

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
async function runFile(file, turns, answer) {
  const { racedSum, runRace } = await import(pathToFileURL(join(root, 'packages', 'proof', 'src', 'index.ts')).href)
  const { bench } = await import(pathToFileURL(file).href)
  if (bench === undefined) throw new Error(`${file} exports no bench`)
  const races = []
  for (const race of await bench.races()) {
    const results = await runRace(race, turns)
    for (const [i, { name, nanoseconds, ratio }] of results.entries())
      printRow([i === 0 ? `${bench.title}: ${race.name}` : '', name, nanosecondsText(nanoseconds), ratioText(i, ratio)])
    races.push({ race: race.name, contenders: results.map(threeDigits) })
  }
  if (Number.isNaN(racedSum())) console.log('  (a contender returned NaN)')
  if (answer !== undefined) writeFileSync(answer, JSON.stringify({ title: bench.title, races }))
}

const threeDigits = ({ name, nanoseconds, ratio }) => ({
  name,
  nanoseconds: Number(nanoseconds.toPrecision(3)),
  ratio: Number(ratio.toPrecision(3)),
})

/** What was measured of one file takes the place of what was known of it; files that are gone go. */
function keepFigures(file, measured, turns) {
  const known = existsSync(figures) ? readJson(figures) : {}
  const machine = {
    date: new Date().toISOString().slice(0, 10),
    processor: cpus()[0]?.model ?? 'unknown',
    cores: cpus().length,
    load: Number(loadavg()[0].toFixed(1)),
    node: process.version,
    turns,
  }
  const bench = relative(root, file).split(sep).join('/').replace(/\.ts$/, '')
  const all = { ...known, [bench]: { ...measured, ...machine } }
  const kept = Object.entries(all).filter(([path]) => existsSync(join(root, `${path}.ts`)))
  mkdirSync(dirname(figures), { recursive: true })
  writeFileSync(figures, `${JSON.stringify(Object.fromEntries(kept.sort(([a], [b]) => (a < b ? -1 : 1))), null, 2)}\n`)
}

const ratioText = (i, ratio) => (i === 0 ? 'ours' : ratio.toFixed(2))
const nanosecondsText = (value) => value.toLocaleString('en', { maximumFractionDigits: value < 100 ? 2 : 0 })

function printRow([what, who, time, ratio]) {
  console.log(`${what.padEnd(58)} ${who.padEnd(26)} ${time.padStart(16)} ${ratio.padStart(12)}`)
}

const options = process.argv.slice(2)
const one = options.find((option) => option.startsWith('--file='))
const turns = Number(options.find((option) => option.startsWith('--turns='))?.slice(8) ?? 15)
const answer = options.find((option) => option.startsWith('--answer='))?.slice(9)
if (one !== undefined) await runFile(one.slice(7), turns, answer)
else {
  const files = benchFiles(options.filter((option) => !option.startsWith('--')))
  if (files.length === 0) console.error('no bench matches')
  printRow(['bench', 'contender', 'ns per operation', 'ours/theirs'])
  const flags = ['--conditions=@bourse/source', '--import', 'tsx', script, `--turns=${turns}`]
  const folder = mkdtempSync(join(tmpdir(), 'bench-'))
  const failed = files.filter((file, i) => {
    const into = join(folder, `${i}.json`)
    const kept = options.includes('--write') ? [`--answer=${into}`] : []
    const done = spawnSync(process.execPath, [...flags, `--file=${file}`, ...kept], { cwd: root, stdio: 'inherit' })
    if (existsSync(into)) keepFigures(file, JSON.parse(readFileSync(into, 'utf8')), turns)
    return done.status !== 0
  })
  rmSync(folder, { recursive: true })
  for (const file of failed) console.error(`failed: ${relative(root, file)}`)
  process.exitCode = failed.length > 0 || files.length === 0 ? 1 : 0
}
