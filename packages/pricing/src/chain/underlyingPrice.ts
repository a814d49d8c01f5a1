import type { EpochMs, Json, Link, MarketFact, Sourced } from '@bourse/core'
import { isTwoSided } from '../parity/strikeQuotes.js'

type Seen = { value: number; at: EpochMs; source: string; lost: boolean }
const kinds = ['mark', 'quote', 'trade'] as const

/** Last mark, mid and print of the underlying; the newest counts, at equal times in this order. */
export type UnderlyingPrice = { -readonly [K in (typeof kinds)[number]]?: Seen }

/** Takes a price from a fact about the underlying. */
export function keepPrice(price: UnderlyingPrice, fact: Sourced<MarketFact>): void {
  const { kind, at, source } = fact
  let value: number
  if (kind === 'quote') {
    const empty = fact.bidSize === 0 || fact.askSize === 0 || !isTwoSided(fact.bid, fact.ask)
    value = empty ? Number.NaN : 0.5 * (fact.bid + fact.ask)
  } else if (kind === 'mark' || kind === 'trade') value = fact.price
  else return
  if (!(value > 0 && value < Infinity)) return
  const seen = price[kind]
  if (seen === undefined || at >= seen.at) price[kind] = { value, at, source, lost: false }
}

/** Its feed is down: what came from it counts no more. */
export function losePrice(price: UnderlyingPrice, { source }: Sourced<Link>): void {
  for (const kind of kinds) {
    const seen = price[kind]
    if (seen?.source === source) seen.lost = true
  }
}

/** The newest price that is not too old, else NaN. */
export function priceAt(price: UnderlyingPrice, now: EpochMs, maxAge: number): number {
  let best: Seen | undefined
  for (const kind of kinds) {
    const seen = price[kind]
    if (seen === undefined || seen.lost || now - seen.at > maxAge) continue
    if (best === undefined || seen.at > best.at) best = seen
  }
  return best?.value ?? Number.NaN
}

export function priceToJson(price: UnderlyingPrice): Json {
  return structuredClone(price) as Json
}

export function priceFromJson(json: Json): UnderlyingPrice {
  return structuredClone(json) as UnderlyingPrice
}
