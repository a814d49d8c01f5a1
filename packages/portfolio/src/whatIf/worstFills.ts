// Which orders fill when everything goes wrong. Gross exposure, the sum of |delta| over underlyings, is convex in the
// filled shares, so its worst lies where each order is filled whole or not at all; for given signs of the deltas each
// order decides for itself.
import { badArgument } from '@bourse/core'
import type { BookView } from '../book/bookView.js'
import { exposureLines } from '../exposure/exposureLines.js'
import { underlyingOf } from '../exposure/underlyingOf.js'
import { appraiser, type Valuation } from '../exposure/valuation.js'
import type { FilledWays, OrderLeg } from './orderLegs.js'

/** Underlyings that orders with several legs may tie together: every sign of each is tried. */
const TIED = 12

/** The fills that make gross delta-adjusted exposure largest; what cannot be valued counts by its own quantity. */
export function worstFills(orders: readonly FilledWays[], book: BookView, valuation: Valuation): readonly OrderLeg[] {
  const { unit } = appraiser(book, valuation)
  const deltas = orders.map((ways) => ways.map((legs) => deltasOf(legs, unit, valuation)))
  const held = heldDeltas(book, valuation)
  const filled: OrderLeg[] = []
  for (const tied of tiedTogether(deltas)) {
    const keys = [...new Set(tied.flatMap((i) => deltas[i]!.flatMap((way) => [...way.keys()])))]
    if (keys.length > TIED)
      throw badArgument('bookAfter', 'underlyings tied by combos', keys.length, `at most ${TIED} for worst fills`)
    let worst = Number.NEGATIVE_INFINITY
    let choice: readonly number[] = []
    for (let signs = 0; signs < 2 ** keys.length; signs++) {
      const sign = new Map(keys.map((key, k) => [key, signs & (1 << k) ? -1 : 1]))
      let total = 0
      for (const key of keys) total += sign.get(key)! * (held.get(key) ?? 0)
      const chosen = tied.map((i) => {
        let [best, gain] = [-1, 0]
        deltas[i]!.forEach((way, w) => {
          let adds = 0
          for (const [key, delta] of way) adds += sign.get(key)! * delta
          if (adds > gain) [best, gain] = [w, adds]
        })
        total += gain
        return best
      })
      if (total > worst) [worst, choice] = [total, chosen]
    }
    for (const [at, i] of tied.entries()) filled.push(...(orders[i]![choice[at]!] ?? []))
  }
  return filled
}

function deltasOf(
  legs: readonly OrderLeg[],
  unit: ReturnType<typeof appraiser>['unit'],
  { instruments }: Valuation,
): ReadonlyMap<string, number> {
  const deltas = new Map<string, number>()
  for (const { instrument, quantity } of legs) {
    const { exposure } = unit(instrument)
    const known = !Number.isNaN(exposure)
    const key = known ? underlyingOf(instrument, instruments) : instrument.id
    deltas.set(key, (deltas.get(key) ?? 0) + quantity * (known ? exposure : 1))
  }
  return deltas
}

function heldDeltas(book: BookView, valuation: Valuation): ReadonlyMap<string, number> {
  const deltas = new Map<string, number>()
  for (const { instrument, of, quantity, exposure } of exposureLines(book, valuation)) {
    const known = !Number.isNaN(exposure) && instrument !== undefined
    const key = known ? underlyingOf(instrument, valuation.instruments) : of
    deltas.set(key, (deltas.get(key) ?? 0) + (known ? exposure : quantity))
  }
  return deltas
}

/** Orders that share underlyings, directly or through others. */
function tiedTogether(deltas: readonly (readonly ReadonlyMap<string, number>[])[]): readonly (readonly number[])[] {
  let groups: { readonly keys: ReadonlySet<string>; readonly members: readonly number[] }[] = []
  deltas.forEach((ways, i) => {
    const own = new Set(ways.flatMap((way) => [...way.keys()]))
    const touching = groups.filter(({ keys }) => [...own].some((key) => keys.has(key)))
    groups = groups.filter((group) => !touching.includes(group))
    const keys = new Set([...own, ...touching.flatMap((group) => [...group.keys])])
    groups.push({ keys, members: [...touching.flatMap(({ members }) => members), i] })
  })
  return groups.map(({ members }) => members)
}
