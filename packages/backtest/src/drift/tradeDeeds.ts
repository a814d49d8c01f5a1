// The orders of a record, given to a venue that lives through a market.
import type { Fact, Input, Sourced } from '@bourse/core'
import type { LoopVenue } from '@bourse/engine'
import { movesBook } from '@bourse/sim'
import type { DriftWorld, Happening } from './driftWorld.js'
import type { Deed } from './liveRecord.js'

/** What came of it: the market, and what the venue told, in order. `market` in order of time. */
export function tradeDeeds(venue: LoopVenue, market: readonly Input[], deeds: readonly Deed[]): DriftWorld {
  const world: Happening[] = []
  let [now, phase]: [number, 0 | 2] = [Number.NaN, 0]
  venue.listen((fact) => {
    const input = Object.assign({}, fact as Sourced<Fact>, { seq: 0, time: now }) as Input
    if (!movesBook(input)) return
    // Fills of this venue and of the live one may stand side by side: their ids must not meet.
    world.push({ input: input.kind === 'fill' ? { ...input, tradeId: `drift ${input.tradeId}` } : input, phase })
  })
  let [next, deed] = [0, 0]
  while (next < market.length || deed < deeds.length) {
    now = Math.min(market[next]?.time ?? Number.POSITIVE_INFINITY, deeds[deed]?.time ?? Number.POSITIVE_INFINITY)
    phase = 0
    const from = next
    for (; next < market.length && market[next]!.time === now; next++) venue.react(market[next]!)
    if (next === from)
      venue.react({ kind: 'timer', strategy: '', tag: '', seq: 0, time: now, at: now, source: 'clock' })
    for (let i = from; i < next; i++) world.push({ input: market[i]!, phase: 1 })
    phase = 2
    for (; deed < deeds.length && deeds[deed]!.time === now; deed++) carryOut(venue, deeds[deed]!)
  }
  return world
}

function carryOut(venue: LoopVenue, { command }: Deed): void {
  if (command.do === 'submit') venue.submit(command.order)
  else if (command.do === 'replace') venue.replace(command.change)
  else venue.cancel(command.orderId)
}
