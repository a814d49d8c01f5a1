// Text, numbers and tables as HTML.
import { groupedNumber } from '../report/groupedNumber.js'

/** Text that stands for itself in an element or an attribute. */
export function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
}

/** A share as percent; a dash where it is not known. */
export function percent(value: number, digits = 1): string {
  return Number.isFinite(value) ? `${signed((100 * value).toFixed(digits))} %` : '–'
}

export function ratio(value: number, digits = 2): string {
  return Number.isFinite(value) ? signed(value.toFixed(digits)) : '–'
}

/** Grouped by thousands. */
export function grouped(value: number, digits = 0): string {
  return Number.isFinite(value) ? groupedNumber(value, digits).replace('-', '−') : '–'
}

/** A true minus, and none before a zero. */
function signed(text: string): string {
  if (!text.startsWith('-')) return text
  return Number(text) === 0 ? text.slice(1) : `−${text.slice(1)}`
}

export type Cell = string | { readonly text: string; readonly attributes: string }

/** The first cell of each row is its heading. Cells are HTML. */
export function table(caption: string, heads: readonly string[], rows: readonly (readonly Cell[])[]): string {
  // A column is aligned as its cells are.
  const words = (column: number): boolean =>
    typeof rows[0]?.[column] === 'object' && rows[0][column].attributes.includes('words')
  const head = heads.map((name, i) => `<th scope="col"${words(i) ? ' class="words"' : ''}>${name}</th>`).join('')
  // Rows and cells end where the next begins: HTML asks for no end tags there, and a page goes by mail.
  const body = rows.map((cells) => `<tr>${cells.map(cellOf).join('')}`).join('\n')
  return `<div class="wide" tabindex="0" role="region" aria-label="${caption}"><table><caption>${caption}</caption>
<thead><tr>${head}</tr></thead>
<tbody>
${body}
</tbody></table></div>`
}

function cellOf(cell: Cell, column: number): string {
  const { text, attributes } = typeof cell === 'string' ? { text: cell, attributes: '' } : cell
  return column === 0 ? `<th scope="row"${attributes}>${text}` : `<td${attributes}>${text}`
}

export function section(id: string, title: string, body: string): string {
  return body === ''
    ? ''
    : `<section id="${id}" aria-labelledby="${id}-title"><h2 id="${id}-title">${title}</h2>\n${body}\n</section>\n`
}

/** A place for a chart: named for a screen reader, reachable by keyboard, with a line that reads the values out. */
export function chartPlace(
  id: string,
  label: string,
  key: readonly { readonly name: string; readonly colour: string }[],
  note = '',
): string {
  const names = key.map(({ name, colour }) => `<li style="--swatch:var(--${colour})">${escaped(name)}</li>`).join('')
  return `<figure>${key.length > 0 ? `<ul class="key">${names}</ul>` : ''}
<div class="plot" id="${id}" role="img" tabindex="0" aria-label="${escaped(label)}" aria-describedby="${id}-readout"></div>
<figcaption><span class="readout" id="${id}-readout" aria-live="polite">${escaped(note)}</span></figcaption></figure>`
}
