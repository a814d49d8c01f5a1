// From a share of equity to an order: what ctx.target does. A target on a continuous series is held in the contract in front.
import { type Instrument, notionalOf, roundQuantity } from '@bourse/assets'
import type { AccountId, Draft, InstrumentId, OrderId } from '@bourse/core'
import type { Verdict } from '@bourse/risk'
import type { TargetOptions, Watchable } from '../strategy/strategyContext.js'
import { barVolatility } from './barStatistics.js'
import { remainingOf } from './deskOrder.js'
import { unknownInstrument } from './draftOrder.js'
import type { Floor, Host } from './floor.js'
import type { SeriesTrack } from './seriesDesk.js'
import { checkTarget, isWorthTrading, targetDraft } from './target.js'

type Submit = (draft: Draft) => { readonly orderId: OrderId; readonly verdict: Verdict | undefined }

/** A target that was met and has not changed: most calls of most strategies, answered without looking at the book. */
export function isAsBefore(host: Host, what: Watchable, share: number, options: TargetOptions | undefined): boolean {
  if (options?.account !== undefined || options?.volTarget !== undefined || options?.band !== undefined) return false
  const before = host.targets.get(typeof what === 'object' ? what.id : what)
  return before?.settled === true && before.share === share
}

export function pursueTarget(
  host: Host,
  floor: Floor,
  what: Watchable,
  share: number,
  options: TargetOptions,
  submit: Submit,
): void {
  checkTarget(host.name, share, options)
  const id = typeof what === 'object' ? what.id : what
  const key = options.account === undefined ? id : `${id} ${options.account}`
  const before = host.targets.get(key)
  const track = typeof what === 'object' ? floor.series.add(what) : floor.series.find(id)
  const sized = sizeTarget(host, floor, id, track, share, options)
  if (typeof sized === 'string') {
    floor.note({ audit: 'skipped', strategy: host.name, instrument: id, why: sized })
    return
  }
  const { instrument, wanted, held, drift } = sized
  if (!isWorthTrading(before, share, held, wanted, drift, options)) {
    // What was asked for stays the measure of whether it came.
    const quantity = before?.share === share ? before.quantity : wanted
    host.targets.set(key, { share, quantity, settled: true, orderId: before?.orderId ?? null, again: null })
    return
  }
  if (before !== undefined && before.orderId !== null && isOpen(floor, before.orderId)) {
    const open = floor.desk.find(before.orderId)!
    // Sized anew with every bar, a market order would never come where orders take longer than a bar.
    if (before.share === share && open.order.type === 'market') return
    const signed = open.order.side === 'buy' ? remainingOf(open) : -remainingOf(open)
    if (sameQuantity(held + signed, wanted)) return
    // Two orders for one target could both fill: the old one goes first, and what it leaves is looked at when it ends.
    floor.desk.cancel(open)
    host.targets.set(key, { ...before, settled: false, again: { id, share, options } })
    return
  }
  const { orderId, verdict } = submit(targetDraft(instrument, exactDifference(wanted, held), floor.market, options))
  if (verdict === undefined || !verdict.pass) return
  const trimmed = verdict.trimmed?.to
  const quantity = trimmed === undefined ? wanted : held + Math.sign(wanted - held) * trimmed
  host.targets.set(key, { share, quantity, settled: false, orderId, again: null })
}

type SizedTarget = {
  readonly instrument: Instrument
  readonly wanted: number
  readonly held: number
  readonly drift: number
}

/** The quantity a share is worth now, or why that cannot be told. */
function sizeTarget(
  host: Host,
  floor: Floor,
  id: InstrumentId,
  track: SeriesTrack | undefined,
  share: number,
  { volTarget, account }: TargetOptions,
): SizedTarget | string {
  if (track !== undefined && track.front === undefined) return 'no bar of the series has come yet'
  const tradedId = track?.front?.id ?? id
  const instrument = floor.instruments.find(tradedId)
  if (instrument === undefined) throw unknownInstrument(host.name, tradedId)
  const mark = floor.market.mark(tradedId)
  if (mark === undefined) return 'no price is known'
  let scaled = share
  if (volTarget !== undefined) {
    const ring = floor.bars(id)
    const measured = ring === undefined ? Number.NaN : barVolatility(ring)
    if (!(measured > 0)) return 'its volatility is not known yet'
    scaled = (share * volTarget) / measured
  }
  const equity = host.book.equity().value
  const unit = Math.abs(notionalOf(instrument, 1, mark.value) * floor.rateOf(instrument.currency))
  if (Number.isNaN(unit)) return 'its value in the base currency is not known'
  if (Number.isNaN(equity)) return 'equity is not known'
  const wanted = scaled === 0 ? 0 : roundQuantity(instrument, (equity * scaled) / unit)
  if (!Number.isFinite(wanted)) return `nothing can be bought at ${mark.value}`
  const held = heldOf(host, floor, tradedId, track, account)
  return { instrument, wanted, held, drift: (Math.abs(wanted - held) * unit) / Math.abs(equity) }
}

function heldOf(
  host: Host,
  floor: Floor,
  id: InstrumentId,
  track: SeriesTrack | undefined,
  account: AccountId | undefined,
): number {
  const filter = account === undefined ? undefined : { account }
  if (track === undefined) return host.book.quantity(id, filter)
  let held = 0
  for (const { instrument, quantity } of host.book.positions(filter))
    if (floor.series.holds(track.series, instrument)) held += quantity
  return held
}

function isOpen(floor: Floor, orderId: OrderId): boolean {
  for (const desk of floor.desk.open()) if (desk.order.orderId === orderId) return true
  return false
}

function sameQuantity(a: number, b: number): boolean {
  return Math.abs(a - b) <= 1e-9 * Math.max(Math.abs(a), Math.abs(b))
}

/** a - b as decimals: 0.3 - 0.1 is 0.2, or a venue refuses the order. */
function exactDifference(a: number, b: number): number {
  const difference = a - b
  // Whole numbers are exact already.
  if (Number.isInteger(a) && Number.isInteger(b) && Math.abs(difference) < 1e15) return difference
  return Number(difference.toPrecision(15))
}

/** An order has ended: targets that waited for it are pursued again. */
export function resumeTargets(host: Host, orderId: OrderId): void {
  for (const target of host.targets.values()) {
    if (target.orderId !== orderId || target.again === null) continue
    const { id, share, options } = target.again
    target.again = null
    host.run((ctx) => ctx.target(id, share, options), undefined)
  }
}
