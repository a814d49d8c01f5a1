import { BourseError } from '@bourse/core'

/** Where a reader stands: line and column from 1, columns counted as fields. */
export type CsvPlace = {
  readonly file: string | undefined
  readonly line: number
  readonly column?: number
  readonly header?: string | undefined
}

/** `input/parse` that names file, line, column and the text that stands there. */
export function csvError(place: CsvPlace, what: string, remedy: string, text = ''): BourseError {
  const { file, line, column, header } = place
  const named = header === undefined || header === '' ? '' : ` (${header})`
  const at = `${file ?? 'parseCsv'}: line ${line}${column === undefined ? '' : `, column ${column}${named}`}`
  return new BourseError('input/parse', `${at}: ${what}`, {
    details: {
      where: 'parseCsv',
      file: file ?? null,
      line,
      column: column ?? null,
      header: header ?? null,
      text: text.length > 80 ? `${text.slice(0, 77)}...` : text,
    },
    remedy,
  })
}
