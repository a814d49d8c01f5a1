// Quotes to a surface to a page: smiles fitted to a seeded chain, densities, local volatility, skew, and quotes that do not
// belong. Writes out/vol-surface.html, one file that asks for nothing from outside.
import assert from 'node:assert/strict'
import { mkdirSync, writeFileSync } from 'node:fs'
import { toEpochMs } from '@bourse/core'
import {
  buildSurface,
  chainSmiles,
  optionChain,
  surfaceAnomalies,
  sviButterfly,
  sviCalendar,
  volTerms,
} from '@bourse/pricing'
import { odd, options, quotesAt, rate, underlying } from './market.js'
import { surfacePage } from './page.js'

const now = toEpochMs('2026-11-18T18:00Z')
const chain = optionChain(underlying, options, { rate })
for (const fact of quotesAt(now)) chain.next(fact)

const quotes = chainSmiles(chain)
const built = buildSurface(quotes)
assert(built.ok)
const surface = built.value
const anomalies = surfaceAnomalies(surface, quotes)

const percent = (value: number, digits = 2): string => (100 * value).toFixed(digits)
console.log('expiry        forward   atm %  25d rr  25d bf  forward vol  inside  least g  calendar')
const rows = volTerms(surface).map(({ atm, riskReversal, butterfly, forwardVol }, i) => {
  const { svi, forward, inside } = surface.slices[i]!
  const before = surface.slices[i - 1]
  const calendar = before !== undefined && sviCalendar(before.svi, svi).arbitrage ? 'crosses' : 'ok'
  const { min } = sviButterfly(svi)
  return [
    chain.slices()[i]!.expiry,
    forward.toFixed(2),
    percent(atm),
    percent(riskReversal),
    percent(butterfly),
    percent(forwardVol),
    `${percent(inside, 0)} %`,
    min.toFixed(3),
    calendar,
  ]
})
const widths = [10, 10, 7, 7, 7, 12, 7, 8, 9]
for (const row of rows) console.log(row.map((cell, i) => cell.padStart(widths[i]!)).join(' '))
console.log('\nquotes that do not belong')
for (const { strike, years, side, edge, score } of anomalies.slice(0, 3))
  console.log(
    `${side} at ${strike} in ${Math.round(years * 365)} days: ${percent(edge)} points outside, ${score.toFixed(1)} half spreads`,
  )

const out = new URL('../out/', import.meta.url)
mkdirSync(out, { recursive: true })
const expiries = chain.slices().map(({ expiry }) => expiry)
writeFileSync(new URL('vol-surface.html', out), surfacePage({ underlying, surface, quotes, anomalies, expiries, rows }))

assert.deepEqual(surface.arbitrage, [])
assert(surface.slices.every(({ inside }) => inside >= 0.9))
assert.equal(anomalies[0]?.strike, odd?.strike)
assert.equal(anomalies[0]?.side, 'rich')
assert.deepEqual(rows.map(([, , atm]) => atm).slice(0, 2), ['16.57', '16.75'])
