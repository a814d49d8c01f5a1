import { badArgument, type Json } from '@bourse/core'
import { isReached, passWith, refuseMissing, refuseWith, trimTo } from '../gate/answers.js'
import type { Figure, Rule } from '../gate/rule.js'
import { sizeAtDrawdown } from '../sizing/drawdownScale.js'
import { equityPeak, type PeakSince } from './equityPeak.js'
import { isReset } from './isReset.js'
import { killActions, killFromJson, killToJson, type LatchedKill, latchedKill } from './latchedKill.js'

/** Shares of peak equity; each step is reached at >=. */
export type DrawdownSteps = {
  readonly warn: number
  readonly halve: number
  readonly kill: number
  readonly since: PeakSince
}

/**
 * Smaller orders the deeper the drawdown: from `warn` on 0.75 of what is asked, from `halve` on 0.5, at `kill` nothing:
 * orders are cancelled, positions flattened, and only reductions pass until a `reset` control for `drawdownLadder` (or
 * `all`) names who and why; the peak then begins anew. Latched across restarts. Deposits and withdrawals move the peak.
 *
 * @example
 * import { drawdownLadder } from '@bourse/risk'
 * drawdownLadder({ warn: 0.05, halve: 0.1, kill: 0.15, since: 'start' }).rule // => 'drawdownLadder'
 */
export function drawdownLadder(steps: DrawdownSteps): Rule {
  const { warn, halve, kill } = steps
  if (!(warn > 0 && warn <= halve && halve <= kill && kill < 1))
    throw badArgument('drawdownLadder', 'steps', kill, '0 < warn <= halve <= kill < 1')
  const ladder = [
    { drawdown: warn, size: 0.75 },
    { drawdown: halve, size: 0.5 },
  ]
  const peak = equityPeak(steps.since)
  let killed: LatchedKill | undefined
  const figureOf = (drawdown: number, limit: number): Figure => ({
    name: 'drawdown',
    value: drawdown,
    limit,
    unit: 'share',
  })
  return {
    rule: 'drawdownLadder',
    scope: 'exposure',
    observe(input, context) {
      peak.observe(input, context)
      if (killed !== undefined && isReset(input, 'drawdownLadder')) {
        killed = undefined
        peak.restart(context)
      }
      const drawdown = peak.drawdown(context.book.equity().value)
      if (killed === undefined && isReached(drawdown, kill))
        killed = latchedKill('drawdownLadder', `drawdown of ${percent(drawdown)} reached ${percent(kill)}`, context.now)
      return killed === undefined ? [] : killActions(killed, {}, [figureOf(drawdown, kill)], context)
    },
    check(_, __, situation) {
      const drawdown = peak.drawdown(situation.equity)
      if (killed !== undefined) return refuseWith('risk/drawdown-kill', figureOf(drawdown, kill))
      if (Number.isNaN(drawdown)) return refuseMissing({ missing: 'equity', of: 'the book' })
      if (isReached(drawdown, kill)) return refuseWith('risk/drawdown-kill', figureOf(drawdown, kill))
      // Raised by what rounding may have taken, so that a step that is equal is reached.
      const size = sizeAtDrawdown(drawdown * (1 + 1e-12), ladder)
      const figures = [
        figureOf(drawdown, size === 1 ? warn : size === 0.75 ? halve : kill),
        { name: 'size multiplier', value: size, limit: 1, unit: 'share' },
      ] as const
      // Of what was asked, so that asking again about the trimmed order does not trim it twice.
      const there = situation.quantity - situation.adds
      const allowed = there + (situation.asked - there) * size
      if (situation.quantity <= allowed) return passWith(...figures)
      return trimTo(allowed, situation, 'risk/drawdown', ...figures)
    },
    save: () => ({ peak: peak.save(), killed: killed === undefined ? null : killToJson(killed) }),
    load(state) {
      const saved = state as { readonly peak: Json; readonly killed: Json }
      peak.load(saved.peak)
      killed = saved.killed === null ? undefined : killFromJson(saved.killed)
    },
  }
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`
}
