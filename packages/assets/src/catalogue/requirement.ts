// Requirements against measured figures: what phases, screens and promotions are made of.

/** `figure` compared with `target`. Facts that are so or not are 1 or 0. `note` says it in words. */
export type Requirement = {
  readonly figure: string
  readonly is: '>' | '>=' | '<' | '<='
  readonly target: number
  readonly note?: string
}
/** Figures by name; true is 1, false 0. What was not measured is left out. */
export type MeasuredFigures = { readonly [figure: string]: number | boolean }
/** `value` null: not measured. */
export type MissingRequirement = {
  readonly requirement: string
  readonly value: number | null
  readonly target: number
}
/** Ready where nothing is missing. */
export type RequirementAnswer = { readonly ready: boolean; readonly missing: readonly MissingRequirement[] }

/**
 * Which requirements the figures do not meet. What was not measured, or is NaN, is not met.
 *
 * @example
 * import { checkRequirements } from '@bourse/assets/catalogue'
 * checkRequirements([{ figure: 'sharpe', is: '>', target: 1.5 }], { sharpe: 1.5 })
 * // => { ready: false, missing: [{ requirement: 'sharpe > 1.5', value: 1.5, target: 1.5 }] }
 */
export function checkRequirements(requirements: readonly Requirement[], measured: MeasuredFigures): RequirementAnswer {
  const missing = requirements
    .filter((requirement) => !isMet(requirement, measured))
    .map(({ figure, is, target }) => ({
      requirement: `${figure} ${is} ${target}`,
      value: figureIn(figure, measured),
      target,
    }))
  return { ready: missing.length === 0, missing }
}

function isMet({ figure, is, target }: Requirement, measured: MeasuredFigures): boolean {
  const value = figureIn(figure, measured)
  if (value === null) return false
  switch (is) {
    case '>':
      return value > target
    case '>=':
      return value >= target
    case '<':
      return value < target
    case '<=':
      return value <= target
  }
}

function figureIn(figure: string, measured: MeasuredFigures): number | null {
  const value = Object.hasOwn(measured, figure) ? Number(measured[figure]) : Number.NaN
  return Number.isNaN(value) ? null : value
}
