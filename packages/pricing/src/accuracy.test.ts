import { golden } from '@bourse/proof'
import { describe, expect, test } from 'vitest'
import rows from './fixtures/rows.json' with { type: 'json' }
import {
  assetOrNothing,
  bachelierGreeks,
  bachelierGreeksOf,
  bachelierImpliedStdDev,
  bachelierVolsOf,
  black,
  black76,
  black76FullGreeks,
  blackImpliedStdDev,
  blackScholes,
  bsm,
  cashOrNothing,
  type FullGreeks,
  forwardGreeks,
  fullGreeks,
  fxDelta,
  type GreekColumns,
  greekColumns,
  impliedVol,
  jsBackend,
  loadWasmBackend,
  normalModel,
  type OptionBackend,
  type OptionColumns,
  type OptionMarket,
  type OptionTerms,
  optionColumns,
  optionGreeks,
  priceOption,
  shiftedBlack,
} from './index.js'

// Every reference row, within 2^-52 (16 + 4 cond) of 50-digit values. A textbook formula needs sixty times that.

const EPSILON = 2 ** -52
type Row = { readonly [name: string]: number } & {
  readonly type: 'call' | 'put'
  readonly expected: { readonly [name: string]: number }
  readonly cond: { readonly [name: string]: number }
}
type Figures = { readonly [name: string]: number }

/** Error over what is allowed; at most 1 passes. Where the value is below 1e-290, the absolute error over 1e-290. */
function gateShare(value: number, expected: number, cond: number): number {
  if (Math.abs(expected) < 1e-290) return Math.abs(value - expected) / 1e-290
  return Math.abs(value / expected - 1) / (EPSILON * (16 + 4 * cond))
}

function families(name: keyof typeof rows): readonly { readonly title: string; readonly all: readonly Row[] }[] {
  const shared = golden<{ readonly rows: readonly Row[] }>(`pricing/${name}.dev.json`)
  const kept = { title: `${name}: rows kept here`, all: rows[name] as unknown as readonly Row[] }
  return shared.rows === undefined ? [kept] : [kept, { title: shared.title, all: shared.rows.rows }]
}

const terms = (row: Row): OptionTerms => ({ right: row.type, strike: row['K']!, exercise: 'european' })
const sign = (row: Row): 1 | -1 => (row.type === 'call' ? 1 : -1)
const market = (row: Row): OptionMarket => {
  const { S, F, T, r, q = 0, sigma, sigmaN } = row
  return { spot: S ?? F!, vol: sigma ?? sigmaN!, rate: r!, yield: q, years: T! }
}

function holds(name: keyof typeof rows, figuresOf: (row: Row) => Figures): void {
  test.each(families(name))('$title', ({ all }) => {
    expect(all.length).toBeGreaterThan(5)
    for (const row of all) {
      const figures = figuresOf(row)
      for (const key in row.expected) {
        const share = gateShare(figures[key]!, row.expected[key]!, row.cond[key]!)
        if (!(share <= 1)) expect.fail(`${key} ${figures[key]}: ${share} of the gate, ${JSON.stringify(row)}`)
      }
    }
  })
}

