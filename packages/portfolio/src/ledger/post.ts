// One input, whatever its kind, booked into a state.
import { BourseError, type Input, type InputOf, type InstrumentId } from '@bourse/core'
import { applyAdjustment, applyCashMove } from './applyCash.js'
import { applyPositionEvent } from './applyEvent.js'
import { applyFill } from './applyFill.js'
import { applyDelisting, applyFunding, applyResolution, applySettlement } from './applyMarket.js'
import { runDue, takeAction } from './corporateAction.js'
import type { LedgerEntry } from './ledgerTypes.js'
import { entryOf, type Posting } from './posting.js'
import { pricedOf, type Setup } from './setup.js'
import type { State } from './state.js'
import { applyTransfer } from './transfer.js'

/** What most inputs do to a book: nothing but to make it look at a price again. False where more has to happen first. */
export function postBar(setup: Setup, state: State, { id, time }: InputOf<'bar'>): boolean {
  if (!(time < state.nextDue && time > Number.NEGATIVE_INFINITY)) return false
  remark(setup, state, id)
  if (time > state.time) state.time = time
  return true
}

/**
 * Books an input into a state. `undefined` where nothing moved. A throw leaves the state as it was, unless something fell
 * due before the input or lots are chosen by a function: then the caller passes a fork.
 */
export function postInput(setup: Setup, state: State, input: Input): LedgerEntry | undefined {
  if (!Number.isFinite(input.time))
    throw new BourseError('input/not-finite', `ledger: time of a ${input.kind} is ${input.time}`, {
      details: { kind: input.kind, time: String(input.time) },
      remedy: 'stamp inputs with inputStamper',
    })
  if (isPrice(input) && !(state.nextDue <= input.time)) {
    // Nine in ten inputs end here, and allocate nothing.
    remark(setup, state, input.id)
    if (input.time > state.time) state.time = input.time
    return undefined
  }
  const posting: Posting = { setup, state, input, movements: [] }
  if (state.nextDue <= input.time) runDue(posting)
  book(posting)
  if (input.time > state.time) state.time = input.time
  if (posting.movements.length > 0) {
    state.version++
    state.changes++
  }
  return entryOf(posting)
}

function book(posting: Posting): void {
  const { setup, state, input } = posting
  if (isPrice(input)) remark(setup, state, input.id)
  switch (input.kind) {
    case 'fill':
      applyFill(posting, input)
      break
    case 'exercise':
    case 'assignment':
    case 'expiry':
    case 'liquidation':
      applyPositionEvent(posting, input)
      break
    case 'cashMove':
      applyCashMove(posting, input)
      break
    case 'positionTransfer':
      applyTransfer(posting, input)
      break
    case 'adjustment':
      applyAdjustment(posting, input)
      break
    case 'funding':
      applyFunding(posting, input)
      break
    case 'settlement':
      applySettlement(posting, input)
      break
    case 'corporateAction':
      takeAction(posting, input)
      break
    case 'resolution':
      applyResolution(posting, input)
      break
    case 'delisted':
      remark(setup, state, input.id)
      applyDelisting(posting, input)
      break
  }
}

function isPrice(input: Input): input is InputOf<'quote' | 'trade' | 'bar' | 'mark'> {
  const { kind } = input
  return kind === 'quote' || kind === 'trade' || kind === 'bar' || kind === 'mark'
}

// A price moved: of something held, or of a pair that may be a rate.
function remark(setup: Setup, state: State, id: InstrumentId): void {
  const { slot, pair } = pricedOf(setup, id)
  if (slot !== undefined) slot.marks++
  else if (!pair) return
  state.version++
}
