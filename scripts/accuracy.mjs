// `pnpm run accuracy --write`: runs every test that reads reference rows, counts rows and checks, and keeps both in
// docs/figures/accuracy.json, which the page of the figures is made of. The rows themselves lie beside the checkout and
// are not published; where they are absent there is nothing to count.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, relative, sep } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { readJson, root } from './workspace.mjs'

const kept = join(root, 'docs', 'figures', 'accuracy.json')
const tight = 'relative 2^-52 (16 + 4 cond)'
const mpmath = 'mpmath 1.2.1, 50 digits'
const sklearn = 'scikit-learn 1.2.1'

/**
 * What is held to which rows. `count` says how many of a file's entries are rows, where they are not one list; `apart` are
 * rows that are themselves wrong, each with its proof in the test.
 */
const families = [
  ['pricing', 'Black-Scholes-Merton, price and 17 Greeks', 'pricing/bsm', tight, mpmath],
  ['pricing', 'the same without time or volatility', 'pricing/bsm_limits', '4 ulp of the legs', 'exact limits'],
  ['pricing', 'Black-76, price and 8 Greeks', 'pricing/black76', tight, mpmath],
  ['pricing', 'Bachelier, price and Greeks', 'pricing/bachelier', tight, mpmath],
  ['pricing', 'shifted Black', 'pricing/shifted_black', tight, mpmath],
  ['pricing', 'Garman-Kohlhagen, four deltas', 'pricing/garman_kohlhagen', tight, mpmath],
  ['pricing', 'digitals', 'pricing/digital', tight, mpmath],
  ['pricing', 'implied volatility, Black', 'pricing/implied_vol', tight, 'mpmath 1.2.1, 90 to 400 digits'],
  ['pricing', 'implied volatility, Black-Scholes-Merton', 'pricing/implied_vol_bsm', tight, 'mpmath 1.2.1'],
  ['pricing', 'implied volatility, Bachelier', 'pricing/implied_vol_bachelier', tight, 'mpmath 1.2.1'],
  [
    'pricing',
    'prices without a volatility',
    'pricing/implied_vol_invalid',
    'status exact, volatility 1e-9',
    'mpmath 1.2.1',
  ],
  [
    'pricing',
    'American, six models and Greeks',
    'pricing/american',
    '3e-8 of spot: the reference knows no better',
    'QuantLib 1.29',
  ],
  ['pricing', 'cash dividends, two models', 'pricing/dividends', '1e-12; grids 1e-4 of spot', 'QuantLib 1.29'],
  ['pricing', 'barriers', 'pricing/barrier', '1e-13 of S + K', mpmath],
  ['pricing', 'Asian', 'pricing/asian', '1e-12 of spot', mpmath],
  ['pricing', 'lookbacks', 'pricing/lookback', '1e-11 of spot', mpmath],
  ['pricing', 'choosers', 'pricing/chooser', '1e-13 of S + K', mpmath],
  ['pricing', 'exchange and spread options', 'pricing/spread', '1e-13; integral 1e-11', mpmath],
  ['pricing', 'Heston', 'pricing/heston', '1e-10', 'mpmath 1.2.1, 26 digits'],
  ['pricing', 'SVI slices and their arbitrage', 'pricing/svi_raw', '1e-14, flags exact', mpmath],
  ['pricing', 'SSVI', 'pricing/ssvi', '1e-14, flags exact', mpmath],
  ['pricing', 'SVI calendars', 'pricing/svi_calendar', 'flags exact', mpmath],
  ['pricing', 'SABR', 'pricing/sabr', '1e-12', mpmath],
  [
    'indicators',
    'TA-Lib functions',
    'scoring/indicators',
    '1e-12 of the largest value, variances 1e-8',
    'TA-Lib of talib-web 0.1.3; definitions written out',
    (d) => d.talib.length + d.extra.length,
  ],
  [
    'optimizer',
    'mean-variance',
    'optrisk/meanvariance',
    'weights 1e-8, objectives 1e-10',
    'cvxopt, then exact active sets',
  ],
  ['optimizer', 'tail risk', 'optrisk/tailrisk_opt', 'objectives 1e-9', 'HiGHS'],
  [
    'optimizer',
    'risk parity, HRP, HERC, NCO',
    'optrisk/riskparity_hierarchical',
    'weights 1e-9',
    'Newton, scipy 1.10.1',
  ],
  ['optimizer', 'Black-Litterman', 'optrisk/blacklitterman', '1e-10', 'closed form'],
  ['optimizer', 'entropy pooling', 'optrisk/entropypooling', '1e-9', 'dual Newton'],
  ['math', 'covariance estimators', 'optrisk/cov', '1e-10 of the largest entry', `numpy 1.24.2, ${sklearn}`],
  ['math', 'hidden Markov models', 'optrisk/hmm', 'probabilities 1e-10', 'statsmodels 0.13.5'],
  ['math', 'Markov switching', 'scoring/hmm', 'probabilities 1e-10', 'statsmodels 0.13.5'],
  ['math', 'GARCH and filtered simulation', 'optrisk/garch_fhs', 'likelihood 1e-8', 'Newton, analytic Hessian'],
  [
    'risk',
    'VaR, shortfall, drawdowns',
    'optrisk/var_es',
    '1e-10',
    'numpy 1.24.2, scipy 1.10.1',
    (d) => d.cases.length + d.drawdownAndDispersion.length,
  ],
  ['risk', 'risk contributions', 'optrisk/risk_contribution', '1e-10', 'closed form'],
  ['risk', 'tests of VaR', 'optrisk/var_backtest', '1e-9', 'scipy 1.10.1'],
  ['risk', 'extreme values', 'optrisk/evt', 'likelihood 1e-8', 'scipy 1.10.1'],
  ['risk', 'performance', 'optrisk/performance', '1e-10', 'empyrical definitions'],
  [
    'risk',
    'policies: ladders, limits, Kelly',
    'optrisk/riskpolicy',
    'exact',
    'the rules, written out',
    (d) =>
      d.correlationLimit.cases.length + d.marginLadder.cases.length + d.drawdownLadder.path.length + d.kelly.length + 2,
  ],
  ['risk', 'Kelly stakes', 'scoring/kelly', '1e-9', 'scipy 1.10.1'],
  [
    'risk',
    'margin of option structures',
    'scoring/strategies',
    '1e-9',
    'the rules, written out',
    (d) => d.options.filter(({ margin }) => margin !== null).length,
  ],
  [
    'futures',
    'last trade and first notice days',
    'futures/expiries',
    'exact',
    'exchanges, LEAN',
    (d) => Object.values(d.rows).flat().length,
  ],
  [
    'futures',
    'roll dates, crossovers, costs',
    'futures/rolldates',
    'exact; costs 1e-12',
    'the rules, written out',
    (d) => d.rollDates.length + d.volumeCrossover.length + d.optimalCost.length,
  ],
  [
    'futures',
    'joined series, SPAN, carry, spreads',
    'futures/rolls',
    '4 ulp; SPAN 1e-9',
    '20-digit decimals',
    (d) => d.backAdjust.length + d.span.length + d.carry.length + d.spreads.length,
  ],
  ['futures', 'contract facts', 'futures/contracts', 'exact', 'exchange pages, LEAN', (d) => d.contracts.length],
  [
    'assets',
    'sessions of 14 calendars',
    'futures/calendars',
    'exact',
    'exchange_calendars, LEAN',
    (d) => Object.values(d.rows).filter(Array.isArray).flat().length,
    5,
  ],
  ['assets', 'symbols of 24 schemes', 'futures/symbology', 'exact', 'descriptions of the formats', (d) => d.length],
  [
    'fx',
    'crosses, forwards, hedges',
    'optrisk/fx',
    '4 ulp',
    '40-digit decimals',
    (d) => d.cross.length + d.triangularArbitrage.length + d.forwards.length + d.hedging.length + 1,
  ],
  [
    'scoring',
    'XGBoost models',
    'scoring/xgboost',
    'margins bit for bit, linear ones 2.4e-7',
    'XGBoost 1.7.4',
    (d) => d.models.length,
  ],
  [
    'scoring',
    'LightGBM models',
    'scoring/lightgbm',
    'raw scores bit for bit',
    'LightGBM 4.7.0',
    (d) => d.models.length,
  ],
  ['scoring', 'random forests', 'scoring/randomforest', '1e-13', sklearn, (d) => d.models.length],
  ['scoring', 'linear models and scalers', 'scoring/linear', '1e-12; logistic 1e-5', sklearn, () => 5],
  ['scoring', 'metrics', 'scoring/metrics', '1e-12', sklearn, (d) => d.binary.length + 2],
  ['scoring', 'calibration', 'scoring/calibration', 'isotonic 1e-12, Platt 1e-4', sklearn],
  [
    'scoring',
    'folds, barriers, events',
    'scoring/splits',
    'every index; numbers 1e-12',
    `${sklearn}, the rules written out`,
    (d) => d.timeseries.length + d.purged.length + 4,
  ],
  ['scoring', 'drift', 'scoring/drift', '1e-10', 'scipy 1.10.1'],
  ['scoring', 'one score', 'scoring/unifiedscore', '1e-12', 'the formula, word for word'],
]

