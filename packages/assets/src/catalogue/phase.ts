// Phases: a desk begins with little and adds what it has earned the right to trade.
import { badArgument, type EpochMs, type Json, type Stepper } from '@bourse/core'
import {
  checkRequirements,
  type MeasuredFigures,
  type MissingRequirement,
  type Requirement,
  type RequirementAnswer,
} from './requirement.js'

/** `adds`: classes or assets it opens. `requires` must be met, `recommended` is advice. Capital in account currency. */
export type Phase = {
  readonly name: string
  readonly adds: readonly string[]
  readonly requires: readonly Requirement[]
  readonly recommended?: readonly Requirement[]
}
/** Phases in order; the first is where a desk starts. */
export type PhaseLadder = { readonly name: string; readonly phases: readonly Phase[] }
/** `advice`: recommended figures that are not reached; they hold nothing up. */
export type PhaseAnswer = RequirementAnswer & { readonly advice: readonly MissingRequirement[] }

/**
 * Whether a phase may begin, and what is missing.
 *
 * @example
 * import { assetLadder, evaluatePhase } from '@bourse/assets/catalogue'
 * const figures = { profitableDays: 31, sharpe60: 1.4, drawdown: 0.08, winRate: 0.55, capital: 3000 }
 * evaluatePhase(assetLadder.phases[1]!, figures).missing
 * // => [{ requirement: 'sharpe60 > 1.5', value: 1.4, target: 1.5 }]
 */
export function evaluatePhase(phase: Phase, measured: MeasuredFigures): PhaseAnswer {
  const { ready, missing } = checkRequirements(phase.requires, measured)
  return { ready, missing, advice: checkRequirements(phase.recommended ?? [], measured).missing }
}

/** Figures at a time. */
export type PhaseMeasurement = { readonly time: EpochMs; readonly measured: MeasuredFigures }
/** A phase has begun. */
export type PhaseEvent = {
  readonly event: 'phaseActivated'
  readonly ladder: string
  readonly phase: string
  readonly adds: readonly string[]
  readonly time: EpochMs
}
/** For the log: a line for people and its facts. */
export type PhaseLogEntry = {
  readonly time: EpochMs
  readonly level: 'info'
  readonly message: string
  readonly details: { readonly [key: string]: Json }
}
/** Where the desk stands; `event` and `log` where a phase has just begun, `answer` about the next one. */
export type PhaseStep = {
  readonly phase: string
  readonly open: readonly string[]
  readonly answer: PhaseAnswer | undefined
  readonly event?: PhaseEvent
  readonly log?: PhaseLogEntry
}

/**
 * The rule that moves a desk up a ladder by itself: fed with figures, it begins the next phase when they suffice, one phase
 * a time, and says so with an event and a log entry. `confirm`: how many measurements in a row must suffice (default 1).
 * `automatic: false` only answers. It never goes back down: that is a decision of people. State is saved and loaded.
 *
 * @example
 * import { cryptoLadder, phaseRule } from '@bourse/assets/catalogue'
 * const rule = phaseRule(cryptoLadder)
 * const measured = { profitableMonths: 3, drawdown: 0.1, killSwitchTested: true, operationsStable: true }
 * rule.next({ time: 0, measured }).event?.phase // => 'bitcoin and ether'
 */
export function phaseRule(
  ladder: PhaseLadder,
  options: { readonly automatic?: boolean; readonly confirm?: number } = {},
): Stepper<PhaseMeasurement, PhaseStep> {
  const { automatic = true, confirm = 1 } = options
  const { name, phases } = ladder
  if (phases.length === 0) throw badArgument('phaseRule', 'ladder.phases', 0, 'one phase or more')
  if (!(Number.isInteger(confirm) && confirm >= 1))
    throw badArgument('phaseRule', 'confirm', confirm, 'a whole number >= 1')
  let current = 0
  let sufficed = 0
  const open = (): readonly string[] => phases.slice(0, current + 1).flatMap(({ adds }) => adds)
  return {
    next({ time, measured }) {
      const next = phases[current + 1]
      if (!next) return { phase: phases[current]!.name, open: open(), answer: undefined }
      const answer = evaluatePhase(next, measured)
      sufficed = answer.ready ? sufficed + 1 : 0
      if (!automatic || sufficed < confirm) return { phase: phases[current]!.name, open: open(), answer }
      const before = phases[current]!.name
      current += 1
      sufficed = 0
      const { name: phase, adds } = next
      const figures = Object.fromEntries(next.requires.map(({ figure }) => [figure, Number(measured[figure])] as const))
      const message = `${name}: phase "${phase}" follows "${before}" and opens ${adds.join(', ')}`
      return {
        phase,
        open: open(),
        answer,
        event: { event: 'phaseActivated', ladder: name, phase, adds, time },
        log: { time, level: 'info', message, details: { ladder: name, from: before, to: phase, figures } },
      }
    },
    save: () => ({ phase: phases[current]!.name, sufficed }),
    load(state) {
      const saved = state as { readonly phase?: Json; readonly sufficed?: Json } | null
      const index = phases.findIndex(({ name: known }) => known === saved?.phase)
      if (index < 0) throw badArgument('phaseRule', 'phase', saved?.phase, phases.map(({ name: n }) => n).join(' | '))
      current = index
      sufficed = Number(saved?.sufficed)
    },
  }
}
