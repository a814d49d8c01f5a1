// What was measured, as tables: docs/figures/accuracy.json (`pnpm run accuracy --write`) and docs/figures/bench.json
// (`pnpm run bench --write`) are the only places where these figures are written.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { floorPackages, readJson, root } from './workspace.mjs'

const figure = (name) => {
  const file = join(root, 'docs', 'figures', `${name}.json`)
  return existsSync(file) ? readJson(file) : undefined
}
const whole = (value) => value.toLocaleString('en-US')

/** One line per family of reference rows, ordered as the packages are. */
export function accuracyTable() {
  const { date, node, families } = figure('accuracy')
  const sum = (key) => families.reduce((total, one) => total + one[key], 0)
  const tables = byPackage(families).map(([name, some]) => {
    const lines = some.map((one) => {
      const passed = `${whole(one.passed)} of ${whole(one.rows)}`.replaceAll(' ', '\u00a0')
      const tests = one.tests
        .map((test) => `\`${test.replace('packages/', '').replace(`${name}/src/`, '')}\``)
        .join(', ')
      return `| ${one.what} | ${passed} | ${one.tolerance.replace(/(\d)e-(\d)/g, '$1e\u2011$2')} | ${one.reference} | ${tests} |`
    })
    const head = ['| what | rows | held to | reference | test |', '|---|---:|---|---|---|']
    return [`## ${name}`, '', `\`npx vitest run packages/${name}\``, '', ...head, ...lines].join('\n')
  })
  const total = `${whole(sum('passed'))} of ${whole(sum('rows'))} rows in ${families.length} families, on ${date} with Node ${node.slice(1)}.`
  return [total, ...tables].join('\n\n')
}

/** A table per package: what was done, how long it took here, and how long it took others. */
export function speedTables() {
  const benches = Object.entries(figure('bench')).map(([path, bench]) => ({
    ...bench,
    path,
    package: path.split('/')[1],
  }))
  return byPackage(benches)
    .map(([name, some]) => {
      const lines = some.flatMap(({ title, races }) =>
        races.flatMap(({ race, contenders: [ours, ...others] }) => {
          const what = `${title}: ${race}`
          const own = `${ours.name}, ${timeText(ours.nanoseconds)}`
          if (others.length === 0) return [`| ${what} | ${own} | | |`]
          return others.map((other, i) => {
            const first = i === 0 ? [what, own] : ['', '']
            return `| ${[...first, `${other.name}, ${timeText(other.nanoseconds)}`, ratioText(other.ratio)].join(' | ')} |`
          })
        }),
      )
      const said = `\`pnpm run bench ${name}\`: ${measuredText(some)}.`
      return [
        `## ${name}`,
        '',
        said,
        '',
        '| what, per operation | ours | beside it | ours / theirs |',
        '|---|---|---|---:|',
        ...lines,
      ].join('\n')
    })
    .join('\n\n')
}

function measuredText(benches) {
  const [{ processor, cores, node }] = benches
  const dates = [...new Set(benches.map(({ date }) => date))].sort().join(' and ')
  const loads = benches.map(({ load }) => load)
  const [least, most] = [Math.min(...loads), Math.max(...loads)]
  const load = least === most ? `${most}` : `${least} to ${most}`
  return `${dates}, ${processor}, ${cores} cores, Node ${node.slice(1)}, load ${load}`
}

/** Accuracy and speed in a dozen lines, for a front page. */
export function figuresTable() {
  const { families } = figure('accuracy')
  const bench = figure('bench')
  const exact = accuracyShown.map(({ name, says }) => {
    const some = families.filter((one) => one.package === name)
    const [passed, rows] = ['passed', 'rows'].map((key) => whole(some.reduce((total, one) => total + one[key], 0)))
    return `| ${says} | ${passed} of ${rows} reference rows |`
  })
  const fast = speedShown.flatMap(({ path, race, rival, says }) => {
    const found = bench[path]?.races.find((one) => one.race.startsWith(race))
    const [ours] = found?.contenders ?? []
    const other = found?.contenders.find(({ name }) => name.startsWith(rival))
    return other === undefined
      ? []
      : [`| ${says} | ${timeText(ours.nanoseconds)}, ${ratioText(other.ratio)} of ${other.name} |`]
  })
  return ['| what | measured |', '|---|---|', ...exact, ...fast].join('\n')
}

const accuracyShown = [
  { name: 'pricing', says: 'options, to the last digits' },
  { name: 'indicators', says: 'indicators, against TA-Lib' },
  { name: 'optimizer', says: 'weights, against other solvers' },
  { name: 'risk', says: 'risk figures' },
  { name: 'assets', says: 'sessions, symbols, contract facts' },
  { name: 'futures', says: 'expiries, rolls, joined series' },
]
const speedShown = [
  {
    path: 'packages/pricing/src/columns/columns.bench',
    race: 'price + 5 Greeks, 2,000 options in 20 chains, wasm',
    rival: 'C++ -O3, same columns',
    says: 'price and five Greeks of an option, in columns',
  },
  {
    path: 'packages/pricing/src/american/quantlib.bench',
    race: 'Barone-Adesi-Whaley',
    rival: '@quantlib/ql',
    says: 'an American option by Barone-Adesi-Whaley',
  },
  {
    path: 'packages/optimizer/src/minVariance.bench',
    race: 'N = 200',
    rival: 'highs WASM',
    says: 'least variance of 200 assets, long only',
  },
  {
    path: 'packages/data/src/data.bench',
    race: 'CSV against other readers',
    rival: 'papaparse',
    says: 'a byte of CSV',
  },
  {
    path: 'packages/backtest/src/backtest.bench',
    race: 'SMA 10/30 on a million bars',
    rival: 'trading-signals',
    says: 'a bar of an SMA cross in columns, trades and equity booked',
  },
]

/** Of the packages that have some, in the order of the house. */
function byPackage(all) {
  return floorPackages()
    .map(({ name }) => [name, all.filter((one) => one.package === name)])
    .filter(([, some]) => some.length > 0)
}

function timeText(nanoseconds) {
  const units = [
    ['s', 1e9],
    ['ms', 1e6],
    ['µs', 1e3],
    ['ns', 1],
  ]
  const [unit, size] = units.find(([, one]) => nanoseconds >= one) ?? ['ns', 1]
  return `${Number((nanoseconds / size).toPrecision(2))}\u00a0${unit}`
}

const ratioText = (ratio) => (ratio >= 100 ? ratio.toFixed(0) : String(Number(ratio.toPrecision(2))))
