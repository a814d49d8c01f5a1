import type { AccountId, EpochMs, Json } from '@bourse/core'
import type { RiskContext } from '../gate/riskContext.js'
import type { Figure, GateAction } from '../gate/rule.js'

/** What is killed: everything, an account or a strategy. */
export type KillScope = { readonly account?: AccountId; readonly strategy?: string }

/** Who stopped it, why, when; `toldAt`: when the gate last asked to flatten. */
export type LatchedKill = { readonly who: string; readonly why: string; readonly at: EpochMs; toldAt: EpochMs }

/** While something in its scope is still held, a kill is said again so often. */
const sayAgainMs = 60_000

/** Cancel all and flatten: at once, and again each minute while something is still held; a venue may have said no. */
export function killActions(
  kill: LatchedKill,
  scope: KillScope,
  figures: readonly Figure[],
  context: RiskContext,
): readonly GateAction[] {
  const first = kill.toldAt === Number.NEGATIVE_INFINITY
  if (!first && context.now < kill.toldAt + sayAgainMs) return []
  if (!first && !holdsAny(context, scope)) return []
  kill.toldAt = context.now
  const why = `${kill.why} (${kill.who})`
  return [
    { action: 'cancelAll', ...scope, why, figures },
    { action: 'flatten', ...scope, why, figures },
  ]
}

/** A kill that has not been said yet. */
export function latchedKill(who: string, why: string, at: EpochMs): LatchedKill {
  return { who, why, at, toldAt: Number.NEGATIVE_INFINITY }
}

export function killToJson(kill: LatchedKill): Json {
  return { ...kill, toldAt: kill.toldAt === Number.NEGATIVE_INFINITY ? null : kill.toldAt }
}

export function killFromJson(json: Json): LatchedKill {
  const saved = json as unknown as LatchedKill & { readonly toldAt: number | null }
  return { ...saved, toldAt: saved.toldAt ?? Number.NEGATIVE_INFINITY }
}

function holdsAny({ book }: RiskContext, scope: KillScope): boolean {
  for (const _ of book.positions(scope)) return true
  return false
}
