// @bourse/optimizer/rx: weights as a stream of estimates.
import { Observable } from 'rxjs'
import type { AllocationProblem } from './problem/constraint.js'
import type { Solution } from './problem/solution.js'
import { type Estimates, reoptimizer } from './reoptimizer.js'

/**
 * Solutions for a stream of estimates, warm-started from the last. Estimates that arrive while a turn of the event loop
 * is not over replace those that wait: only the newest of a burst is solved. A fresh start for each subscription.
 *
 * @example
 * import { firstValueFrom, of } from 'rxjs'
 * import { matrixFromRows } from '@bourse/math'
 * import { weights$ } from '@bourse/optimizer/rx'
 * const covariance = matrixFromRows([[0.01, 0], [0, 0.03]])
 * const answer = await firstValueFrom(weights$(of({ covariance }), { assets: ['a', 'b'], objective: { minimize: 'variance' } }))
 * answer.status === 'optimal' && answer.weightOf('a') // => 0.75
 */
export function weights$(
  estimates: Observable<Estimates>,
  problem: Omit<AllocationProblem, 'covariance' | 'expected'>,
): Observable<Solution> {
  return new Observable((subscriber) => {
    const stepper = reoptimizer(problem)
    let waiting: Estimates | undefined
    let completed = false
    const solve = (): void => {
      if (subscriber.closed || waiting === undefined) return
      const newest = waiting
      waiting = undefined
      let solution: Solution
      try {
        solution = stepper.next(newest)
      } catch (error) {
        subscriber.error(error)
        return
      }
      subscriber.next(solution)
      if (completed) subscriber.complete()
    }
    const subscription = estimates.subscribe({
      next(value) {
        if (waiting === undefined) queueMicrotask(solve)
        waiting = value
      },
      error: (error: unknown) => subscriber.error(error),
      complete() {
        completed = true
        if (waiting === undefined) subscriber.complete()
      },
    })
    return () => subscription.unsubscribe()
  })
}