describe('closed forms', () => {
  holds('bsm', (row) => fullGreeks(terms(row), market(row)))
  holds('bsm', (row) => {
    const { price } = row.expected
    const { S, K, T, r, q, sigma } = row as Figures
    const value = bsm(S!, K!, T!, r!, q!, sigma!, sign(row))
    return { ...fullGreeks(terms(row), market(row)), price: value, also: price! }
  })
  holds('bsm', (row) => ({
    ...fullGreeks(terms(row), market(row)),
    ...optionGreeks(terms(row), market(row), blackScholes),
  }))
  holds('black76', (row) => black76FullGreeks(terms(row), market(row)))
  holds('black76', (row) => ({
    ...black76FullGreeks(terms(row), market(row)),
    ...optionGreeks(terms(row), market(row), black76),
  }))
  holds('bachelier', (row) => bachelierGreeks(terms(row), market(row)))
  holds('bachelier', (row) => ({
    ...bachelierGreeks(terms(row), market(row)),
    price: priceOption(terms(row), market(row), normalModel),
  }))
  holds('shifted_black', (row) => optionGreeks(terms(row), market(row), shiftedBlack(row['shift']!)))
  holds('garman_kohlhagen', (row) => {
    const fx = { ...market(row), rate: row['rd']!, yield: row['rf']! }
    const { price, gamma, vega, theta, rho, dividendRho }: FullGreeks = fullGreeks(terms(row), fx)
    return {
      ...{ price, gamma, vega, theta, rhoDomestic: rho, rhoForeign: dividendRho },
      spotDelta: fxDelta(terms(row), fx, 'spot'),
      forwardDelta: fxDelta(terms(row), fx, 'forward'),
      premiumAdjustedSpotDelta: fxDelta(terms(row), fx, 'premiumAdjustedSpot'),
      premiumAdjustedForwardDelta: fxDelta(terms(row), fx, 'premiumAdjustedForward'),
    }
  })
  holds('digital', (row) => {
    const cash = optionGreeks(terms(row), market(row), cashOrNothing)
    const asset = optionGreeks(terms(row), market(row), assetOrNothing)
    return {
      ...{ cashOrNothing: cash.price, cashDelta: cash.delta, cashGamma: cash.gamma, cashVega: cash.vega },
      ...{ assetOrNothing: asset.price, assetDelta: asset.delta },
    }
  })
})

describe('limits', () => {
  test.each(families('bsm_limits'))('$title', ({ all }) => {
    for (const row of all) {
      const figures: Figures = fullGreeks(terms(row), market(row))
      for (const value of Object.values(figures)) expect(Number.isFinite(value), JSON.stringify(row)).toBe(true)
      const { S, K, T, r, q } = row as Figures
      const scale = S! * Math.exp(-q! * T!) + K! * Math.exp(-r! * T!)
      for (const key in row.expected)
        expect(Math.abs(figures[key]! - row.expected[key]!), JSON.stringify(row)).toBeLessThanOrEqual(
          4 * EPSILON * scale,
        )
      expect(bsm(S!, K!, T!, r!, q!, row['sigma']!, sign(row))).toBeCloseTo(figures['price']!, 12)
    }
  })
})

const backends: readonly OptionBackend[] = [jsBackend, await loadWasmBackend()]
const COLUMN_FIGURES = ['price', 'delta', 'gamma', 'vega', 'theta', 'rho'] as const

