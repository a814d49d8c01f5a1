import type { AccountId, EpochMs, Input, Json } from '@bourse/core'
import { passWith, refuseWith } from '../gate/answers.js'
import type { GateAction, Rule } from '../gate/rule.js'
import { isReset } from './isReset.js'
import { type KillScope, killActions, killFromJson, killToJson, type LatchedKill, latchedKill } from './latchedKill.js'

/**
 * The switch an operator pulls: a `kill` control whose target is `all`, an account or a strategy cancels its orders,
 * flattens it, and lets nothing but reductions through until a `reset` control with the same target (or `all`) says who
 * and why. Latched across restarts. A reset that names nobody or no reason changes nothing.
 *
 * @example
 * import { createGate, killSwitch } from '@bourse/risk'
 * const gate = createGate({ rules: [killSwitch()] })
 * gate.save() // => { rules: [{ rule: 'killSwitch', state: {} }], passed: [] }
 */
export function killSwitch(): Rule {
  let kills = new Map<string, LatchedKill>()
  return {
    rule: 'killSwitch',
    scope: 'exposure',
    observe(input, context) {
      if (input.kind === 'control') heed(kills, input, context.now)
      if (kills.size === 0) return nothing
      const actions: GateAction[] = []
      for (const [target, kill] of kills) actions.push(...killActions(kill, scopeOf(target), [], context))
      return actions
    },
    check(_, __, { account, strategy }) {
      for (const target of ['all', account, strategy]) {
        const kill = kills.get(target)
        if (kill !== undefined)
          return refuseWith('risk/killed', {
            name: `killed ${target}: ${kill.why} (${kill.who})`,
            value: kill.at,
            limit: Number.NaN,
            unit: 'ms',
          })
      }
      return passWith()
    },
    save: () => Object.fromEntries([...kills].map(([target, kill]) => [target, killToJson(kill)])),
    load(state) {
      const saved = Object.entries(state as { readonly [target: string]: Json })
      kills = new Map(saved.map(([target, kill]) => [target, killFromJson(kill)]))
    },
  }
}

const nothing: readonly GateAction[] = []

function heed(kills: Map<string, LatchedKill>, input: Input & { readonly kind: 'control' }, now: EpochMs): void {
  const { control, target, who, why } = input
  if (control === 'kill' && !kills.has(target)) kills.set(target, latchedKill(who, why, now))
  if (!isReset(input, target)) return
  if (target === 'all') kills.clear()
  else kills.delete(target)
}

function scopeOf(target: string): KillScope {
  if (target === 'all') return {}
  return target === 'paper' || target.includes('/') ? { account: target as AccountId } : { strategy: target }
}
