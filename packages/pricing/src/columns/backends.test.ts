import { campaign } from '@bourse/proof'
import { describe, expect, test } from 'vitest'
import {
  bachelierGreeksOf,
  bachelierVolsOf,
  forwardGreeks,
  type GreekColumns,
  greekColumns,
  jsBackend,
  loadWasmBackend,
  type OptionColumns,
  optionColumns,
  ROW_STATUS,
} from '../index.js'

const wasm = await loadWasmBackend()
const EPSILON = 2 ** -52
const FIGURES = ['price', 'delta', 'gamma', 'vega', 'theta', 'rho'] as const

function generator(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return (state >>> 8) / 16777216
  }
}

/** Chains as they are traded: a few standard deviations around the money, days to years. */
function market(rows: number, seed: number, extra: readonly ('spot' | 'rate' | 'yield')[]): OptionColumns {
  const random = generator(seed)
  const columns: OptionColumns = {
    ...optionColumns(rows),
    ...Object.fromEntries(extra.map((name) => [name, new Float64Array(rows)])),
  }
  for (let i = 0; i < rows; i++) {
    const level = 50 + 100 * random()
    const years = 0.02 + 1.98 * random()
    const vol = 0.08 + 0.6 * random()
    const away = (random() + random() + random() - 1.5) * 3 * vol * Math.sqrt(years)
    columns.right[i] = random() < 0.5 ? 1 : -1
    columns.forward[i] = level
    const rate = 0.1 * random()
    columns.discount[i] = Math.exp(-rate * years)
    columns.strike[i] = level * Math.exp(away)
    columns.years[i] = years
    columns.vol[i] = vol
    const carry = 0.05 * random() - 0.02
    if (columns.spot !== undefined) columns.spot[i] = level * Math.exp(carry * years)
    if (columns.rate !== undefined) columns.rate[i] = rate
    if (columns.yield !== undefined) columns.yield[i] = rate + carry
  }
  return columns
}

function greeksOf(backend: typeof jsBackend, rows: OptionColumns): GreekColumns {
  const out = greekColumns(rows.right.length)
  backend.greeks(rows, out)
  return out
}

test('this machine runs the WebAssembly backend', () => expect(wasm.backend).toBe('wasm'))

describe.each([
  ['of the forward', []],
  ['of the forward, rate given', ['rate']],
  ['of the spot', ['spot']],
  ['of the spot, rate given', ['spot', 'rate']],
  ['of the spot, yield given', ['spot', 'yield']],
  ['of the spot, rate and yield given', ['spot', 'rate', 'yield']],
] as const)('Greeks %s', (_name, extra) => {
  const rows = market(3001, 7, extra)

  test('a column of the plain backend is its scalar kernel, bit for bit', () => {
    const out = greeksOf(jsBackend, rows)
    const one = new Float64Array(6)
    for (let i = 0; i < 3001; i++) {
      const { forward, discount, strike, years, vol, right } = rows
      const [spot, rate, paid] = [rows.spot?.[i] ?? Number.NaN, rows.rate?.[i], rows.yield?.[i]]
      const side = right[i] as 1 | -1
      forwardGreeks(forward[i]!, discount[i]!, strike[i]!, years[i]!, vol[i]!, side, spot, one, rate, paid)
      FIGURES.forEach((figure, k) => {
        if (!Object.is(out[figure][i], one[k])) expect.fail(`${figure} of row ${i}: ${out[figure][i]}, ${one[k]}`)
      })
    }
  })

  test.each([jsBackend, wasm])('a row does not depend on its place: $backend', (backend) => {
    const whole = greeksOf(backend, rows)
    for (const i of [0, 1, 2, 127, 128, 129, 511, 512, 513, 2999, 3000]) {
      const cut = (column: Float64Array): Float64Array => column.slice(i, i + 1)
      const alone = greeksOf(backend, {
        ...{ right: rows.right.slice(i, i + 1), exercise: rows.exercise.slice(i, i + 1) },
        ...{ forward: cut(rows.forward), discount: cut(rows.discount), strike: cut(rows.strike) },
        ...{ years: cut(rows.years), vol: cut(rows.vol) },
        ...{ spot: rows.spot && cut(rows.spot), rate: rows.rate && cut(rows.rate) },
        yield: rows.yield && cut(rows.yield),
      })
      for (const figure of FIGURES) expect(alone[figure][0]).toBe(whole[figure][i])
    }
  })

  test('WebAssembly and plain agree: delta, gamma, vega to 32 units of 2^-52, the others to 4 of their legs', () => {
    const a = greeksOf(wasm, rows)
    const b = greeksOf(jsBackend, rows)
    expect(a.status).toEqual(b.status)
    for (let i = 0; i < 3001; i++) {
      const within = (figure: (typeof FIGURES)[number], allowed: number): void => {
        const difference = Math.abs(a[figure][i]! - b[figure][i]!)
        if (!(difference <= allowed)) expect.fail(`${figure} of row ${i}: ${a[figure][i]}, ${b[figure][i]}`)
      }
      for (const figure of ['delta', 'gamma', 'vega'] as const) within(figure, 32 * EPSILON * Math.abs(b[figure][i]!))
      // Prices, theta and rho are sums and differences of their legs.
      const scale = 4 * EPSILON * rows.discount[i]! * (rows.forward[i]! + rows.strike[i]!)
      within('price', scale)
      within('rho', scale * rows.years[i]!)
      within('theta', scale / rows.years[i]! + 32 * EPSILON * Math.abs(b.theta[i]!))
    }
  })
})

