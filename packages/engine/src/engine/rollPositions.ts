// Rolling what targets on continuous series hold: one combo per position, once, and what it cost.
import { type Future, multiplierOf } from '@bourse/assets'
import type { InputOf, InstrumentId, Json, OrderId } from '@bourse/core'
import { rollOrder } from '@bourse/futures'
import { orderOf } from './draftOrder.js'
import type { Floor, Host } from './floor.js'
import type { SeriesTrack } from './seriesDesk.js'

/** A roll under way. `marks` as they were when it was decided; `cost` so far, in the contract's currency. */
type RollUnderWay = {
  readonly strategy: string
  readonly series: InstrumentId
  readonly from: InstrumentId
  readonly to: InstrumentId
  readonly quantity: number
  readonly marks: { readonly [contract: string]: number }
  readonly gap: number
  cost: number
}

/** Rolls of all strategies, by the id of the combo. */
export interface RollDesk {
  /** Sends a combo for every position in a contract that is no longer in front, unless one is on its way. */
  roll(host: Host, track: SeriesTrack, gap: number): void
  fill(fill: InputOf<'fill'>): void
  /** An order of a host has ended: a roll is reported, or is due again. */
  end(orderId: OrderId, filled: boolean): void
  save(): Json
  load(state: Json): void
}

export function rollDesk(floor: Floor): RollDesk {
  let rolls = new Map<OrderId, RollUnderWay>()
  return {
    roll(host, track, gap) {
      const { series, front } = track
      if (front === undefined) return
      for (const { account, instrument, quantity } of [...host.book.positions()]) {
        if (instrument === front.id || quantity === 0 || !floor.series.holds(series, instrument)) continue
        if ([...rolls.values()].some((one) => one.strategy === host.name && one.from === instrument)) continue
        for (const desk of floor.desk.open())
          if (desk.order.strategy === host.name && 'instrument' in desk.order && desk.order.instrument === instrument)
            floor.desk.cancel(desk)
        const from = floor.instruments.find(instrument) as Future
        const order = orderOf(
          { ...rollOrder({ instrument: from, quantity }, front), account },
          {
            strategy: host.name,
            instruments: floor.instruments,
            nextId: () => `${floor.runId}-${host.name.replace('/', '-')}-${++host.orders}`,
            accountOf: () => account,
          },
        )
        if (!('orderId' in order)) continue
        const marks = Object.fromEntries([instrument, front.id].map((id) => [id, floor.market.mark(id)?.value ?? null]))
        const verdict = floor.desk.submit(host.name, order)
        if (!verdict.pass) {
          floor.note({
            audit: 'skipped',
            strategy: host.name,
            instrument,
            why: `rule ${verdict.rule} refuses the roll`,
          })
          continue
        }
        rolls.set(order.orderId, {
          strategy: host.name,
          series: series.id,
          from: instrument,
          to: front.id,
          quantity,
          marks: marks as RollUnderWay['marks'],
          gap,
          cost: 0,
        })
      }
    },
    fill({ orderId, instrument, side, quantity, price, fee }) {
      const roll = rolls.get(orderId)
      if (roll === undefined) return
      const worse = (price - (roll.marks[instrument] ?? price)) * (side === 'buy' ? 1 : -1)
      roll.cost += worse * quantity * multiplierOf(floor.instruments.find(instrument)!) + fee.value.toNumber()
    },
    end(orderId, filled) {
      const roll = rolls.get(orderId)
      if (roll === undefined) return
      rolls.delete(orderId)
      if (!filled) {
        const track = floor.series.find(roll.series)
        if (track !== undefined) track.unrolled = true
        return
      }
      const { strategy, series, from, to, quantity, gap, cost } = roll
      const currency = floor.instruments.find(from)!.currency
      floor.note({ audit: 'roll', strategy, series, from, to, quantity, gap, cost: { currency, value: cost } })
    },
    save: () => [...rolls].map(([id, roll]) => [id, { ...roll, gap: Number.isFinite(roll.gap) ? roll.gap : null }]),
    load(state) {
      const saved = state as unknown as readonly (readonly [OrderId, RollUnderWay & { gap: number | null }])[]
      rolls = new Map(saved.map(([id, roll]) => [id, { ...roll, gap: roll.gap ?? Number.NaN }]))
    },
  }
}
