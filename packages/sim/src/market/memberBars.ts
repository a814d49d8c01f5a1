// The bars of one member: a path within each bar, so that open, high, low and close belong together.
import { type Instrument, roundPrice } from '@bourse/assets'
import { badArgument, type Bars, type Span } from '@bourse/core'
import { portableExp, type Rng } from '@bourse/math'
import type { BarTimes } from './barTimes.js'
import type { Member } from './member.js'
import { fatDraw, type Weather } from './weather.js'

/** Steps of the path within a bar. */
const steps = 6
/** Part of a session's variance that comes while it is closed. */
const overnight = 0.2

/**
 * Geometric, in the log of the price: drift, a common and an own fat-tailed part, jumps. Over the day the moves are U-shaped,
 * twice as large in variance at its ends as in its middle.
 */
export function memberBars(
  member: Member,
  span: Span,
  { time, years, opens, phase }: BarTimes,
  weather: Weather,
  correlation: number,
  rng: Rng,
): Bars {
  const { instrument, drift, vol, price, jumps, jumpSize, volume } = member
  for (const [name, value] of [
    ['drift', drift],
    ['vol', vol],
    ['jumps', jumps],
    ['jumpSize', jumpSize],
    ['volume', volume],
  ] as const)
    if (!Number.isFinite(value) || (name !== 'drift' && value < 0))
      throw badArgument(
        'syntheticMarket',
        `${name} of ${instrument.id}`,
        value,
        name === 'drift' ? 'a finite number' : 'a finite number >= 0',
      )
  if (!(price > 0 && price < Number.POSITIVE_INFINITY))
    throw badArgument('syntheticMarket', `price of ${instrument.id}`, price, 'a finite number > 0')
  const n = time.length
  const column = (): Float64Array => new Float64Array(n)
  const bars = { open: column(), high: column(), low: column(), close: column(), volume: column() }
  const [own, way, jump, size] = [rng.fork('own'), rng.fork('way'), rng.fork('jumps'), rng.fork('volume')]
  const shared = Math.sqrt(correlation)
  const alone = Math.sqrt(1 - correlation)
  const path = new Float64Array(steps + 1)
  const onGrid = (log: number): number =>
    Math.max(roundPrice(instrument, price * portableExp(log)), tickOf(instrument.tick))
  let log = 0
  for (let i = 0; i < n; i++) {
    const at = time[i]!
    const middle = 2 * phase[i]! - 1
    const shape = instrument.calendar === 'always' ? 1 : (6 / 7) * (0.75 + 1.25 * middle * middle)
    const deviation = vol * weather.wild(at) * Math.sqrt(years * (phase[i] === 0.5 ? 1 : shape))
    let move = (drift - (vol * vol) / 2) * years + deviation * (shared * weather.common(at) + alone * fatDraw(own))
    for (let k = jump.poisson(jumps * years); k > 0; k--) move += jumpSize * jump.normal()
    const gap = opens[i] === 1 && instrument.calendar !== 'always' ? overnight * move : 0
    const start = log + gap
    const end = log + move
    log = end
    // A bridge from the open to the close.
    path[0] = 0
    for (let k = 1; k <= steps; k++) path[k] = path[k - 1]! + way.normal()
    const [last, each] = [path[steps]!, deviation / Math.sqrt(steps)]
    let [low, high] = [Math.min(start, end), Math.max(start, end)]
    for (let k = 1; k < steps; k++) {
      const here = start + ((end - start) * k) / steps + each * (path[k]! - (last * k) / steps)
      if (here < low) low = here
      if (here > high) high = here
    }
    bars.open[i] = onGrid(start)
    bars.close[i] = onGrid(end)
    bars.high[i] = onGrid(high)
    bars.low[i] = onGrid(low)
    bars.volume[i] = Math.round(
      volume *
        shape *
        portableExp(0.4 * size.normal() - 0.08) *
        (1 + Math.min(4, Math.abs(move - gap) / (deviation || 1))) *
        0.5,
    )
  }
  return { id: instrument.id, span, time: time.slice(), ...bars, adjusted: bars.close.slice() }
}

function tickOf(tick: Instrument['tick']): number {
  return typeof tick === 'number' ? tick : tick[0]!.tick
}
