import type { Checkable } from './group.js'

declare class Seal {
  private readonly approved: true
}

/** Minted by the gate alone; a venue takes nothing else. The one brand we pay for: private, so that a changed copy (`{ ...order, quantity }`) loses it. */
export type Approved<T extends Checkable> = T & Seal
