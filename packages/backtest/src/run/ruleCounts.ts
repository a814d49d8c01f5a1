// What the rules did to the orders of a run.
import type { Engine } from '@bourse/engine'
import { explainFindings } from '@bourse/risk'

/** Orders that a rule refused, or made smaller; `first` is what it said of the first of them, with figures and limits. */
export type RuleCount = {
  readonly rule: string
  readonly did: 'refused' | 'trimmed'
  readonly orders: number
  readonly first: string
}

/** Counts as a run goes; read it when the run is over. */
export function countRules(engine: Engine): ReadonlyMap<string, RuleCount> {
  const counts = new Map<string, Mutable<RuleCount>>()
  engine.audit((entry) => {
    if (entry.audit !== 'verdict') return
    const { verdict } = entry
    const rule = verdict.pass ? verdict.trimmed?.by : verdict.rule
    if (rule === undefined) return
    const did = verdict.pass ? 'trimmed' : 'refused'
    const known = counts.get(`${did} ${rule}`)
    if (known !== undefined) known.orders++
    else {
      const first = explainFindings(verdict.findings.filter((one) => one.rule === rule && one.answer.answer !== 'pass'))
      counts.set(`${did} ${rule}`, { rule, did, orders: 1, first: first === '' ? rule : first })
    }
  })
  return counts
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] }
