/**
 * Calls and puts of one expiry as columns, one row per strike. A side without a bid has bid 0 or NaN, one without an offer
 * ask NaN.
 */
export type StrikeQuotes = {
  readonly strike: Float64Array
  readonly callBid: Float64Array
  readonly callAsk: Float64Array
  readonly putBid: Float64Array
  readonly putAsk: Float64Array
}

/** Empty columns for `strikes` rows: NaN everywhere. */
export function strikeQuotes(strikes: number): StrikeQuotes {
  const column = (): Float64Array => new Float64Array(strikes).fill(Number.NaN)
  return { strike: column(), callBid: column(), callAsk: column(), putBid: column(), putAsk: column() }
}

/** Both sides are there and not crossed: what a mid may be taken of. */
export function isTwoSided(bid: number, ask: number): boolean {
  return bid > 0 && ask >= bid && ask < Infinity
}

/** A call and a put that can both be bought and sold. */
export function isPair(quotes: StrikeQuotes, i: number): boolean {
  return (
    Number.isFinite(quotes.strike[i]!) &&
    isTwoSided(quotes.callBid[i]!, quotes.callAsk[i]!) &&
    isTwoSided(quotes.putBid[i]!, quotes.putAsk[i]!)
  )
}
