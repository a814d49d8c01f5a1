// Strikes are decimals as text: they are compared and printed, and a double would print 575.1 x 1000 as 575100.00000000006.

/** A decimal > 0 without leading or trailing zeros: what all schemes have in common. */
export const plainDecimal: RegExp = /^(?:[1-9]\d*|0)(?:\.\d*[1-9])?$/

/** Whether text is such a decimal and not zero. */
export function isStrike(text: string): boolean {
  return plainDecimal.test(text) && text !== '0'
}

/** Thousandths, eight digits, as a decimal: `'00130750'` is `'130.75'`. */
export function decimalOfThousandths(digits: string): string {
  const whole = digits.slice(0, -3).replace(/^0+(?=\d)/, '')
  const fraction = digits.slice(-3).replace(/0+$/, '')
  return fraction === '' ? whole : `${whole}.${fraction}`
}

/** A decimal as thousandths, eight digits; `undefined` where it does not fit or is not above zero. */
export function thousandthsOf(strike: string): string | undefined {
  if (!isStrike(strike)) return undefined
  const [whole = '', fraction = ''] = strike.split('.')
  if (fraction.length > 3 || whole.length > 5) return undefined
  return whole.padStart(5, '0') + fraction.padEnd(3, '0')
}

/** A number as such a decimal: `130.75` and `5e-7` as `'0.0000005'`; `undefined` for zero, below, and what is not finite. */
export function strikeText(strike: number): string | undefined {
  if (!(strike > 0) || !Number.isFinite(strike)) return undefined
  const [digits = '', exponent] = String(strike).split('e')
  if (exponent === undefined) return digits
  const [whole = '', fraction = ''] = digits.split('.')
  const power = Number(exponent)
  const all = whole + fraction
  if (power < 0) return `0.${'0'.repeat(-power - 1)}${all}`
  return all.padEnd(power + 1, '0')
}
