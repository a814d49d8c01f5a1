import { ROOT_TWO_PI_INVERSE } from '../kernel/lognormal.js'
import { mills } from '../kernel/mills.js'
import { GAP_DEVIATION, GAP_MONEYNESS, millsGap } from '../kernel/millsGap.js'
import { roughDistance } from './normalStdDev.js'
/**
 * Total standard deviation s from the share of the lower leg that an out-of-the-money option costs: solves
 * N(e) - n(e) R(h) = `share`, e = s/2 - a/s, h = s/2 + a/s.
 *
 * @param a |ln(A/B)| >= 0
 * @param excess e^a - 1, given because the caller has it exactly
 * @param share in (0, 1)
 * @param rest 1 - share, given because near 1 the caller has it without cancellation (maximum - premium)
 */
export function lognormalStdDev(a: number, excess: number, share: number, rest: number): number {
  const upper = share > 0.5
  let s = upper ? highGuess(a, rest) : lowGuess(a, excess, share)
  if (s < GAP_DEVIATION && a < GAP_MONEYNESS) return closeStdDev(a, share, s)
  let low = 0
  let high = Infinity
  const logShare = share < 1e-290 ? Math.log(share) : 0
  for (let i = 0; i < 50; i++) {
    const quotient = a / s
    const e = 0.5 * s - quotient
    const n = Math.exp(-0.5 * e * e) * ROOT_TWO_PI_INVERSE
    const outer = mills(0.5 * s + quotient)
    const inner = mills(Math.abs(e))
    let gap: number // ln(wanted / value)
    let relative: number // d ln(value) / ds
    if (upper) {
      const value = e > 0 ? n * (inner + outer) : 1 - n * (inner - outer)
      relative = e > 0 ? -1 / (inner + outer) : -n / value
      gap = logQuotient(rest, value)
    } else if (e <= 0) {
      relative = 1 / (inner - outer)
      gap =
        share < 1e-290
          ? logShare + 0.5 * e * e + Math.log(relative / ROOT_TWO_PI_INVERSE)
          : logQuotient(share, n * (inner - outer))
    } else {
      const value = 1 - n * (inner + outer)
      relative = n / value
      gap = logQuotient(share, value)
    }
    const newton = gap / relative
    if (newton > 0) low = s
    else high = s
    const step = householder(s, quotient, relative, newton)
    if (Math.abs(step) < 2e-5 * s) return s + step
    const next = s + step
    if (next > low && next < high) s = next
    else s = high < Infinity ? 0.5 * (low + high) : 2 * s
  }
  return s
}

/** The same near the money with a small deviation, where the guess is good to 1e-3: two steps on `millsGap`. */
function closeStdDev(a: number, share: number, guess: number): number {
  const far = share < 1e-290
  let s = guess
  for (let i = 0; i < 3; i++) {
    const quotient = a / s
    const e = 0.5 * s - quotient
    const gap = millsGap(quotient, 0.5 * s)
    const relative = 1 / gap
    const newton = far
      ? gap * (Math.log(share) + 0.5 * e * e - Math.log(gap * ROOT_TWO_PI_INVERSE))
      : gap * logQuotient(share, Math.exp(-0.5 * e * e) * ROOT_TWO_PI_INVERSE * gap)
    const step = householder(s, quotient, relative, newton)
    s += step
    if (Math.abs(step) < 2e-5 * s) break
  }
  return s
}

/** Fourth-order step from Newton's, given the first derivative over the value; the others follow from n(e). */
function householder(s: number, quotient: number, relative: number, newton: number): number {
  const turn = quotient / s
  const second = quotient * turn - 0.25 * s
  const third = second * second - 3 * turn * turn - 0.25
  const gamma = second - relative
  const delta = third - 3 * relative * second + 2 * relative * relative
  return (newton * (1 + 0.5 * gamma * newton)) / (1 + newton * (gamma + (delta * newton) / 6))
}

/** ln(wanted / value), to the last digits where they are close. */
function logQuotient(wanted: number, value: number): number {
  const difference = (wanted - value) / value
  return Math.abs(difference) < 0.5 ? Math.log1p(difference) : Math.log(wanted / value)
}

/**
 * The Bachelier deviation of the same premium on forward and strike over their geometric mean, times a/(2 sinh(a/2))
 * for its wings and the inverse error function's series for its height, both exact as s goes to 0.
 */
function lowGuess(a: number, excess: number, share: number): number {
  const y = share / excess
  const s = y < 1e4 ? a / roughDistance(y) : (share * (excess === 0 ? 1 : a / excess) + 0.5 * a) / ROOT_TWO_PI_INVERSE
  if (!(s < 2)) return farGuess(a, share)
  const t = s * s
  return s * (1 + t * (1 / 24 + t * (0.003645833 + t * 0.000393725)))
}

/** Far apart and wide: N(e) = share / (1 - R(h)/R(-e)), twice. */
function farGuess(a: number, share: number): number {
  let z = roughQuantile(share)
  for (let i = 0; i < 2; i++) {
    const ratio = mills(Math.sqrt(z * z + 2 * a)) / mills(z)
    z = roughQuantile(Math.min(0.5, share / (1 - ratio)))
  }
  return (2 * a) / (z + Math.sqrt(z * z + 2 * a))
}

/**
 * With h = sqrt(e^2 + 2a), the rest is n(e) (R(e) + R(h)): an inverse normal of rest / (1 + R(h)/R(e)), and
 * s = e + h.
 */
function highGuess(a: number, rest: number): number {
  const first = roughQuantile(0.5 * rest)
  const ratio = mills(Math.sqrt(first * first + 2 * a)) / mills(first)
  const e = roughQuantile(rest / (1 + ratio))
  return e + Math.sqrt(e * e + 2 * a)
}

/** -N^(-1)(p) for p in (0, 1/2], absolute error 1e-3 of sqrt(-2 ln p) - result (`scripts/guess.py`). */
function roughQuantile(p: number): number {
  const t = Math.sqrt(-2 * Math.log(p))
  return (
    t -
    (2.411925033168449 + t * (0.5481425403282889 + t * 0.0017308915308547443)) /
      (1 + t * (1.2237565774758752 + t * 0.11548533598502991))
  )
}
