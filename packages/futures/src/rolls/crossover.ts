// When traders have moved on: volume or open interest of the next contract above that of the front.
import { badArgument } from '@bourse/core'

/** Days by index: when the crossover was confirmed, and when the roll is done; undefined where the rule never fires. */
export type Crossover = { readonly signal: number | undefined; readonly roll: number | undefined }

/**
 * Where volume (or open interest) crosses over: `signal` is the first day on which the back has exceeded the front
 * `confirm` days in a row, `roll` the day after, at most `latest`; without a signal `latest`. Equal is not above; a day
 * with NaN breaks the row.
 *
 * @example
 * import { volumeCrossover } from '@bourse/futures'
 * volumeCrossover([9, 7, 5, 3], [1, 6, 8, 9], { confirm: 2, latest: 3 }) // => { signal: 3, roll: 3 }
 * volumeCrossover([9, 9], [1, 1], { confirm: 1 }) // => { signal: undefined, roll: undefined }
 */
export function volumeCrossover(
  front: ArrayLike<number>,
  back: ArrayLike<number>,
  options: { readonly confirm: number; readonly latest?: number },
): Crossover {
  const { confirm, latest } = options
  if (front.length !== back.length) throw badArgument('volumeCrossover', 'back', back.length, `${front.length} days`)
  if (!Number.isInteger(confirm) || confirm < 1)
    throw badArgument('volumeCrossover', 'confirm', confirm, 'an integer >= 1')
  let row = 0
  for (let day = 0; day < front.length; day++) {
    row = back[day]! > front[day]! ? row + 1 : 0
    if (row === confirm) return { signal: day, roll: latest === undefined ? day + 1 : Math.min(day + 1, latest) }
  }
  return { signal: undefined, roll: latest }
}
