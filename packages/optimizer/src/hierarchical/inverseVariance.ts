import type { Matrix } from '@bourse/math'

/** Variance of these assets held in proportion to 1 / variance. */
export function inverseVarianceRisk({ rows: n, data }: Matrix, members: Int32Array): number {
  let sum = 0
  let risk = 0
  for (const i of members) {
    const wi = 1 / data[i * n + i]!
    sum += wi
    for (const j of members) risk += (wi * data[i * n + j]!) / data[j * n + j]!
  }
  return risk / (sum * sum)
}
