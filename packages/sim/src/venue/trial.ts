// A trial: the venue acts, nobody is told, and afterwards everything is as it was.
import { resumeContingency } from '@bourse/core'
import type { Floor } from './floor.js'
import type { Slot } from './slot.js'

/** Starts a trial on one instrument; the answer ends it. */
export function keepOrders(floor: Floor, slot: Slot): () => void {
  const { out, trades, placed } = floor
  const counts = { ...floor.counts }
  const { budget } = slot
  const orders = slot.orders
  const rng = floor.rng.save()
  const groups = new Map(
    [...floor.groups]
      .filter(([id]) => orders.some((one) => one.groupId === id))
      .map(([id, { group, run }]) => [id, { group, state: run.save() }]),
  )
  const lots = [...floor.lots].map(([key, list]) => [key, list.map((lot) => ({ ...lot }))] as const)
  slot.orders = orders.map((one) => ({ ...one }))
  floor.out = []
  floor.trial = new Map()
  return () => {
    slot.orders = orders
    slot.budget = budget
    floor.out = out
    floor.trial = undefined
    floor.rng.load(rng)
    Object.assign(floor, { trades, placed })
    Object.assign(floor.counts, counts)
    floor.lots.clear()
    for (const [key, list] of lots) floor.lots.set(key, list)
    for (const [id, { group, state }] of groups) floor.groups.set(id, { group, run: resumeContingency(group, state) })
  }
}
