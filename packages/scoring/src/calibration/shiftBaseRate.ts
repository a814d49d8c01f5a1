import { badArgument } from '@bourse/core'

/**
 * The probability for a population where yes is as frequent as `actual` and not as `trained`, the base rate of the rows
 * the model learned from: odds times the ratio of the base rates' odds (Elkan, IJCAI 2001).
 *
 * @throws BourseError where a base rate is not between 0 and 1 or the probability not in [0, 1]
 * @example
 * import { shiftBaseRate } from '@bourse/scoring'
 * shiftBaseRate(0.5, 0.5, 0.1) // => 0.1
 */
export function shiftBaseRate(probability: number, trained: number, actual: number): number {
  if (!(probability >= 0 && probability <= 1))
    throw badArgument('shiftBaseRate', 'probability', probability, 'a probability, 0 to 1')
  if (!(trained > 0 && trained < 1)) throw badArgument('shiftBaseRate', 'trained', trained, 'between 0 and 1')
  if (!(actual > 0 && actual < 1)) throw badArgument('shiftBaseRate', 'actual', actual, 'between 0 and 1')
  const yes = (probability * actual) / trained
  const no = ((1 - probability) * (1 - actual)) / (1 - trained)
  return yes / (yes + no)
}
