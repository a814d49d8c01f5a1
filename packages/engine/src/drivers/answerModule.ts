import { type Duration, type Json, type Model, numberToJson, questionRows } from '@bourse/core'

/** Answers `ask`s, outside of the step. `takes`: how long a backtest makes it wait. */
export type AnswerModule = {
  readonly module: string
  readonly takes: Duration
  readonly answer: (question: Json) => Json | Promise<Json>
}

/**
 * A learned model as a module: asked with `{ rows: number[][] }`, one row per thing to judge (null for NaN), it answers
 * with the list of its outputs. Throws `input/parse` on a question of another shape, which comes back as a failed answer.
 *
 * @example
 * import { modelModule } from '@bourse/engine'
 * const twice = { name: 'twice', hash: '0', columns: 1, predict: (x: Float64Array) => x.map((value) => 2 * value) }
 * modelModule('twice', twice, '50ms').answer({ rows: [[1], [2]] }) // => [2, 4]
 */
export function modelModule(module: string, model: Model, takes: Duration): AnswerModule {
  return {
    module,
    takes,
    answer: (question) => Array.from(model.predict(questionRows(module, model.columns, question)), numberToJson),
  }
}
