// A trading day in its parts: auctions stand before, between and after the intervals of continuous trading.
import type { Session, SessionPhase } from './calendar.js'

/** Minutes from the first open or the last close of a session. */
export type PhaseRule = {
  readonly phase: SessionPhase['phase']
  readonly anchor: 'open' | 'close'
  readonly from: number
  readonly to: number
}

/** Phases of a session in order; the gaps between its intervals are breaks. */
export function phasesAround(session: Session, rules: readonly PhaseRule[]): readonly SessionPhase[] {
  const { intervals } = session
  if (intervals.length === 0) return []
  const phases: SessionPhase[] = []
  for (const [i, { open, close }] of intervals.entries()) {
    const last = intervals[i - 1]?.close
    if (last !== undefined && last < open) phases.push({ phase: 'break', open: last, close: open })
    phases.push({ phase: 'continuous', open, close })
  }
  for (const { phase, anchor, from, to } of rules) {
    const at = anchor === 'open' ? intervals[0]!.open : intervals.at(-1)!.close
    const [open, close] = [at + from * 60_000, at + to * 60_000]
    if (anchor === 'close' || open < intervals.at(-1)!.close) insert(phases, { phase, open, close })
  }
  return phases.sort((a, b) => a.open - b.open)
}

/** An auction inside continuous trading interrupts it. */
function insert(phases: SessionPhase[], auction: SessionPhase): void {
  for (const [i, whole] of phases.entries()) {
    if (whole.open >= auction.close || auction.open >= whole.close) continue
    const parts = [
      { ...whole, close: auction.open },
      { ...whole, open: auction.close },
    ]
    phases.splice(i, 1, ...parts.filter(({ open, close }) => open < close))
    break
  }
  phases.push(auction)
}
