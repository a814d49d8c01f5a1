import { BourseError } from './error.js'
import type { Json } from './json.js'

/**
 * The rows of a question to a model, `{ rows: number[][] }` with null for NaN, row-major: the one way in which models are asked
 * through `ask`.
 *
 * @param where who was asked, for the error
 * @param columns numbers in each row
 * @throws BourseError `input/parse` on a question of another shape
 * @example
 * import { questionRows } from '@bourse/core'
 * questionRows('trend', 2, { rows: [[1, 2], [3, null]] }) // => Float64Array [1, 2, 3, NaN]
 */
export function questionRows(where: string, columns: number, question: Json): Float64Array {
  const { rows } = (question ?? {}) as { readonly rows?: readonly (readonly (number | null)[])[] }
  if (!Array.isArray(rows) || !rows.every((row) => Array.isArray(row) && row.length === columns))
    throw new BourseError('input/parse', `${where}: a question needs rows of ${columns} numbers`, {
      details: { where, argument: 'rows', allowed: `{ rows: number[][] }, ${columns} per row` },
      remedy: 'ask with { rows: [[...], ...] }',
    })
  return Float64Array.from(rows.flat(), (value: number | null) => value ?? Number.NaN)
}
