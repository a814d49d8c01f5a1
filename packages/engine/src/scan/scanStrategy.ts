// A scan module as a strategy of the engine: it has a host of its own, so that its failure or slowness is its own.
import { type Control, failed, type InputOf, numberToJson, type RequestId, type Stamp } from '@bourse/core'
import type { Opportunity } from '@bourse/scoring'
import type { AuditNote } from '../engine/engineTypes.js'
import { type BoundStrategy, defineStrategy } from '../strategy/defineStrategy.js'
import type { StrategyContext } from '../strategy/strategyContext.js'
import { type FeatureRows, featureRows } from './featureRows.js'
import type { ScanModule, ScanScorer, ScanState } from './scanModule.js'

/** `rows` is a stepper; the rest is JSON. `asked`: the opportunities that wait for their model. */
type Scan = {
  phase: ScanState
  rounds: number
  asked: { readonly requestId: RequestId; readonly opportunities: readonly Opportunity[] } | null
  readonly rows: FeatureRows
}

/** Which states may follow which: anything else is a fault of the engine. */
const moves: { readonly [state in ScanState]: readonly ScanState[] } = {
  idle: ['scanning', 'halted'],
  scanning: ['scoring', 'idle', 'halted'],
  scoring: ['gating', 'idle', 'halted'],
  gating: ['executing', 'idle', 'halted'],
  executing: ['idle', 'halted'],
  halted: ['idle'],
}

export function scanStrategy(module: ScanModule, scorer: ScanScorer, note: (note: AuditNote) => void): BoundStrategy {
  const { bucket } = module
  type Context = StrategyContext<object, Scan>
  const move = (scan: Scan, state: ScanState, why: string): void => {
    const from = scan.phase
    if (!moves[from].includes(state)) throw new Error(`scan ${bucket} cannot go from ${from} to ${state}`)
    scan.phase = state
    note({ audit: 'scan', bucket, from, state, why })
  }
  /** What a module throws halts it; its state says so, and the engine its cause. */
  const guarded = <T>(ctx: Context, run: () => T): T => {
    try {
      return run()
    } catch (error) {
      if (ctx.state.phase !== 'halted')
        move(ctx.state, 'halted', error instanceof Error ? error.message : String(error))
      throw error
    }
  }
  const exits = (ctx: Context): void => {
    for (const holding of ctx.holdings()) if (module.exit(ctx, holding)) ctx.close(holding)
  }
  const round = (ctx: Context, why: string): void => {
    const { state: scan } = ctx
    if (scan.phase === 'idle') beginRound(ctx, why)
    // A slow model: the round under way goes on, this one is left out.
    else note({ audit: 'scan', bucket, from: scan.phase, state: scan.phase, why: `${why}: still at work` })
  }
  const beginRound = (ctx: Context, why: string): void => {
    const { state: scan } = ctx
    scan.rounds++
    move(scan, 'scanning', why)
    exits(ctx)
    const opportunities = module.scan(ctx)
    if (opportunities.length === 0) {
      move(scan, 'idle', 'nothing found')
      return
    }
    move(scan, 'scoring', `${opportunities.length} found`)
    if (module.model === undefined) {
      decide(ctx, opportunities)
      return
    }
    const rows = opportunities.map(({ id }) => scan.rows.row(id).map(numberToJson))
    const requestId = ctx.ask(module.model, { rows }, { deadline: module.patience ?? '1m' })
    scan.asked = { requestId, opportunities }
  }
  const answered = (ctx: Context, { requestId, result }: InputOf<'answer'>): void => {
    const { state: scan } = ctx
    if (scan.asked?.requestId !== requestId) return
    const { opportunities } = scan.asked
    scan.asked = null
    const answer =
      result.ok && !isProbabilities(result.value, opportunities.length) ? wrongAnswer(opportunities.length) : result
    if (!answer.ok) {
      move(scan, 'idle', `${answer.failure.code}: ${answer.failure.message}`)
      return
    }
    const probabilities = answer.value as readonly (number | null)[]
    const judged = opportunities.map((one, i) => ({ ...one, probability: probabilities[i]! }))
    decide(
      ctx,
      judged.filter((_, i) => probabilities[i] !== null),
    )
  }
  const decide = (ctx: Context, opportunities: readonly Opportunity[]): void => {
    const { state: scan } = ctx
    const scored = opportunities
      .map((opportunity) => ({ opportunity, score: scorer(opportunity) }))
      .sort((a, b) => b.score.total - a.score.total)
    move(scan, 'gating', `${scored.length} scored`)
    let sent = 0
    for (const { opportunity, score } of scored) {
      const executes = score.action === 'strong' || score.action === 'standard'
      const drafts = executes ? module.execute(opportunity, score, ctx) : []
      for (const draft of drafts) ctx.submit(draft)
      sent += drafts.length
      const { total, action } = score
      note({ audit: 'opportunity', bucket, instrument: opportunity.id, total, action, orders: drafts.length })
    }
    if (sent > 0) move(scan, 'executing', `${sent} orders`)
    move(scan, 'idle', sent > 0 ? 'done' : 'nothing to execute')
  }
  const control = (ctx: Context, { control: word, who, why }: Control & Stamp): void => {
    if (word === 'scan') round(ctx, `asked by ${who}: ${why}`)
    else if (word === 'reset' && ctx.state.phase === 'halted') move(ctx.state, 'idle', `reset by ${who}: ${why}`)
  }
  const { watch } = module
  return defineStrategy({
    name: bucket,
    defaults: {},
    ...(watch === undefined ? {} : { watch: (_, instruments) => watch.call(module, instruments) }),
    schedule: [module.schedule],
    init: (): Scan => ({ phase: 'idle', rounds: 0, asked: null, rows: featureRows(module.features) }),
    on: {
      market: (ctx, fact) => guarded(ctx, () => ctx.state.rows.next(fact)),
      schedule: (ctx) => guarded(ctx, () => round(ctx, 'due')),
      answer: (ctx, answer) => guarded(ctx, () => answered(ctx, answer)),
      position: (ctx, holding) =>
        guarded(ctx, () => {
          if (module.exit(ctx, holding)) ctx.close(holding)
        }),
      // Only the engine's own strategies hear controls.
      ...{ control: (ctx: Context, input: Control & Stamp) => guarded(ctx, () => control(ctx, input)) },
    },
  })()
}

function isProbabilities(value: unknown, count: number): boolean {
  if (!Array.isArray(value) || value.length !== count) return false
  return value.every((one: unknown) => one === null || (typeof one === 'number' && one >= 0 && one <= 1))
}

function wrongAnswer(count: number): ReturnType<typeof failed<'ask/failed'>> {
  return failed('ask/failed', `the model did not answer with ${count} probabilities`, { allowed: count })
}
