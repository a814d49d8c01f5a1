// Check digits by Luhn's modulus 10, double-add-double, over letters as numbers: ISIN, CUSIP and FIGI differ in what they
// make of a letter and in where doubling begins.

/** 0-9, and A-Z as 10-35. */
export function valueOfCharacter(character: string): number {
  return Number.parseInt(character, 36)
}

/** Digit that completes `values` when those at even distance from the front parity are doubled and their digits added. */
export function doubleAddDouble(values: readonly number[], doubledFirst: boolean): number {
  let sum = 0
  for (const [i, value] of values.entries()) {
    const weighted = (i % 2 === 0) === doubledFirst ? value * 2 : value
    sum += Math.floor(weighted / 10) + (weighted % 10)
  }
  return (10 - (sum % 10)) % 10
}
