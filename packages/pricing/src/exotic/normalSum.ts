import { scaledDensity, scaledNormal } from './scaledNormal.js'

/**
 * Value, then derivatives by log spot (first, second), volatility, years and rate. Closed forms of barriers are sums of
 * terms w e^a N(z); each term brings its own derivatives along, so that Greeks need no differences and stay finite at
 * the barrier.
 */
export type NormalSum = {
  value: number
  byX: number
  byXX: number
  byVol: number
  byYears: number
  byRate: number
}

/** One term w e^a N(z): value and first derivatives of a and z; both are linear in log spot. */
export type NormalTerm = {
  a: number
  aX: number
  aVol: number
  aYears: number
  aRate: number
  z: number
  zX: number
  zVol: number
  zYears: number
  zRate: number
}

export function emptySum(): NormalSum {
  return { value: 0, byX: 0, byXX: 0, byVol: 0, byYears: 0, byRate: 0 }
}

/** Adds weight times the term. */
export function addTerm(sum: NormalSum, weight: number, t: NormalTerm): void {
  const whole = weight * scaledNormal(t.a, t.z)
  const edge = weight * scaledDensity(t.a, t.z)
  sum.value += whole
  sum.byX += whole * t.aX + edge * t.zX
  sum.byXX += whole * t.aX * t.aX + edge * t.zX * (2 * t.aX - t.z * t.zX)
  sum.byVol += whole * t.aVol + edge * t.zVol
  sum.byYears += whole * t.aYears + edge * t.zYears
  sum.byRate += whole * t.aRate + edge * t.zRate
}

/** Adds weight times another sum. */
export function addSum(sum: NormalSum, weight: number, other: NormalSum): void {
  sum.value += weight * other.value
  sum.byX += weight * other.byX
  sum.byXX += weight * other.byXX
  sum.byVol += weight * other.byVol
  sum.byYears += weight * other.byYears
  sum.byRate += weight * other.byRate
}
