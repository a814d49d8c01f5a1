const yearMs = 365.25 * 86_400_000

/** Rows less one, over the years they span; 1 where there is no span to count in. */
export function countedPeriods(time: Float64Array): number {
  const years = (time.at(-1)! - time[0]!) / yearMs
  return years > 0 ? (time.length - 1) / years : 1
}

/** What a row of so many a year is called. */
export function periodName(periodsPerYear: number): 'day' | 'week' | 'month' | 'row' {
  if (periodsPerYear > 200 && periodsPerYear < 370) return 'day'
  if (periodsPerYear > 45 && periodsPerYear < 56) return 'week'
  return periodsPerYear > 11 && periodsPerYear < 13 ? 'month' : 'row'
}
