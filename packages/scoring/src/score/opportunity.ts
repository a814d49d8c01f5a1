import type { EpochMs, InstrumentId } from '@bourse/core'

/** A trade that might be made. Probabilities and shares in 0..1; money per unit of capital at risk; `loss` > 0. */
export type Opportunity = {
  readonly id: InstrumentId
  readonly bucket: string
  readonly time: EpochMs
  readonly probability: number
  readonly confidence: number
  readonly gain: number
  readonly loss: number
  readonly leverageUse: number
  readonly correlation: number
}

/** 0-100 with its parts. strong and standard execute, alert tells somebody, skip does nothing. */
export type OpportunityScore = {
  readonly total: number
  readonly value: number
  readonly confidence: number
  readonly risk: number
  readonly action: 'strong' | 'standard' | 'alert' | 'skip'
  readonly version: 'v1' | 'v2'
}
