// All sessions of a calendar in typed arrays, so that a question about a moment costs a division and a few comparisons.
import { type BourseError, badArgument, dayMs, isoDateOfDay } from '@bourse/core'

/** What happens on one trade date: opens and closes in turn, epoch ms, ascending; none where dates count but hours do not. */
export type DayPlan = {
  readonly edges: readonly number[]
  readonly early: boolean
  readonly late: boolean
  readonly source: string
  readonly name?: string
}

/** Opens stand at even places of `edges`, closes at odd ones: an odd count of edges passed means open. */
export type Timetable = {
  readonly startDay: number
  /** All edges, then Infinity. */
  readonly edges: Float64Array
  /** Edges before 00:00 UTC of each day from `startDay` on. */
  readonly edgesBefore: Int32Array
  readonly sessionDays: Int32Array
  readonly plans: readonly DayPlan[]
  /** Sessions with an earlier trade date than each day from `startDay` on. */
  readonly sessionsBefore: Int32Array
  readonly sessionOfInterval: Int32Array
  /** Open time, in ms, of all intervals before each. */
  readonly openBefore: Float64Array
}

/** Asks for the plan of every day from `startDay` up to `endDay`, which is not included. */
export function timetableOf(
  id: string,
  startDay: number,
  endDay: number,
  planOf: (day: number) => DayPlan | undefined,
): Timetable {
  const edges: number[] = []
  const days: number[] = []
  const plans: DayPlan[] = []
  const sessionOfInterval: number[] = []
  const sessionsBefore = new Int32Array(endDay - startDay + 1)
  let latest = Number.NEGATIVE_INFINITY
  for (let day = startDay; day < endDay; day++) {
    sessionsBefore[day - startDay] = days.length
    const plan = planOf(day)
    if (plan === undefined) continue
    for (let i = 0; i < plan.edges.length; i++) {
      const edge = plan.edges[i]!
      if (edge < latest) throw overlapping(id, day, plan)
      if (i % 2 === 0) sessionOfInterval.push(days.length)
      edges.push(edge)
      latest = edge
    }
    days.push(day)
    plans.push(plan)
  }
  sessionsBefore[endDay - startDay] = days.length
  const openBefore = openTimes(edges)
  const edgesBefore = countPerDay(edges, startDay, endDay)
  edges.push(Number.POSITIVE_INFINITY)
  return {
    startDay,
    edges: new Float64Array(edges),
    edgesBefore,
    sessionDays: new Int32Array(days),
    plans,
    sessionsBefore,
    sessionOfInterval: new Int32Array(sessionOfInterval),
    openBefore,
  }
}

/** How many edges lie at or before a moment, which the caller has found to be inside the table. */
export function edgesPassed(table: Timetable, time: number): number {
  let passed = table.edgesBefore[Math.floor(time / dayMs) - table.startDay]!
  while (table.edges[passed]! <= time) passed++
  return passed
}

function countPerDay(edges: readonly number[], startDay: number, endDay: number): Int32Array {
  const counts = new Int32Array(endDay - startDay + 1)
  let passed = 0
  for (let i = 0; i < counts.length; i++) {
    while (passed < edges.length && edges[passed]! < (startDay + i) * dayMs) passed++
    counts[i] = passed
  }
  return counts
}

function openTimes(edges: readonly number[]): Float64Array {
  const sums = new Float64Array(edges.length / 2 + 1)
  for (let i = 0; i + 1 < sums.length; i++) sums[i + 1] = sums[i]! + edges[2 * i + 1]! - edges[2 * i]!
  return sums
}

function overlapping(id: string, day: number, { source }: DayPlan): BourseError {
  return badArgument(id, 'session', `that of ${isoDateOfDay(day)}, ${source}`, 'one that begins after the one before')
}