describe.each([jsBackend, wasm])('bad input in columns: $backend', (backend) => {
  test('every kind has its status and NaN', () => {
    const rows = market(8, 3, [])
    rows.exercise[0] = 1
    rows.right[1] = 0
    rows.years[2] = -0.1
    rows.forward[3] = -5
    rows.vol[4] = Number.NaN
    rows.strike[5] = Infinity
    rows.discount[6] = 0
    const out = greeksOf(backend, rows)
    const status = [...out.status].map((byte) => ROW_STATUS[byte])
    const bad = 'invalidInput'
    expect(status).toEqual(['unsupported', bad, 'expired', bad, bad, bad, bad, 'ok'])
    for (const figure of FIGURES) {
      expect([...out[figure].slice(0, 7)].every(Number.isNaN)).toBe(true)
      expect(Number.isFinite(out[figure][7])).toBe(true)
    }
    const vols = { vol: new Float64Array(8), status: new Uint8Array(8) }
    const premium = greeksOf(backend, market(8, 3, [])).price
    premium[7] = -1
    backend.impliedVols(rows, premium, vols)
    expect([...vols.status].map((byte) => ROW_STATUS[byte])).toEqual([
      ...['unsupported', bad, 'expired', bad, 'ok', bad, bad, 'belowIntrinsic'], // the volatility is not read
    ])
  })

  test("a column of another length is the caller's mistake", () => {
    for (const name of ['vol', 'spot', 'rate', 'yield'] as const) {
      const rows = { ...market(4, 3, []), [name]: new Float64Array(3) }
      expect(() => backend.greeks(rows, greekColumns(4))).toThrow(`${name}.length is 3, allowed is 4`)
    }
  })

  test('a rate or yield that is no number takes its row with it, and only that', () => {
    const rows = market(6, 3, ['spot', 'rate', 'yield'])
    rows.rate![1] = Number.NaN
    rows.rate![2] = Infinity
    rows.yield![3] = Number.NaN
    rows.rate![4] = 1e5 // a number, however odd
    const out = greeksOf(backend, rows)
    const bad = 'invalidInput'
    expect([...out.status].map((byte) => ROW_STATUS[byte])).toEqual(['ok', bad, bad, bad, 'ok', 'ok'])
    expect([...out.theta].map(Number.isFinite)).toEqual([true, false, false, false, true, true])
  })

  test('a million rows of anything: no exception, no wrong sign, no number where there is none', () => {
    const count = campaign(1_000_000)
    const random = generator(11)
    const wild = [0, -0, 5e-324, 1e-310, 2.3e-308, 1e-200, 1e-9, 1, 100, 1e9, 1e200, 1e308, Number.MAX_VALUE, Infinity]
    const draw = (): number => {
      const kind = random()
      if (kind < 0.02) return Number.NaN
      if (kind < 0.06) return -100 * random()
      if (kind < 0.35) return wild[Math.floor(random() * wild.length)]!
      return kind < 0.6 ? random() : 200 * random()
    }
    for (let done = 0; done < count; done += 2000) {
      const column = (): Float64Array => new Float64Array(2000)
      const rows = {
        ...optionColumns(2000),
        spot: column(),
        ...(random() < 0.5 && { rate: column(), yield: column() }),
      }
      const premium = new Float64Array(2000)
      for (let i = 0; i < 2000; i++) {
        rows.right[i] = random() < 0.02 ? 3 : random() < 0.5 ? 1 : -1
        rows.exercise[i] = random() < 0.02 ? 1 : 0
        for (const name of ['forward', 'discount', 'strike', 'years', 'vol', 'spot', 'rate', 'yield'] as const)
          if (rows[name] !== undefined) rows[name][i] = draw()
        premium[i] = draw()
      }
      const out = greeksOf(backend, rows)
      const vols = { vol: new Float64Array(2000), status: new Uint8Array(2000) }
      backend.impliedVols(rows, premium, vols)
      for (let i = 0; i < 2000; i++) {
        const w = rows.right[i]!
        if (out.status[i] === 0) {
          const signs = out.price[i]! >= 0 && w * out.delta[i]! >= 0 && out.gamma[i]! >= 0 && out.vega[i]! >= 0
          const finite = FIGURES.every((figure) => Number.isFinite(out[figure][i]))
          if (!(signs && finite && w * out.rho[i]! >= 0)) expect.fail(`row ${i}: ${FIGURES.map((f) => out[f][i])}`)
        } else if (!FIGURES.every((figure) => Number.isNaN(out[figure][i]))) expect.fail(`row ${i} has a number`)
        const good =
          vols.status[i]! === 0
            ? vols.vol[i]! > 0 && vols.vol[i]! < Infinity
            : vols.status[i] === 1
              ? vols.vol[i] === 0
              : Number.isNaN(vols.vol[i])
        if (!good)
          expect.fail(
            `vol ${vols.vol[i]} ${ROW_STATUS[vols.status[i]!]} forward ${rows.forward[i]} strike ${rows.strike[i]} premium ${premium[i]} discount ${rows.discount[i]} years ${rows.years[i]}`,
          )
      }
    }
  })
})

