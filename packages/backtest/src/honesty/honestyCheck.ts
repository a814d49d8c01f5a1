/** One doubt about a result, asked and answered. `value` is the figure it was decided on, `meaning` says it in words. */
export type HonestyCheck = {
  readonly check:
    | 'look-ahead'
    | 'delay-by-one'
    | 'double-costs'
    | 'random-entry'
    | 'path-dependent'
    | 'benchmark'
    | 'deflated-sharpe'
    | 'overfit'
    | 'neighbours'
  readonly passed: boolean
  readonly value: number
  readonly meaning: string
}
