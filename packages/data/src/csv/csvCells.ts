// One line as cells, and the line where a file's figures begin. Slow and kind: for headers, samples and small tables.

/** Cells of a line; quotes may hold delimiters, a doubled quote is one. */
export function cellsOf(line: string, delimiter: string): readonly string[] {
  if (!line.includes('"')) return line.split(delimiter)
  const cells: string[] = []
  let [cell, quoted] = ['', false]
  for (let i = 0; i < line.length; i++) {
    const char = line[i]!
    if (char === '"') {
      if (quoted && line[i + 1] === '"') cell += line[i++]
      else quoted = !quoted
    } else if (char === delimiter && !quoted) {
      cells.push(cell)
      cell = ''
    } else cell += char
  }
  cells.push(cell)
  return cells
}

/** The one of `,` `;` tab `|` that a line has most of, quotes apart; a comma where it has none. */
export function delimiterOf(line: string): string {
  const bare = line.replaceAll(/"[^"]*"/g, '')
  let [best, most] = [',', 0]
  for (const delimiter of [',', ';', '\t', '|']) {
    const count = bare.split(delimiter).length - 1
    if (count > most) [best, most] = [delimiter, count]
  }
  return best
}
