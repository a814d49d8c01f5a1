import type { Input } from '@bourse/core'

/** A `reset` control for `all` or one of these, that says who and why; one that does not changes nothing. */
export function isReset(input: Input, ...targets: readonly string[]): boolean {
  if (input.kind !== 'control' || input.control !== 'reset') return false
  const { target, who, why } = input
  return (target === 'all' || targets.includes(target)) && who.trim() !== '' && why.trim() !== ''
}
