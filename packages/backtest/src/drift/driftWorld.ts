// Everything that moved an account or a price, in order: a world whose end can be valued, and of which parts can be exchanged.
import type { Instruments } from '@bourse/assets'
import { createMarketRecord, type Currency, type Input, type InputOf } from '@bourse/core'
import { liveRates } from '@bourse/engine'
import { createLedger } from '@bourse/portfolio'
import { movesBook } from '@bourse/sim'

/** `phase`: what venues tell before the market facts of a moment (0), those (1), what is told after them (2). */
export type Happening = { readonly input: Input; readonly phase: 0 | 1 | 2 }
export type DriftWorld = readonly Happening[]
export type Fill = InputOf<'fill'>

const marketKinds: ReadonlySet<string> = new Set([
  'bar',
  'quote',
  'trade',
  'book',
  'mark',
  'funding',
  'settlement',
  'openInterest',
  'observation',
  'corporateAction',
  'listed',
  'delisted',
  'resolution',
])

export function isMarket(input: Input): boolean {
  return marketKinds.has(input.kind)
}

/** Money from outside, and what was there when the run began: the same in every world. */
export function isGiven(input: Input): boolean {
  if (input.kind === 'cashMove') return input.reason === 'deposit' || input.reason === 'withdrawal'
  return input.kind === 'adjustment' && input.source.startsWith('opening/')
}

/** Inputs as they were stepped; what tells nothing of money or prices is left out. */
export function worldOf(inputs: readonly Input[]): DriftWorld {
  let marketAt = Number.NaN
  return inputs.flatMap((input): Happening[] => {
    if (isMarket(input)) {
      marketAt = input.time
      return [{ input, phase: 1 }]
    }
    return movesBook(input) ? [{ input, phase: marketAt === input.time ? 2 : 0 }] : []
  })
}

/** What the account is worth at the end, in base currency. */
export function worthOf(world: DriftWorld, base: Currency, instruments: Instruments): number {
  const market = createMarketRecord()
  const rates = liveRates(instruments)
  const ledger = createLedger({ base, instruments, market, rates })
  const ordered = world
    .map((one, place) => ({ ...one, place }))
    .sort((a, b) => a.input.time - b.input.time || a.phase - b.phase || a.place - b.place)
  ordered.forEach(({ input }, seq) => {
    const own = Object.assign({}, input, { seq }) as Input
    market.observe(own)
    if (own.kind === 'quote' || own.kind === 'bar') rates.observe(own)
    ledger.apply(own)
  })
  return ledger.equity().value
}

export function fillsOf(world: DriftWorld): readonly (Happening & { readonly input: Fill })[] {
  return world.filter((one): one is Happening & { readonly input: Fill } => one.input.kind === 'fill')
}
