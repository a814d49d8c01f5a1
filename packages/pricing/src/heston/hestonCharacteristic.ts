import type { HestonTerms } from './hestonTerms.js'

/** Real and imaginary part of what was asked for last: the caller reads them at once, nothing is allocated. */
export type Complex = { re: number; im: number }

/**
 * E[(S_T / F)^(1/2 + i u)] under Heston's model, into `out`: the characteristic function on Lewis's line, half way
 * between the two measures, where z² + i z is the real number u² + 1/4. In the form whose logarithm does not leave its
 * branch, with (beta - D) / xi² written as -(u² + 1/4) / (beta + D), so that xi near 0 costs no digits.
 *
 * @see R. Lord and C. Kahl, Complex logarithms in Heston-like models, Mathematical Finance 20 (2010), p. 671
 */
export function hestonCharacteristic(
  u: number,
  years: number,
  variance: number,
  terms: HestonTerms,
  out: Complex,
): void {
  const { kappa, theta, xi, rho } = terms
  const square = u * u + 0.25
  const betaRe = kappa - 0.5 * xi * rho
  const betaIm = -xi * rho * u
  // D = sqrt(beta² + xi² (u² + 1/4)); its square has a positive real part
  const rootRe = betaRe * betaRe - betaIm * betaIm + xi * xi * square
  const rootIm = 2 * betaRe * betaIm
  const dRe = Math.sqrt(0.5 * (Math.hypot(rootRe, rootIm) + rootRe))
  const dIm = rootIm / (2 * dRe)
  // m = -(u² + 1/4) / (beta + D), g = (beta - D) / (beta + D) = xi² m / (beta + D)
  const sumRe = betaRe + dRe
  const sumIm = betaIm + dIm
  const size = sumRe * sumRe + sumIm * sumIm
  const mRe = (-square * sumRe) / size
  const mIm = (square * sumIm) / size
  const gRe = (xi * xi * (mRe * sumRe + mIm * sumIm)) / size
  const gIm = (xi * xi * (mIm * sumRe - mRe * sumIm)) / size
  // f = 1 - e^(-D T)
  const fade = Math.exp(-dRe * years)
  const turn = -dIm * years
  const half = Math.sin(0.5 * turn)
  const fRe = -Math.expm1(-dRe * years) + 2 * fade * half * half
  const fIm = -fade * Math.sin(turn)
  // (1 - g e^(-D T)) / (1 - g) = 1 + h, h = g f / (1 - g) with 1 - g = 2 D / (beta + D)
  const gfRe = gRe * fRe - gIm * fIm
  const gfIm = gRe * fIm + gIm * fRe
  const topRe = gfRe * sumRe - gfIm * sumIm
  const topIm = gfRe * sumIm + gfIm * sumRe
  const scale = 2 * (dRe * dRe + dIm * dIm)
  const hRe = (topRe * dRe + topIm * dIm) / scale
  const hIm = (topIm * dRe - topRe * dIm) / scale
  const logRe = 0.5 * Math.log1p(hRe * (2 + hRe) + hIm * hIm)
  const logIm = Math.atan2(hIm, 1 + hRe)
  // f / (1 - g e^(-D T)), and 1 - g e^(-D T) = 1 - g + g f
  const lowRe = 1 - gRe + gfRe
  const lowIm = -gIm + gfIm
  const low = lowRe * lowRe + lowIm * lowIm
  const qRe = (fRe * lowRe + fIm * lowIm) / low
  const qIm = (fIm * lowRe - fRe * lowIm) / low
  const long = (2 * kappa * theta) / (xi * xi)
  const re = kappa * theta * mRe * years - long * logRe + variance * (mRe * qRe - mIm * qIm)
  const im = kappa * theta * mIm * years - long * logIm + variance * (mRe * qIm + mIm * qRe)
  const modulus = Math.exp(re)
  out.re = modulus * Math.cos(im)
  out.im = modulus * Math.sin(im)
}

/** Mean of the variance over [0, years]: what a variance swap pays. */
export function hestonMeanVariance(years: number, variance: number, { kappa, theta }: HestonTerms): number {
  const x = kappa * years
  return theta + (variance - theta) * (x < 1e-8 ? 1 - 0.5 * x : -Math.expm1(-x) / x)
}
