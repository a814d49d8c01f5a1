// A continuous series from plain price columns, where the rolls are already decided.
import { badArgument, failed, type Result, succeeded } from '@bourse/core'
import type { RollAdjustment } from './series.js'
import { anchorOfRolls, createSplice, decimalsOf, isRatio } from './splice.js'

/** Raw and adjusted price side by side, and the gap (next contract minus held one) at each roll. */
export type ContinuousPrices = {
  readonly raw: Float64Array
  readonly adjusted: Float64Array
  readonly gaps: Float64Array
}

/**
 * Joins price columns of contracts (all on the same days): contract `j` is held up to and including day `rollAfter[j]`.
 * Differences are exact in the decimals of the prices. Fails with `roll/non-positive-price` where a ratio meets one.
 *
 * @example
 * import { continuousPrices } from '@bourse/futures'
 * const joined = continuousPrices([[10, 11, 12], [13, 14.5, 15]], [1], 'difference')
 * joined.ok && [...joined.value.adjusted] // => [13.5, 14.5, 15]
 */
export function continuousPrices(
  prices: readonly ArrayLike<number>[],
  rollAfter: readonly number[],
  adjust: RollAdjustment,
): Result<ContinuousPrices, 'roll/non-positive-price'> {
  const days = prices[0]?.length ?? 0
  if (rollAfter.length !== prices.length - 1)
    throw badArgument(
      'continuousPrices',
      'rollAfter',
      rollAfter.length,
      `${prices.length - 1} rolls, one fewer than contracts`,
    )
  for (const [j, day] of rollAfter.entries())
    if (!Number.isInteger(day) || day < (rollAfter[j - 1] ?? 0) || day >= days)
      throw badArgument('continuousPrices', `rollAfter[${j}]`, day, 'ascending indices of days')
  const raw = new Float64Array(days)
  for (let day = 0, j = 0; day < days; day++) {
    while (j < rollAfter.length && day > rollAfter[j]!) j++
    raw[day] = prices[j]![day]!
  }
  const pairs = rollAfter.map((day, j) => [prices[j]![day]!, prices[j + 1]![day]!] as const)
  if (isRatio(adjust))
    for (const price of [...raw, ...pairs.flat()])
      if (price <= 0)
        return failed('roll/non-positive-price', `a ratio cannot carry the price ${price}: adjust by difference`, {
          price,
        })

  let decimals = 0
  for (const price of [...raw, ...pairs.flat()])
    if (Number.isFinite(price)) decimals = Math.max(decimals, decimalsOf(price))
  const splice = createSplice(adjust, decimals, anchorOfRolls(adjust, decimals, pairs))
  const adjusted = new Float64Array(days)
  const gaps = Float64Array.from(pairs, ([from, to]) => createSplice('none', decimals).roll(from, to))
  for (let day = 0, j = 0; day < days; day++) {
    for (; j < rollAfter.length && day > rollAfter[j]!; j++) splice.roll(...pairs[j]!)
    adjusted[day] = splice.apply(raw[day]!)
  }
  return succeeded({ raw, adjusted, gaps })
}
