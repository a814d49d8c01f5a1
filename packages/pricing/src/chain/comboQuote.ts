import { badArgument, type ComboLeg, type InstrumentId } from '@bourse/core'
import type { ChainOption } from './chainTypes.js'

/** Options traded as one, with what buying the unit costs: below zero where it brings money. */
export type ComboQuote = {
  readonly legs: readonly ComboLeg[]
  /** What selling the unit at the market fetches, what lies between, what buying it costs; NaN where a side is missing. */
  readonly bid: number
  readonly mid: number
  readonly ask: number
}

/**
 * Several options of a chain as the legs of one order, and the net price of one unit in the options' price unit. Who buys the
 * unit is long and short of these; an option that is named twice counts twice. Throws where none is named.
 *
 * @example
 * import { comboQuote, type ExpirySlice } from '@bourse/pricing'
 * const slice = { byDelta: (right: string, delta: number) => ({ option: { id: `${right}-${delta}@OPRA` }, bid: 10 * delta,
 *   mid: 10 * delta + 0.05, ask: 10 * delta + 0.1 }) } as unknown as ExpirySlice // of a chain
 * const spread = comboQuote({ long: [slice.byDelta('call', 0.5)!], short: [slice.byDelta('call', 0.25)!] })
 * spread.legs // => [{ instrument: 'call-0.5@OPRA', ratio: 1 }, { instrument: 'call-0.25@OPRA', ratio: -1 }]
 * spread.mid // => 2.5
 * spread.ask // => 2.6
 */
export function comboQuote(parts: {
  readonly long?: readonly ChainOption[]
  readonly short?: readonly ChainOption[]
}): ComboQuote {
  const ratios = new Map<InstrumentId, number>()
  let [bid, mid, ask] = [0, 0, 0]
  const add = ({ option, ...quote }: ChainOption, ratio: 1 | -1): void => {
    ratios.set(option.id, (ratios.get(option.id) ?? 0) + ratio)
    // A missing side cannot be traded on: NaN is an empty offer, and a bid of 0 buys nothing.
    const fetched = quote.bid > 0 ? quote.bid : Number.NaN
    bid += ratio > 0 ? fetched : -quote.ask
    mid += ratio * quote.mid
    ask += ratio > 0 ? quote.ask : -fetched
  }
  for (const one of parts.long ?? []) add(one, 1)
  for (const one of parts.short ?? []) add(one, -1)
  const legs = [...ratios].filter(([, ratio]) => ratio !== 0).map(([instrument, ratio]) => ({ instrument, ratio }))
  if (legs.length === 0)
    throw badArgument('comboQuote', 'parts', 'nothing', 'options that are long, short or both, not each against itself')
  return { legs, bid, mid, ask }
}