describe.each(backends.map((one) => [one.backend, one] as const))('columns in %s', (_name, backend) => {
  const bsmColumns = (all: readonly Row[]): OptionColumns & { readonly spot: Float64Array } => {
    const columns = { ...optionColumns(all.length), spot: new Float64Array(all.length) }
    all.forEach((row, i) => {
      const { S, K, T, r, q, sigma } = row as Figures
      columns.right[i] = sign(row)
      columns.forward[i] = S! * Math.exp((r! - q!) * T!)
      columns.discount[i] = Math.exp(-r! * T!)
      columns.strike[i] = K!
      columns.years[i] = T!
      columns.vol[i] = sigma!
      columns.spot[i] = S!
    })
    return columns
  }

  test.each(families('bsm'))('$title, with rate and yield', ({ all }) => {
    const rate = Float64Array.from(all, (row) => row['r']!)
    const carryYield = Float64Array.from(all, (row) => row['q']!)
    holdsColumns(all, greekColumnsOf(backend, { ...bsmColumns(all), rate, yield: carryYield }), COLUMN_FIGURES)
  })

  // The forward and the discount factor are roundings of their own; a theta that goes back from them to rates is held
  // against the scale of its parts.
  test.each(families('bsm'))('$title, without', ({ all }) => {
    const out = greekColumnsOf(backend, bsmColumns(all))
    holdsColumns(all, out, ['price', 'delta', 'gamma', 'vega', 'rho'])
    all.forEach((row, i) => {
      const { price, vega, theta } = row.expected as Figures
      const { S, K, T, sigma } = row as Figures
      const parts = Math.abs(theta!) + (vega! * sigma!) / T! + (Math.abs(price!) + S! + K!) * (1 + 1 / T!)
      expect(Math.abs(out.theta[i]! - theta!)).toBeLessThanOrEqual(EPSILON * (16 + 4 * row.cond['theta']!) * parts)
    })
  })

  test.each(families('black76'))('$title', ({ all }) => {
    const columns = optionColumns(all.length)
    all.forEach((row, i) => {
      const { F, K, T, r, sigma } = row as Figures
      columns.right[i] = sign(row)
      columns.forward[i] = F!
      columns.discount[i] = Math.exp(-r! * T!)
      columns.strike[i] = K!
      columns.years[i] = T!
      columns.vol[i] = sigma!
    })
    holdsColumns(all, greekColumnsOf(backend, columns), ['price', 'delta', 'gamma', 'vega', 'rho'])
    const rate = Float64Array.from(all, (row) => row['r']!)
    holdsColumns(all, greekColumnsOf(backend, { ...columns, rate }), COLUMN_FIGURES)
  })

  test.each(families('implied_vol'))('$title', ({ all }) => {
    const columns = optionColumns(all.length)
    const premium = new Float64Array(all.length)
    all.forEach((row, i) => {
      columns.right[i] = sign(row)
      columns.forward[i] = row['F']!
      columns.discount[i] = 1
      columns.strike[i] = row['K']!
      columns.years[i] = row['T']!
      premium[i] = row['price']!
    })
    const out = { vol: new Float64Array(all.length), status: new Uint8Array(all.length) }
    backend.impliedVols(columns, premium, out)
    all.forEach((row, i) => {
      const { expectedIV, cond, condFK } = row as unknown as Figures
      expect(out.status[i]).toBe(0)
      expect(gateShare(out.vol[i]!, expectedIV!, cond! + condFK!), JSON.stringify(row)).toBeLessThanOrEqual(1)
    })
  })
})

describe("columns of Bachelier's model", () => {
  const columnsOf = (all: readonly Row[]): OptionColumns => {
    const columns = optionColumns(all.length)
    all.forEach((row, i) => {
      const { F, K, T, r = 0, sigmaN = 0 } = row as Figures
      columns.right[i] = sign(row)
      columns.forward[i] = F!
      columns.discount[i] = Math.exp(-r * T!)
      columns.strike[i] = K!
      columns.years[i] = T!
      columns.vol[i] = sigmaN
    })
    return columns
  }

  test.each(families('bachelier'))('$title: the gate, and the scalar function bit for bit', ({ all }) => {
    const out = greekColumns(all.length)
    bachelierGreeksOf({ ...columnsOf(all), rate: Float64Array.from(all, (row) => row['r']!) }, out)
    holdsColumns(all, out, COLUMN_FIGURES)
    all.forEach((row, i) => {
      const scalar = bachelierGreeks(terms(row), market(row))
      for (const key of COLUMN_FIGURES) expect(out[key][i], `${key} ${JSON.stringify(row)}`).toBe(scalar[key])
    })
    bachelierGreeksOf(columnsOf(all), out)
    holdsColumns(all, out, ['price', 'delta', 'gamma', 'vega', 'rho'])
  })

  test.each(families('implied_vol_bachelier'))('$title: the gate, and the kernel bit for bit', ({ all }) => {
    const out = { vol: new Float64Array(all.length), status: new Uint8Array(all.length) }
    bachelierVolsOf(
      columnsOf(all),
      Float64Array.from(all, (row) => row['price']!),
      out,
    )
    all.forEach((row, i) => {
      const { F, K, T, price, expectedNormalVol, cond } = row as unknown as Figures
      expect(out.status[i]).toBe(0)
      expect(gateShare(out.vol[i]!, expectedNormalVol!, cond!), JSON.stringify(row)).toBeLessThanOrEqual(1)
      expect(out.vol[i]).toBe(bachelierImpliedStdDev(price!, F!, K!, sign(row)) / Math.sqrt(T!))
    })
  })
})

