import { type Contender, defineBench, type Race } from '@bourse/proof'
import { plainCpp } from '../../scripts/plain.mjs'
import {
  bachelier,
  bachelierGreeksOf,
  bachelierVolsOf,
  black,
  greekColumns,
  jsBackend,
  loadWasmBackend,
  type OptionBackend,
  type OptionColumns,
  optionColumns,
} from '../index.js'

type Book = {
  readonly rows: OptionColumns & { readonly spot: Float64Array }
  readonly rate: Float64Array
  readonly carryYield: Float64Array
}

/** `expiries` 0: every row has a market of its own; else rows lie in chains, as a book of options does. */
function bookOf(count: number, expiries: number): Book {
  let state = 12345
  const random = (): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return (state >>> 8) / 16777216
  }
  const rows = { ...optionColumns(count), spot: new Float64Array(count) }
  const rate = new Float64Array(count)
  const carryYield = new Float64Array(count)
  const drawn = { spot: 100, years: 1, rate: 0.03, yield: 0.01 }
  for (let i = 0; i < count; i++) {
    if (expiries === 0 || i % Math.ceil(count / expiries) === 0) {
      drawn.spot = expiries === 0 ? 50 + 100 * random() : 100
      drawn.years = 0.02 + 1.98 * random()
      drawn.rate = 0.1 * random()
      drawn.yield = 0.05 * random()
    }
    const { spot, years } = drawn
    rows.vol[i] = 0.08 + 0.6 * random()
    const away = (random() + random() + random() - 1.5) * 3 * rows.vol[i]! * Math.sqrt(years)
    rows.right[i] = random() < 0.5 ? 1 : -1
    rows.spot[i] = spot
    rows.years[i] = years
    rate[i] = drawn.rate
    carryYield[i] = drawn.yield
    rows.forward[i] = spot * Math.exp((drawn.rate - drawn.yield) * years)
    rows.discount[i] = Math.exp(-drawn.rate * years)
    rows.strike[i] = rows.forward[i]! * Math.exp(away)
  }
  return { rows, rate, carryYield }
}

function ours(backend: OptionBackend, rows: OptionColumns): Contender {
  const out = greekColumns(rows.right.length)
  return () => {
    backend.greeks(rows, out)
    return out.price[0]! + out.rho[rows.right.length - 1]!
  }
}

function cpp(
  loop: ((columns: Float64Array) => void) | undefined,
  columns: readonly ArrayLike<number>[],
): Contender | undefined {
  if (loop === undefined) return undefined
  const count = columns[0]!.length
  const all = new Float64Array(13 * count)
  for (const [k, column] of columns.entries()) all.set(column, k * count)
  return () => {
    loop(all)
    return all[7 * count]! + all[13 * count - 1]!
  }
}

async function greekRaces(): Promise<readonly Race[]> {
  const wasm = await loadWasmBackend()
  const plain = plainCpp()
  return [
    ['2,000 options in 20 chains', bookOf(2000, 20)] as const,
    ['4,096 scattered options', bookOf(4096, 0)] as const,
  ].flatMap(([name, { rows, rate, carryYield }]) => {
    const { spot, strike, years, vol, right, forward, discount } = rows
    const textbook = cpp(plain?.bsm, [spot, strike, years, rate, carryYield, vol, right])
    const same = cpp(plain?.forwards, [forward, discount, strike, years, spot, vol, right])
    const rivals = {
      ...(same && { 'C++ -O3, same columns': same }),
      ...(textbook && { 'C++ -O3, spot and rates': textbook }),
    }
    const race = (backend: OptionBackend): Race => ({
      name: `price + 5 Greeks, ${name}, ${backend.backend}`,
      operations: spot.length,
      contenders: { [backend.backend]: ours(backend, rows), ...rivals },
    })
    return [race(wasm), race(jsBackend)]
  })
}

async function volRaces(): Promise<readonly Race[]> {
  const { rows } = bookOf(2000, 20)
  const priced = greekColumns(2000)
  jsBackend.greeks(rows, priced)
  const vols = { vol: new Float64Array(2000), status: new Uint8Array(2000) }
  const wasm = await loadWasmBackend()
  const implied = (): number => {
    wasm.impliedVols(rows, priced.price, vols)
    return vols.vol[0]! + vols.vol[1999]!
  }
  const { forward, strike, vol, years, right } = rows
  return [
    {
      name: 'implied volatility, 2,000 options in 20 chains',
      operations: 2000,
      contenders: {
        'our batch': implied,
        'our price kernel': () => {
          let sum = 0
          for (let i = 0; i < 2000; i++)
            sum += black(forward[i]!, strike[i]!, vol[i]! * Math.sqrt(years[i]!), right[i] as 1 | -1)
          return sum
        },
        'our price + Greeks (js)': ours(jsBackend, rows),
      },
    },
    normalRace(rows),
    {
      name: 'whole chain of 2,000: volatilities, then Greeks',
      operations: 1,
      contenders: {
        ours: () => {
          wasm.impliedVols(rows, priced.price, vols)
          return greeksAgain()
        },
      },
    },
  ]
  function greeksAgain(): number {
    wasm.greeks({ ...rows, vol: vols.vol }, priced)
    return priced.delta[7]!
  }
}

function normalRace(lognormal: OptionColumns): Race {
  const rows = { ...lognormal, vol: lognormal.vol.map((vol) => 100 * vol) }
  const { forward, strike, vol, years, right } = rows
  const count = right.length
  const priced = greekColumns(count)
  bachelierGreeksOf(rows, priced)
  const vols = { vol: new Float64Array(count), status: new Uint8Array(count) }
  const out = greekColumns(count)
  return {
    name: 'normal implied volatility, 2,000 options',
    operations: count,
    contenders: {
      'our batch': () => {
        bachelierVolsOf(rows, priced.price, vols)
        return vols.vol[0]! + vols.vol[count - 1]!
      },
      'our price kernel': () => {
        let sum = 0
        for (let i = 0; i < count; i++)
          sum += bachelier(forward[i]!, strike[i]!, vol[i]! * Math.sqrt(years[i]!), right[i] as 1 | -1)
        return sum
      },
      'our price + Greeks': () => {
        bachelierGreeksOf(rows, out)
        return out.price[0]! + out.rho[count - 1]!
      },
    },
  }
}

export const bench = defineBench({
  title: 'pricing columns',
  races: async () => [...(await greekRaces()), ...(await volRaces())],
})
