import { gaussLegendre } from '@bourse/math'

/**
 * The tables of one setting of Andersen, Lake and Offengenden's method, which depend on no option. The boundary is a
 * Chebyshev interpolant of ln(B/X)^2 in x = sqrt(t / T), t the time to expiry. Integrals over time run over an angle,
 * elapsed time s = t cos^2(a) and what is left t sin^2(a): both square-root ends become smooth, so that few
 * Gauss-Legendre points do (the paper's own substitution leaves one end rough).
 */
export type BoundaryScheme = {
  readonly nodes: number
  /** Chebyshev points from 0 to 1, `nodes` + 1 of them. */
  readonly x: Float64Array
  /** Quadrature of the fixed point: sines, cosines and weights of the angles. */
  readonly sine: Float64Array
  readonly cosine: Float64Array
  readonly weight: Float64Array
  /** `rows[((i * points) + k) * (nodes + 1) + j]`: what node j gives to the boundary at x_i sine_k. */
  readonly rows: Float64Array
  readonly price: PriceRule
  readonly iterations: number
  /** The fixed point has been reached when ln(B) moves by less anywhere. */
  readonly tolerance: number
}

/** Quadrature of the premium: elapsed time T sine^2, dense near now, where the price may stand next to the boundary. */
export type PriceRule = {
  readonly sine: Float64Array
  /** 2 sine cosine weight */
  readonly weight: Float64Array
  readonly rows: Float64Array
}

/** Everything that makes up a scheme; `crowding`: the scale, of 1, on which the points of the premium crowd near now. */
export type SchemeSize = {
  readonly nodes: number
  readonly points: number
  readonly iterations: number
  readonly tolerance: number
  readonly pricePoints: number
  readonly crowding: number
}

export function boundaryScheme(size: SchemeSize): BoundaryScheme {
  const { nodes, points, iterations, tolerance } = size
  const x = Float64Array.from({ length: nodes + 1 }, (_, i) => Math.sin((Math.PI * i) / (2 * nodes)) ** 2)
  const rule = gaussLegendre(points)
  const angles = rule.nodes.map((node) => 0.25 * Math.PI * (1 + node))
  const sine = angles.map(Math.sin)
  const rows = new Float64Array((nodes + 1) * points * (nodes + 1))
  for (let i = 1; i <= nodes; i++)
    for (let k = 0; k < points; k++) rows.set(chebyshevRow(x, x[i]! * sine[k]!), (i * points + k) * (nodes + 1))
  const weight = rule.weights.map((w) => 0.25 * Math.PI * w)
  const price = priceRule(x, size)
  return { nodes, x, sine, cosine: angles.map(Math.cos), weight, rows, price, iterations, tolerance }
}

/** Weights of the interpolant through the Chebyshev points `x` at one place (barycentric form). */
export function chebyshevRow(x: Float64Array, at: number): Float64Array {
  const last = x.length - 1
  const row = new Float64Array(last + 1)
  let sum = 0
  for (let j = 0; j <= last; j++) {
    const apart = at - x[j]!
    if (Math.abs(apart) < 1e-15) return row.fill(0).fill(1, j, j + 1)
    row[j] = ((j % 2 === 0 ? 1 : -1) * (j === 0 || j === last ? 0.5 : 1)) / apart
    sum += row[j]!
  }
  return row.map((weight) => weight / sum)
}

function priceRule(x: Float64Array, { pricePoints, crowding }: SchemeSize): PriceRule {
  const rule = gaussLegendre(pricePoints)
  const stretch = Math.asinh(1 / crowding)
  const sine = new Float64Array(pricePoints)
  const weight = new Float64Array(pricePoints)
  const rows = new Float64Array(pricePoints * x.length)
  for (let k = 0; k < pricePoints; k++) {
    const y = 0.5 * (1 + rule.nodes[k]!) * stretch
    const angle = 0.5 * Math.PI * crowding * Math.sinh(y)
    const slope = 0.25 * Math.PI * crowding * stretch * Math.cosh(y)
    sine[k] = Math.sin(angle)
    const cosine = Math.cos(angle)
    weight[k] = 2 * sine[k]! * cosine * rule.weights[k]! * slope
    rows.set(chebyshevRow(x, cosine), k * x.length)
  }
  return { sine, weight, rows }
}
