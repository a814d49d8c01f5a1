// From the venue's fills of the live orders to the live fills, one difference at a time.
import { type Money, money, type OrderId } from '@bourse/core'
import { type DriftWorld, type Fill, fillsOf, type Happening } from './driftWorld.js'
import type { Deed, LiveRecord } from './liveRecord.js'
import { isOurs } from './liveRecord.js'

type Placed = Happening & { readonly input: Fill }

/** Fills by order, those of the engine's orders alone. */
export function fillsByOrder(world: DriftWorld, record: LiveRecord): ReadonlyMap<OrderId, readonly Placed[]> {
  const by = new Map<OrderId, Placed[]>()
  for (const one of fillsOf(world)) {
    if (!isOurs(record, one.input)) continue
    by.set(one.input.orderId, [...(by.get(one.input.orderId) ?? []), one])
  }
  return by
}

/** The orders that filled later than the venue would have filled them, sent so much later that it fills them then. */
export function delayedDeeds(
  { deeds }: LiveRecord,
  ours: ReadonlyMap<OrderId, readonly Placed[]>,
  live: ReadonlyMap<OrderId, readonly Placed[]>,
  times: readonly number[],
): { readonly deeds: readonly Deed[]; readonly moved: number } {
  let moved = 0
  const later = deeds.map((deed): Deed => {
    const { command } = deed
    if (command.do !== 'submit' || 'group' in command.order) return deed
    const { orderId } = command.order
    const [at, mine] = [live.get(orderId)?.[0]?.input.time, ours.get(orderId)?.[0]?.input.time]
    if (at === undefined || (mine !== undefined && mine >= at)) return deed
    const time = times.findLast((one) => one < at)
    if (time === undefined || time <= deed.time) return deed
    moved++
    return { time, command }
  })
  return {
    deeds: later
      .map((deed, place) => ({ deed, place }))
      .sort((a, b) => a.deed.time - b.deed.time || a.place - b.place)
      .map(({ deed }) => deed),
    moved,
  }
}

/** What both filled, at the live prices; where the quantities are equal too, the live fills themselves. Fees stay. */
export function repriced(
  world: DriftWorld,
  live: ReadonlyMap<OrderId, readonly Placed[]>,
  record: LiveRecord,
): { readonly world: DriftWorld; readonly changed: number } {
  const ours = fillsByOrder(world, record)
  let changed = 0
  const drop = new Set<Happening>()
  const add: Happening[] = []
  for (const [orderId, mine] of ours) {
    const theirs = live.get(orderId)
    if (theirs === undefined) continue
    if (Math.abs(meanPrice(theirs) - meanPrice(mine)) > 0) changed++
    for (const one of mine) drop.add(one)
    if (quantityOf(mine) === quantityOf(theirs)) add.push(...withFee(theirs, feeOf(mine)))
    else
      for (const one of mine)
        add.push({ ...one, input: { ...one.input, price: meanPrice(theirs), priceText: String(meanPrice(theirs)) } })
  }
  return { world: [...world.filter((one) => !drop.has(one)), ...add], changed }
}

/** Without the fills of some orders. */
export function without(world: DriftWorld, orders: ReadonlySet<OrderId>): DriftWorld {
  return world.filter(({ input }) => input.kind !== 'fill' || !orders.has(input.orderId))
}

/** The live fills in place of ours; what a unit costs stays as it was, and is nothing where we filled nothing. */
export function requantified(
  world: DriftWorld,
  live: ReadonlyMap<OrderId, readonly Placed[]>,
  record: LiveRecord,
): { readonly world: DriftWorld; readonly changed: number } {
  const ours = fillsByOrder(world, record)
  let changed = 0
  const drop = new Set<Happening>([...ours.values()].flat())
  const add: Happening[] = []
  for (const orderId of new Set([...ours.keys(), ...live.keys()])) {
    const [mine, theirs] = [ours.get(orderId) ?? [], live.get(orderId) ?? []]
    if (quantityOf(mine) !== quantityOf(theirs)) changed++
    const fee = feeOf(mine)
    const part =
      fee === undefined
        ? undefined
        : { currency: fee.currency, value: fee.value.mul(quantityOf(theirs)).div(quantityOf(mine)) }
    if (theirs.length > 0) add.push(...withFee(theirs, quantityOf(mine) === quantityOf(theirs) ? fee : part))
  }
  return { world: [...world.filter((one) => !drop.has(one)), ...add], changed }
}

/** Orders that cost other fees. */
export function feesThatDiffer(
  world: DriftWorld,
  live: ReadonlyMap<OrderId, readonly Placed[]>,
  record: LiveRecord,
): number {
  let count = 0
  for (const [orderId, mine] of fillsByOrder(world, record)) {
    const theirs = live.get(orderId)
    if (
      theirs !== undefined &&
      !(
        feeOf(mine)
          ?.value.minus(feeOf(theirs)?.value ?? 0)
          .abs()
          .lessThan(1e-12) ?? true
      )
    )
      count++
  }
  return count
}

/** A fee over several fills, by their quantities; the last takes what division leaves. */
function withFee(fills: readonly Placed[], fee: Money | undefined): readonly Placed[] {
  const whole = quantityOf(fills)
  let left = fee?.value
  return fills.map((one, i) => {
    const { input } = one
    if (fee === undefined || left === undefined)
      return { ...one, input: { ...input, fee: money(0, input.fee.currency) } }
    const part = i + 1 === fills.length ? left : fee.value.mul(input.quantity).div(whole)
    left = left.sub(part)
    return { ...one, input: { ...input, fee: { currency: fee.currency, value: part } } }
  })
}

function feeOf(fills: readonly Placed[]): Money | undefined {
  return fills.reduce<Money | undefined>(
    (sum, { input: { fee } }) =>
      sum === undefined ? fee : { currency: fee.currency, value: sum.value.add(fee.value) },
    undefined,
  )
}

function quantityOf(fills: readonly Placed[]): number {
  return Number(fills.reduce((sum, { input }) => sum + input.quantity, 0).toPrecision(15))
}

function meanPrice(fills: readonly Placed[]): number {
  const [first] = fills
  if (fills.every(({ input }) => input.price === first!.input.price)) return first!.input.price
  return (
    fills.reduce((sum, { input }) => sum + input.quantity * input.price, 0) /
    fills.reduce((sum, { input }) => sum + input.quantity, 0)
  )
}
