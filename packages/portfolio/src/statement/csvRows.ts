import { badText } from '@bourse/core'

/** Rows of fields. Quoted fields may hold commas, line ends and doubled quotes. Throws `input/parse` on a quote left open. */
export function csvRows(text: string, where: string, separator = ','): readonly (readonly string[])[] {
  const rows: string[][] = []
  let row: string[] = []
  let at = text.charCodeAt(0) === 0xfeff ? 1 : 0
  while (at < text.length) {
    let field = ''
    if (text[at] === '"') {
      at++
      for (;;) {
        const end = text.indexOf('"', at)
        if (end < 0) throw badText(where, `row ${rows.length + 1}`, text.slice(at, at + 40), 'a closing quote')
        field += text.slice(at, end)
        at = end + 1
        if (text[at] !== '"') break
        field += '"'
        at++
      }
      if (at < text.length && text[at] !== separator && text[at] !== '\n' && text[at] !== '\r')
        throw badText(where, `row ${rows.length + 1}`, text.slice(at, at + 40), 'a separator after the quote')
    } else {
      const start = at
      while (at < text.length && text[at] !== separator && text[at] !== '\n' && text[at] !== '\r') at++
      field = text.slice(start, at)
    }
    row.push(field)
    if (text[at] === separator && at + 1 < text.length) {
      at++
      continue
    }
    if (text[at] === separator) {
      row.push('')
      at++
    }
    if (text[at] === '\r') at++
    if (text[at] === '\n') at++
    if (row.length > 1 || row[0] !== '') rows.push(row)
    row = []
  }
  return rows
}
