import { badArgument } from '@bourse/core'

/** Checks what the measures of a yes-or-no forecast read: labels 0 or 1, finite scores, weights >= 0, one length. */
export function checkScored(
  where: string,
  predicted: Float64Array,
  actual: Float64Array,
  weights: Float64Array | undefined,
  isProbability: boolean,
): void {
  const rows = actual.length
  if (rows === 0) throw badArgument(where, 'actual.length', 0, 'at least one row')
  if (predicted.length !== rows) throw badArgument(where, 'predicted.length', predicted.length, `${rows}, as actual`)
  if (weights !== undefined && weights.length !== rows)
    throw badArgument(where, 'weights.length', weights.length, `${rows}, as actual`)
  for (let i = 0; i < rows; i++) {
    const [p, y] = [predicted[i]!, actual[i]!]
    if (y !== 0 && y !== 1) throw badArgument(where, `actual[${i}]`, y, '0 or 1')
    if (!Number.isFinite(p) || (isProbability && (p < 0 || p > 1)))
      throw badArgument(where, `predicted[${i}]`, p, isProbability ? 'a probability, 0 to 1' : 'a finite number')
    const weight = weights?.[i] ?? 1
    if (!(weight >= 0 && weight < Number.POSITIVE_INFINITY))
      throw badArgument(where, `weights[${i}]`, weight, 'a finite number >= 0')
  }
}

/** Refuses rows of one class only: curves and calibrators say nothing there. */
export function checkBothClasses(where: string, actual: Float64Array): void {
  for (const label of [0, 1])
    if (!actual.includes(label)) throw badArgument(where, 'actual', `without class ${label}`, 'rows of both classes')
}

/** Row numbers by score, the highest first, equal ones in their order. */
export function byScore(scores: Float64Array): Uint32Array {
  return Uint32Array.from(scores, (_, i) => i).sort((a, b) => scores[b]! - scores[a]! || a - b)
}
