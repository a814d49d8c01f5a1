import type { Side } from '@bourse/core'
import { roundToGrid } from './grid.js'
import type { Instrument } from './instrument.js'

/**
 * passive: never crosses further than asked (a buy goes down); aggressive: never falls short (a buy goes up). Both need the
 * side.
 */
export type PriceRounding =
  | { readonly mode?: 'nearest' }
  | { readonly mode: 'passive' | 'aggressive'; readonly side: Side }

/**
 * The tick in force at a price; ladders are mirrored for prices below zero.
 *
 * @example
 * import { tickAt } from '@bourse/assets'
 * tickAt({ tick: [{ from: 0, tick: 1 }, { from: 3000, tick: 5 }] }, 4000) // => 5
 */
export function tickAt(instrument: Pick<Instrument, 'tick'>, price: number): number {
  if (typeof instrument.tick === 'number') return instrument.tick
  const magnitude = Math.abs(price)
  let tick = instrument.tick[0]!.tick
  for (const step of instrument.tick) if (step.from <= magnitude) tick = step.tick
  return tick
}

/**
 * A price on the instrument's grid: `nearest` (default; ties away from zero), or `passive` and `aggressive` for a side.
 * A price that is on the grid comes back unchanged, and every result is the double its decimal text parses to. NaN for a
 * price that is not finite.
 *
 * @example
 * import { roundPrice } from '@bourse/assets'
 * roundPrice({ tick: 0.05 }, 17.46) // => 17.45
 * roundPrice({ tick: 0.05 }, 17.46, { mode: 'aggressive', side: 'buy' }) // => 17.5
 * roundPrice({ tick: 0.01 }, 1.005) // => 1.01
 */
export function roundPrice(instrument: Pick<Instrument, 'tick'>, price: number, options: PriceRounding = {}): number {
  const tick = tickAt(instrument, price)
  if (!('side' in options)) return roundToGrid(price, tick, 'nearest')
  const down = (options.mode === 'passive') === (options.side === 'buy')
  return roundToGrid(price, tick, down ? 'down' : 'up')
}

/**
 * A quantity on the grid of lots. `down` (towards zero, default) never trades more than asked, `up` (away from zero) never
 * less; the sign stays.
 *
 * @example
 * import { roundQuantity } from '@bourse/assets'
 * roundQuantity({ lot: 0.001 }, 0.29999) // => 0.299
 * roundQuantity({ lot: 100 }, -250, 'up') // => -300
 */
export function roundQuantity(
  instrument: Pick<Instrument, 'lot'>,
  quantity: number,
  mode: 'nearest' | 'down' | 'up' = 'down',
): number {
  const size = roundToGrid(Math.abs(quantity), instrument.lot, mode)
  return size === 0 ? 0 : Math.sign(quantity) * size
}
