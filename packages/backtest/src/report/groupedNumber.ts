/** Grouped by thousands, with a hyphen for minus and none before a zero; '-' where it is not known. */
export function groupedNumber(value: number, digits = 0): string {
  if (!Number.isFinite(value)) return '-'
  const [whole = '', part] = Math.abs(value).toFixed(digits).split('.')
  const groups = whole.replace(/\B(?=(\d{3})+$)/g, ',')
  const text = part === undefined ? groups : `${groups}.${part}`
  return value < 0 && /[1-9]/.test(text) ? `-${text}` : text
}
