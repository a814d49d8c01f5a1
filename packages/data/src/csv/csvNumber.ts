// Numbers as people and spreadsheets write them. The plain ones never come here: the row loop reads those from bytes.

const absent = /^(|null|nan|n\/a|#n\/a|na|none|\.|-|--|nil|inf|-inf|infinity|-infinity)$/i
const grouped = /^-?\d{1,3}(,\d{3})+(\.\d+)?$/
const plain = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i
const units: { readonly [suffix: string]: number } = { k: 1e3, m: 1e6, b: 1e9 }

/**
 * NaN where the vendor had no figure (empty, `null`, `N/A`, `.`, an infinity), undefined where the text is no number.
 * Knows `$1,234.50`, `1.5M`, `(12)`; a comma is a decimal one in files divided by `;`, and groups thousands in all others.
 */
export function csvNumber(text: string, decimalComma: boolean): number | undefined {
  let cell = text.trim()
  if (absent.test(cell)) return Number.NaN
  if (/^\(.*\)$/.test(cell)) cell = `-${cell.slice(1, -1)}`
  cell = cell.replace(/^(-?)[$€£]/, '$1').replace(/%$/, '')
  const unit = units[cell.at(-1)?.toLowerCase() ?? '']
  if (unit !== undefined) cell = cell.slice(0, -1)
  // `1.234` stays what it says; only a comma after it, or a second point, makes points mean thousands.
  if (decimalComma) cell = /,|\..*\./.test(cell) ? cell.replaceAll(/\.(?=\d{3}([.,]|$))/g, '').replace(',', '.') : cell
  else if (grouped.test(cell)) cell = cell.replaceAll(',', '')
  if (!plain.test(cell)) return undefined
  return unit === undefined ? Number(cell) : Number((Number(cell) * unit).toPrecision(15))
}