const listOf = (data) => data.rows ?? data.cases

function measured() {
  const tests = testFiles()
  const folder = mkdtempSync(join(tmpdir(), 'accuracy-'))
  const into = join(folder, 'results.json')
  const runner = join(root, 'node_modules', 'vitest', 'vitest.mjs')
  const flags = ['run', ...tests, '--reporter=json', `--outputFile=${into}`]
  spawnSync(process.execPath, [runner, ...flags], { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] })
  const results = readJson(into).testResults.flatMap((file) => {
    const test = relative(root, file.name).split(sep).join('/')
    return file.assertionResults.map(({ fullName, status }) => ({ test, fullName, status }))
  })
  rmSync(folder, { recursive: true })
  return results
}

/** Tests that call `golden(...)`. */
const testFiles = () =>
  readdirSync(join(root, 'packages'), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.test.ts') && !path.includes('node_modules') && !path.startsWith('proof'))
    .map((path) => join('packages', path))
    .filter((path) => /\bgolden[<(]/.test(readFileSync(join(root, path), 'utf8')))

async function figures() {
  const { sharedFile } = await import(pathToFileURL(join(root, 'packages', 'proof', 'src', 'index.ts')).href)
  const results = measured()
  return families.map(([owner, what, file, tolerance, reference, count = (d) => listOf(d).length, apart = 0]) => {
    const path = sharedFile(`golden/${file}.dev.json`) ?? sharedFile(`golden/${file}.json`)
    if (path === undefined) throw new Error(`${file}: no reference rows beside this checkout`)
    const checks = results.filter(({ fullName }) => new RegExp(`\\b${file}(\\.dev)?\\.json`).test(fullName))
    const failed = checks.filter(({ status }) => status !== 'passed').length
    if (checks.length === 0) throw new Error(`${file}: no test names it`)
    const rows = count(readJson(path))
    const tests = [...new Set(checks.map(({ test }) => test))].sort()
    return {
      package: owner,
      what,
      rows,
      passed: failed === 0 ? rows - apart : 0,
      apart,
      failed,
      tolerance,
      reference,
      tests,
    }
  })
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const all = await figures()
  const red = all.filter(({ failed }) => failed > 0)
  for (const { what, failed } of red) console.error(`${what}: ${failed} checks fail`)
  const [rows, passed] = ['rows', 'passed'].map((key) => all.reduce((sum, one) => sum + one[key], 0))
  console.log(`${passed} of ${rows} rows in ${all.length} families`)
  const date = new Date().toISOString().slice(0, 10)
  if (process.argv.includes('--write')) {
    mkdirSync(dirname(kept), { recursive: true })
    writeFileSync(kept, `${JSON.stringify({ date, node: process.version, families: all }, null, 2)}\n`)
  } else if (!existsSync(kept)) console.log('--write keeps them')
  process.exitCode = red.length > 0 ? 1 : 0
}