function greekColumnsOf(backend: OptionBackend, columns: OptionColumns): GreekColumns {
  const out = greekColumns(columns.right.length)
  backend.greeks(columns, out)
  return out
}

function holdsColumns(all: readonly Row[], out: GreekColumns, keys: readonly (keyof GreekColumns)[]): void {
  all.forEach((row, i) => {
    expect(out.status[i]).toBe(0)
    for (const key of keys) {
      const share = gateShare(out[key][i]!, row.expected[key]!, row.cond[key]!)
      if (!(share <= 1)) expect.fail(`${key} ${out[key][i]}: ${share} of the gate, ${JSON.stringify(row)}`)
    }
  })
}

describe('implied volatility', () => {
  test.each(families('implied_vol'))('$title', ({ all }) => {
    for (const row of all) {
      const { F, K, T, price, expectedIV, cond, condFK } = row as unknown as Figures
      const vol = blackImpliedStdDev(price!, F!, K!, sign(row)) / Math.sqrt(T!)
      const share = gateShare(vol, expectedIV!, cond! + condFK!)
      if (!(share <= 1)) expect.fail(`${vol}: ${share} of the gate, ${JSON.stringify(row)}`)
    }
  })

  test.each(families('implied_vol_bsm'))('$title', ({ all }) => {
    for (const row of all) {
      const { vol: _, ...rest } = market(row)
      const found = impliedVol(terms(row), rest, row['price']!)
      const { expectedIV, cond } = row as unknown as Figures
      expect(
        gateShare(found.ok ? found.value : Number.NaN, expectedIV!, cond!),
        JSON.stringify(row),
      ).toBeLessThanOrEqual(1)
    }
  })

  test.each(families('implied_vol_bachelier'))('$title', ({ all }) => {
    for (const row of all) {
      const { F, K, T, price, expectedNormalVol, cond } = row as unknown as Figures
      const kernel = bachelierImpliedStdDev(price!, F!, K!, sign(row)) / Math.sqrt(T!)
      const named = impliedVol(terms(row), { spot: F!, rate: 0, years: T! }, price!, normalModel)
      for (const vol of [kernel, named.ok ? named.value : Number.NaN])
        expect(gateShare(vol, expectedNormalVol!, cond!), JSON.stringify(row)).toBeLessThanOrEqual(1)
    }
  })

  test.each(families('implied_vol_invalid'))('$title', ({ all }) => {
    for (const row of all) {
      const { S, K, T, r, q, price } = row as { readonly [name: string]: number | null }
      const given = { right: row.type, strike: K ?? Number.NaN, exercise: 'european' } as const
      const found = impliedVol(given, { spot: S ?? Number.NaN, rate: r!, yield: q!, years: T! }, price ?? Number.NaN)
      const status = found.ok ? (found.value === 0 ? 'zero' : 'ok') : found.failure.code
      expect(status, JSON.stringify(row)).toBe(row['expectedStatus'])
      if (status === 'ok') expect((found as { value: number }).value / row['expectedIV']!).toBeCloseTo(1, 9)
    }
  })
})

test('a forward kernel call is the price of the undiscounted kernel', () => {
  const out = new Float64Array(6)
  forwardGreeks(100, 1, 105, 1, 0.2, 1, Number.NaN, out)
  expect(out[0]).toBeCloseTo(black(100, 105, 0.2, 1), 13)
})
