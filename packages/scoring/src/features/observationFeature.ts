import { type InstrumentId, type Json, numberFromJson, numberToJson, type Stepper } from '@bourse/core'
import type { Feature } from './feature.js'

type Waiting = { readonly knownAt: number; readonly value: number }

/**
 * A feature from an observation series: on-chain figures, sentiment, positioning. Nothing is read before its `knownAt`, also
 * where it was delivered earlier; a series never seen, or seen as NaN, is NaN and never 0. Observations with another
 * instrument's id are passed over; those without id are everybody's.
 *
 * @param options.feature default the name of the series
 * @param options.through a stepper over the values (z-score, change ...), one step for each
 * @param options.warmUp default 1
 * @example
 * import { observationFeature } from '@bourse/scoring'
 * const nvt = observationFeature('nvt').create('BTC@X')
 * const seen = (time: number, value: number, knownAt: number) => nvt.next({ kind: 'observation', series: 'nvt', value, knownAt, seq: 0, time, at: time, source: 's' })
 * seen(1, 40, 1) // => 40
 * seen(2, 99, 5) // => 40
 */
export function observationFeature(
  series: string,
  options: {
    readonly feature?: string
    readonly through?: () => Stepper<number, number>
    readonly warmUp?: number
  } = {},
): Feature {
  return {
    feature: options.feature ?? series,
    warmUp: options.warmUp ?? 1,
    series: [series],
    create: (id) => new Observed(series, id, options.through?.()),
  }
}

class Observed {
  private value = Number.NaN
  private waiting: Waiting[] = []
  private readonly series: string
  private readonly id: InstrumentId
  private readonly machine: Stepper<number, number> | undefined

  constructor(series: string, id: InstrumentId, machine: Stepper<number, number> | undefined) {
    this.series = series
    this.id = id
    this.machine = machine
  }

  next(input: Parameters<ReturnType<Feature['create']>['next']>[0]): number {
    if (input.kind === 'observation' && input.series === this.series && (input.id ?? this.id) === this.id) {
      // By knownAt; of equal ones the one delivered last counts.
      let at = this.waiting.length
      while (at > 0 && this.waiting[at - 1]!.knownAt > input.knownAt) at--
      this.waiting.splice(at, 0, { knownAt: input.knownAt, value: input.value })
    }
    while (this.waiting.length > 0 && this.waiting[0]!.knownAt <= input.time) {
      const { value } = this.waiting.shift()!
      this.value = this.machine === undefined ? value : this.machine.next(value)
    }
    return this.value
  }

  save(): Json {
    return {
      value: numberToJson(this.value),
      waiting: this.waiting.map(({ knownAt, value }) => [knownAt, numberToJson(value)]),
      machine: this.machine?.save() ?? null,
    }
  }

  load(state: Json): void {
    const saved = state as {
      readonly value: Json
      readonly waiting: readonly (readonly [number, Json])[]
      readonly machine: Json
    }
    this.value = numberFromJson(saved.value)
    this.waiting = saved.waiting.map(([knownAt, value]) => ({ knownAt, value: numberFromJson(value) }))
    this.machine?.load(saved.machine)
  }
}
