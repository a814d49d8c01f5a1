import { drawdownsOf } from '@bourse/risk'

/** The longest time below an earlier peak, in days; a curve that has not come back counts up to its end. */
export function underwaterDays(time: Float64Array, equity: Float64Array): number {
  // What has reached 0 does not come back.
  const ruin = equity.findIndex((value) => !(value > 0))
  const known = ruin < 0 ? equity : equity.subarray(0, ruin)
  if (known.length === 0) return Number.NaN
  const end = time.at(-1)!
  let longest = ruin > 0 ? end - time[ruin - 1]! : 0
  for (const { peak, recovered } of drawdownsOf(known))
    longest = Math.max(longest, (recovered === undefined ? end : time[recovered]!) - time[peak]!)
  return longest / 86_400_000
}
