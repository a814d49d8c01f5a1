// The few shapes in which rules answer.
import type { MissingFact } from './exposureTable.js'
import type { OrderSituation } from './orderSituation.js'
import type { Figure, RuleAnswer } from './rule.js'

/** A cap is passed only by more than rounding can make of sums of a thousand terms: caps allow equality. */
export function isOver(value: number, limit: number): boolean {
  return value > limit + Math.abs(limit) * 1e-12
}

/** A step of a ladder is reached at >=, whatever rounding has taken from a quotient that should be equal. */
export function isReached(value: number, step: number): boolean {
  return value >= step - Math.abs(step) * 1e-12
}

/** Nothing to say against it. */
export function passWith(...figures: readonly Figure[]): RuleAnswer {
  return { answer: 'pass', figures }
}

/** No, and no smaller one either. */
export function refuseWith(code: string, ...figures: readonly Figure[]): RuleAnswer {
  return { answer: 'refuse', code, figures }
}

/** As much as `quantity`, in whole steps; a refusal where that is nothing. */
export function trimTo(
  quantity: number,
  situation: OrderSituation,
  code: string,
  ...figures: readonly Figure[]
): RuleAnswer {
  const steps = Math.floor(quantity / situation.step + 1e-9)
  return steps > 0 ? { answer: 'trim', quantity, figures } : { answer: 'refuse', code, figures }
}

/** What a rule needs and does not have. Missing facts refuse: they never pass silently. */
export function refuseMissing(...missing: readonly MissingFact[]): RuleAnswer {
  const first = missing[0]
  const figures = missing.map(({ missing: what, of }) => ({
    name: `no ${what} of ${of}`,
    value: Number.NaN,
    limit: Number.NaN,
    unit: 'price' as const,
  }))
  return { answer: 'refuse', code: `risk/missing-${first?.missing ?? 'equity'}`, figures }
}
