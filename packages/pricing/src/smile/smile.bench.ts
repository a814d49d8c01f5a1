import { toEpochMs } from '@bourse/core'
import { createRng } from '@bourse/math'
import { defineBench } from '@bourse/proof'
import { chainSmiles } from '../chain/chainSmiles.js'
import { optionChain } from '../chain/optionChain.js'
import { seededChain } from '../fixtures/seededChain.js'
import { black } from '../kernel/black.js'
import { buildSurface } from '../surface/buildSurface.js'
import { fitSabr } from './fitSabr.js'
import { fitSvi } from './fitSvi.js'
import { sabrVol } from './sabrVol.js'
import type { SmileQuotes } from './smileFit.js'
import { type Svi, sviVariance } from './svi.js'
import { sviButterfly } from './sviButterfly.js'

const svi: Svi = { a: 0.003, b: 0.045, rho: -0.45, m: 0.01, sigma: 0.1 }
const sabr = { alpha: 0.2, beta: 1, rho: -0.4, nu: 0.9 }

/** Forty strikes of one expiry, their mids moved by up to half a spread. */
function slice(seed: number): SmileQuotes {
  const rng = createRng(seed)
  const strikes = Float64Array.from({ length: 40 }, (_, i) => 100 * Math.exp(-0.25 + 0.0115 * i))
  const exact = strikes.map((strike) => Math.sqrt(sviVariance(svi, Math.log(strike / 100)) / 0.25))
  const vols = exact.map((vol) => vol + 0.002 * (rng.next() - 0.5))
  return {
    forward: 100,
    years: 0.25,
    strikes,
    vols,
    bidVols: vols.map((vol) => vol - 0.002),
    askVols: vols.map((vol) => vol + 0.002),
  }
}

// The measure of a fit is how many prices could have been made in its time; a surface comes from a chain of raw quotes.
export const bench = defineBench({
  title: 'Smiles and surfaces',
  races: () => {
    const quotes = Array.from({ length: 16 }, (_, i) => slice(i))
    const first = fitSvi(quotes[0]!)
    const start = first.ok ? first.value : undefined
    let turn = 0
    const next = (): SmileQuotes => quotes[++turn % quotes.length]!
    const rmse = (found: ReturnType<typeof fitSvi> | ReturnType<typeof fitSabr>): number =>
      found.ok ? found.value.rmse : 0
    const prices = (): number => {
      let sum = 0
      const { strikes, vols } = next()
      for (let i = 0; i < 40; i++) sum += black(100, strikes[i]!, vols[i]! * 0.5, 1)
      return sum
    }

    const now = toEpochMs('2026-11-18T18:00Z')
    const market = seededChain('2026-11-18', 12, 100)
    const chain = optionChain(market.underlying, market.options, { rate: market.rate, maxAge: Infinity })
    for (const fact of market.quotesAt(now, 6000)) chain.next(fact)
    let time = now
    const raw = (): readonly SmileQuotes[] => {
      chain.advance(++time)
      return chainSmiles(chain)
    }
    const before = buildSurface(raw())
    const known = before.ok ? before.value : undefined
    return [
      {
        name: 'one slice of 40 strikes',
        operations: 1,
        contenders: {
          'SVI, from the fit before': () => rmse(fitSvi(next(), start)),
          'SVI, from nothing': () => rmse(fitSvi(next())),
          'SABR, from nothing': () => rmse(fitSabr(next())),
          '40 prices by black': prices,
        },
      },
      {
        name: 'one value',
        operations: 1000,
        contenders: {
          'SVI variance': () => many((k) => sviVariance(svi, k)),
          'SABR volatility': () => many((k) => sabrVol(sabr, 100, 100 + 100 * k, 0.25)),
          'price by black': () => many((k) => black(100, 100 + 100 * k, 0.1, 1)),
        },
      },
      {
        name: '12 expiries of 200 raw quotes to a surface',
        operations: 1,
        contenders: {
          'bourse, from the surface before': () => Number(buildSurface(raw(), known).ok),
          'bourse, from nothing': () => Number(buildSurface(raw()).ok),
          'volatilities alone': () => raw().length,
        },
      },
      { name: 'butterfly check', operations: 1, contenders: { sviButterfly: () => sviButterfly(svi).min } },
    ]
  },
})

function many(value: (k: number) => number): number {
  let sum = 0
  for (let i = 0; i < 1000; i++) sum += value(-0.3 + 0.0006 * i)
  return sum
}
