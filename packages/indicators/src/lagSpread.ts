import type { Ring } from './ring.js'
import { RunningSum } from './runningSum.js'

/** Squared moves over `lag` values, summed over those that lie in the ring. */
export class LagSpread {
  readonly lag: number
  private readonly length: number
  private readonly squares: RunningSum = new RunningSum()
  private readonly moves: Float64Array
  private slot = 0
  private count = 0

  constructor(lag: number, length: number) {
    this.lag = lag
    this.length = length
    this.moves = new Float64Array(length - lag)
  }

  /** To be called after the ring has taken the value. */
  push(ring: Ring): void {
    if (ring.count <= this.lag) return
    const { moves, slot, squares } = this
    if (this.count === moves.length) squares.addProduct(-moves[slot]!, moves[slot]!)
    else this.count++
    const move = ring.at(0) - ring.at(this.lag)
    squares.addProduct(move, move)
    moves[slot] = move
    this.slot = slot + 1 === moves.length ? 0 : slot + 1
  }

  /** Logarithm of the root mean square move. */
  get logSize(): number {
    return 0.5 * Math.log(this.squares.value / (this.length - this.lag))
  }
}

/** Slope of the size of moves on their lag, both as logarithms; lags are 1, 2, 4 .. */
export function slopeOf(lags: readonly LagSpread[]): number {
  const middle = (lags.length - 1) / 2
  let together = 0
  let spread = 0
  for (let i = 0; i < lags.length; i++) {
    together += (i - middle) * lags[i]!.logSize
    spread += (i - middle) ** 2
  }
  const slope = together / (spread * Math.LN2)
  return Number.isFinite(slope) ? slope : Number.NaN
}