describe("Bachelier's model in columns", () => {
  test('every kind has its status; forward and strike may have any sign; there is no maximum', () => {
    const rows = market(10, 3, [])
    rows.exercise[0] = 1
    rows.right[1] = 0
    rows.years[2] = -0.1
    rows.forward[3] = -37.63
    rows.vol[4] = -1
    rows.strike[5] = Infinity
    rows.discount[6] = Infinity
    rows.forward[7] = rows.strike[7] = 0
    rows.right[8] = 1
    rows.years[9] = 0
    const bad = 'invalidInput'
    const names = (status: Uint8Array): readonly unknown[] => [...status].map((byte) => ROW_STATUS[byte])
    const out = greekColumns(10)
    bachelierGreeksOf(rows, out)
    expect(names(out.status)).toEqual(['unsupported', bad, 'expired', 'ok', bad, bad, bad, 'ok', 'ok', 'ok'])
    for (let i = 0; i < 10; i++)
      for (const figure of FIGURES) expect(Number.isFinite(out[figure][i]!)).toBe(out.status[i] === 0)

    const vols = { vol: new Float64Array(10), status: new Uint8Array(10) }
    const premium = new Float64Array(10).fill(1e6)
    rows.forward[4] = 105
    rows.strike[4] = rows.strike[8] = 100
    rows.forward[8] = 103
    rows.right[4] = 1
    rows.discount[4] = rows.discount[8] = 0.5
    premium[4] = 2.4 // worth 2.5 exercised
    premium[8] = 1.5
    bachelierVolsOf(rows, premium, vols)
    expect(names(vols.status)).toEqual([
      'unsupported',
      bad,
      'expired',
      'ok',
      'belowIntrinsic',
      bad,
      bad,
      'ok',
      'zero',
      'expired',
    ])
    expect([...vols.vol].map(Number.isFinite)).toEqual([
      false,
      false,
      false,
      true,
      false,
      false,
      false,
      true,
      true,
      false,
    ])
    expect(() => bachelierVolsOf(rows, premium.subarray(1), vols)).toThrow('premium.length is 9, allowed is 10')
  })

  test('price to volatility to price, near and far, of both signs', () => {
    const rows = market(2000, 5, [])
    for (let i = 0; i < 2000; i++) {
      rows.vol[i] = 100 * rows.vol[i]!
      rows.forward[i] = rows.forward[i]! - 100
      rows.strike[i] = rows.strike[i]! - 100
    }
    const out = greekColumns(2000)
    bachelierGreeksOf(rows, out)
    const vols = { vol: new Float64Array(2000), status: new Uint8Array(2000) }
    bachelierVolsOf(rows, out.price, vols)
    const again = greekColumns(2000)
    bachelierGreeksOf({ ...rows, vol: vols.vol }, again)
    for (let i = 0; i < 2000; i++)
      expect(Math.abs(again.price[i]! - out.price[i]!)).toBeLessThanOrEqual(64 * EPSILON * out.price[i]!)
  })

  test('a million rows of anything: no exception, no wrong sign, no number where there is none', () => {
    const count = campaign(1_000_000)
    const random = generator(23)
    const wild = [
      0,
      -0,
      5e-324,
      -1e-310,
      2.3e-308,
      1e-200,
      -1e-9,
      1,
      100,
      -1e9,
      1e200,
      -1e308,
      Number.MAX_VALUE,
      Infinity,
    ]
    const draw = (): number => {
      const kind = random()
      if (kind < 0.02) return Number.NaN
      if (kind < 0.3) return wild[Math.floor(random() * wild.length)]!
      return kind < 0.6 ? random() : 200 * random() - (kind < 0.7 ? 100 : 0)
    }
    for (let done = 0; done < count; done += 2000) {
      const rows = optionColumns(2000)
      const premium = Float64Array.from({ length: 2000 }, draw)
      for (let i = 0; i < 2000; i++) {
        rows.right[i] = random() < 0.02 ? 3 : random() < 0.5 ? 1 : -1
        for (const name of ['forward', 'discount', 'strike', 'years', 'vol'] as const) rows[name][i] = draw()
      }
      const out = greekColumns(2000)
      const vols = { vol: new Float64Array(2000), status: new Uint8Array(2000) }
      bachelierGreeksOf(rows, out)
      bachelierVolsOf(rows, premium, vols)
      for (let i = 0; i < 2000; i++) {
        const w = rows.right[i]!
        const fine = out.status[i] === 0
        const signs = out.price[i]! >= 0 && w * out.delta[i]! >= 0 && out.gamma[i]! >= 0 && out.vega[i]! >= 0
        if (!FIGURES.every((figure) => Number.isFinite(out[figure][i]) === fine) || (fine && !signs))
          expect.fail(`row ${i} ${ROW_STATUS[out.status[i]!]}: ${FIGURES.map((f) => out[f][i])}`)
        const vol = vols.vol[i]!
        const status = ROW_STATUS[vols.status[i]!]
        if (!(status === 'ok' ? vol > 0 && vol < Infinity : status === 'zero' ? vol === 0 : Number.isNaN(vol)))
          expect.fail(`vol ${vol} ${status} of row ${i}`)
      }
    }
  })
})
