import type { Span } from '@bourse/core'

/** Days or months of spans that follow the calendar on the wall; undefined for those of the clock (`'1h'`, ms). */
export function civilSpan(span: Span): { readonly days: number; readonly months: number } | undefined {
  if (span === 'session') return { days: 1, months: 0 }
  if (typeof span === 'number') return undefined
  const parts = /^(\d+)(d|w|mo|y)$/.exec(span)
  if (parts === null) return undefined
  const count = Number(parts[1])
  if (parts[2] === 'mo' || parts[2] === 'y') return { days: 0, months: count * (parts[2] === 'y' ? 12 : 1) }
  return { days: count * (parts[2] === 'w' ? 7 : 1), months: 0 }
}
