// What prediction markets keep until they are resolved.
import { multiplierOf } from '@bourse/assets'
import type { Currency } from '@bourse/core'
import { booksOf, type Floor } from './floor.js'
import type { TradeLeg } from './margin.js'

/**
 * What short outcomes of a currency may have to pay once these have traded: of each market its largest short, because one outcome of it
 * comes true, and pays 1.
 */
export function lockedAfter(floor: Floor, currency: Currency, legs: readonly TradeLeg[]): number {
  const held = new Map<string, number>()
  const add = (id: string, quantity: number): void => void held.set(id, (held.get(id) ?? 0) + quantity)
  for (const { instrument, quantity } of booksOf(floor).positions({ account: floor.account })) add(instrument, quantity)
  for (const { order, quantity } of legs) add(order.instrument, order.side === 'buy' ? quantity : -quantity)
  const owed = new Map<string, number>()
  for (const [id, quantity] of held) {
    const instrument = floor.slots.get(id as TradeLeg['order']['instrument'])?.instrument
    if (instrument?.kind !== 'outcome' || instrument.currency !== currency || quantity >= 0) continue
    owed.set(instrument.market, Math.max(owed.get(instrument.market) ?? 0, -quantity * multiplierOf(instrument)))
  }
  return [...owed.values()].reduce((sum, one) => sum + one, 0)
}
