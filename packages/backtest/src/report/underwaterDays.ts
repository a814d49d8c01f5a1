/** The longest time below an earlier peak, in days; a curve that has not come back counts up to its end. */
export function underwaterDays(time: Float64Array, equity: Float64Array): number {
  let [peak, since, longest] = [Number.NEGATIVE_INFINITY, time[0] ?? 0, 0]
  for (let i = 0; i < time.length; i++) {
    if (equity[i]! < peak) longest = Math.max(longest, time[i]! - since)
    else {
      if (since < time[i]! && equity[i - 1]! < peak) longest = Math.max(longest, time[i]! - since)
      peak = equity[i]!
      since = time[i]!
    }
  }
  return longest / 86_400_000
}
