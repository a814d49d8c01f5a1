import { gaussLegendre, type GaussRule } from '@bourse/math'
import { black } from '../kernel/black.js'
import { type Complex, hestonCharacteristic, hestonMeanVariance } from './hestonCharacteristic.js'
import type { HestonTerms } from './hestonTerms.js'

let rule: GaussRule | undefined
const phi: Complex = { re: 0, im: 0 }

/**
 * Undiscounted out-of-the-money prices of one expiry, all strikes from one set of nodes: 24 points in each doubling of u until
 * nothing is left of 1e-11. What a calibration needs; `heston` refines until the price stands.
 */
export function hestonPricesOf(
  forward: number,
  strikes: Float64Array,
  years: number,
  variance: number,
  terms: HestonTerms,
  out: Float64Array,
): void {
  rule ??= gaussLegendre(24)
  const total = hestonMeanVariance(years, variance, terms) * years
  const n = strikes.length
  out.fill(0)
  for (let from = 0, to = 1; ; from = to, to *= 2) {
    let left = 0
    for (let j = 0; j < rule.nodes.length; j++) {
      const u = 0.5 * (from + to) + 0.5 * (to - from) * rule.nodes[j]!
      const square = u * u + 0.25
      hestonCharacteristic(u, years, variance, terms, phi)
      const plain = Math.exp(-0.5 * total * square)
      const weight = (0.5 * (to - from) * rule.weights[j]!) / square
      const re = weight * (plain - phi.re)
      const im = weight * phi.im
      left = plain + Math.abs(phi.re) + Math.abs(phi.im)
      for (let i = 0; i < n; i++) {
        const angle = u * Math.log(forward / strikes[i]!)
        out[i]! += re * Math.cos(angle) + im * Math.sin(angle)
      }
    }
    if (left < 1e-11 * to || to > 1e7) break
  }
  for (let i = 0; i < n; i++) {
    const strike = strikes[i]!
    const plain = black(forward, strike, Math.sqrt(total), strike < forward ? -1 : 1)
    out[i] = Math.max(plain + (Math.sqrt(forward * strike) / Math.PI) * out[i]!, 0)
  }
}
