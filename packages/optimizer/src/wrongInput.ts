import { BourseError } from '@bourse/core'

/** The caller is wrong: names the argument, its value and what is allowed. */
export function wrongInput(argument: string, value: number | string, allowed: string): BourseError {
  const finite = typeof value === 'string' || Number.isFinite(value)
  const told = finite ? value : String(value)
  return new BourseError(
    finite ? 'input/out-of-range' : 'input/not-finite',
    `${argument} is ${told}, allowed is ${allowed}`,
    {
      details: { argument, value: told, allowed },
      remedy: `pass ${allowed} as ${argument}`,
    },
  )
}
