import { type CalendarId, type EpochMs, type Model, nextDue, type ScheduleRule } from '@bourse/core'

/** What is known of a model when it is to be used; what is undefined is not known and does not count against it. */
export type ModelState = {
  readonly model?: Model
  readonly trainedAt?: EpochMs
  /** By when it should have been trained again, as of `retrainSchedule`. */
  readonly schedule?: ScheduleRule
  /** Population stability index of its inputs or answers; above 0.25 they have drifted. */
  readonly drift?: number
  /** Whether it passed validation. */
  readonly usable?: boolean
}

/** Who answers, and why the model does not where it does not. */
export type ChosenModel = {
  readonly model: Model
  readonly source: 'model' | 'rule'
  readonly reason: 'sound' | 'missing' | 'stale' | 'drifting' | 'failed validation'
}

/**
 * The model if it is sound, else the rule. A model is stale when two of its retrainings have been missed: one may be late.
 *
 * @param rule a model written by hand, which always answers
 * @example
 * import { chooseModel, retrainSchedule, ruleModel } from '@bourse/scoring'
 * const rule = ruleModel('momentum', 1, ([momentum]) => (momentum! > 0 ? 0.55 : 0.45))
 * chooseModel({}, rule, 0).reason // => 'missing'
 * const old = { model: rule, trainedAt: 0, schedule: retrainSchedule('always') }
 * chooseModel(old, rule, 3 * 86_400_000).reason // => 'stale'
 */
export function chooseModel(state: ModelState, rule: Model, now: EpochMs): ChosenModel {
  const { model, drift = 0, usable = true } = state
  const fallback = (reason: ChosenModel['reason']): ChosenModel => ({ model: rule, source: 'rule', reason })
  if (model === undefined) return fallback('missing')
  if (!usable) return fallback('failed validation')
  if (isStale(state, now)) return fallback('stale')
  if (!(drift <= 0.25)) return fallback('drifting')
  return { model, source: 'model', reason: 'sound' }
}

function isStale({ trainedAt, schedule }: ModelState, now: EpochMs): boolean {
  if (trainedAt === undefined || schedule === undefined) return false
  return nextDue(schedule, nextDue(schedule, trainedAt)) < now
}

/**
 * When to train again: each day for markets that never close, else in the night to Sunday, both in UTC.
 *
 * @example
 * import { retrainSchedule } from '@bourse/scoring'
 * retrainSchedule('XNYS').every // => 'week'
 */
export function retrainSchedule(calendar: CalendarId): ScheduleRule {
  if (calendar === 'always') return { every: 'day', at: '00:00', zone: 'UTC', tag: 'retrain' }
  return { every: 'week', day: 'sun', at: '00:00', zone: 'UTC', tag: 'retrain' }
}

/**
 * A model written by hand: what a row's features say. Its hash is its name's, so name what changed.
 *
 * @example
 * import { ruleModel } from '@bourse/scoring'
 * ruleModel('carry 1', 1, ([carry]) => (carry! > 0.15 ? 0.6 : 0.5)).predict(Float64Array.of(0.2, 0)) // => Float64Array [0.6, 0.5]
 */
export function ruleModel(name: string, columns: number, rule: (row: Float64Array) => number): Model {
  return {
    name,
    hash: `rule ${name}`,
    columns,
    predict(features, out = new Float64Array(features.length / columns)) {
      for (let row = 0; row < out.length; row++) out[row] = rule(features.subarray(row * columns, (row + 1) * columns))
      return out
    },
  }
}
