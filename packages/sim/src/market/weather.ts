// What all members of a market share: how wild it is, and the part of its moves that is common.
import type { EpochMs } from '@bourse/core'
import type { Rng } from '@bourse/math'

/** Degrees of freedom of every move: tails as fat as those of daily returns. */
const freedom = 5
const scale = Math.sqrt((freedom - 2) / freedom)

/** A fat-tailed draw of variance 1. */
export function fatDraw(rng: Rng): number {
  return rng.student(freedom) * scale
}

/** By time, so that members with other hours see the same weather at the same moment. */
export interface Weather {
  /** Multiple of the volatility asked for. */
  wild(at: EpochMs): number
  /** The common draw of the bar that is complete at a moment. */
  common(at: EpochMs): number
}

/**
 * Regimes last 60 days on average and are evenly frequent. Their multiples go from 0.6 to 2, scaled so that the mean variance
 * is that asked for.
 */
export function weatherOf(rng: Rng, times: readonly EpochMs[], regimes: number): Weather {
  const raw = Array.from({ length: regimes }, (_, i) => (regimes === 1 ? 1 : 0.6 + (1.4 * i) / (regimes - 1)))
  const meanSquare = raw.reduce((sum, x) => sum + x * x, 0) / regimes
  const multiples = raw.map((x) => x / Math.sqrt(meanSquare))
  const wild = new Map<EpochMs, number>()
  const common = new Map<EpochMs, number>()
  const [switches, moves] = [rng.fork('regimes'), rng.fork('common')]
  let regime = Math.floor(regimes / 2)
  let until = times[0] ?? 0
  for (const at of times) {
    while (at >= until) {
      if (regimes > 1 && until > times[0]!) regime = (regime + 1 + (switches.uint32() % (regimes - 1))) % regimes
      until += 60 * 86_400_000 * switches.exponential() + 1
    }
    wild.set(at, multiples[regime]!)
    common.set(at, fatDraw(moves))
  }
  return { wild: (at) => wild.get(at)!, common: (at) => common.get(at)! }
}
