// The timers of a run: one per strategy and tag, the newest wake counts.
import type { EpochMs } from '@bourse/core'
import { agenda } from './agenda.js'

export type DueTimer = { readonly strategy: string; readonly tag: string; readonly at: EpochMs }

export interface Timers {
  wake(strategy: string, tag: string, at: EpochMs): void
  cancel(strategy: string, tag: string): void
  nextAt(): EpochMs
  take(): DueTimer
}

export function createTimers(): Timers {
  const due = agenda<DueTimer>()
  const cancels = new Map<string, () => void>()
  const keyOf = (strategy: string, tag: string): string => `${strategy} ${tag}`
  const cancel = (strategy: string, tag: string): void => {
    const key = keyOf(strategy, tag)
    cancels.get(key)?.()
    cancels.delete(key)
  }
  return {
    wake(strategy, tag, at) {
      cancel(strategy, tag)
      cancels.set(keyOf(strategy, tag), due.add(at, { strategy, tag, at }))
    },
    cancel,
    nextAt: () => due.nextAt(),
    take() {
      const timer = due.take()
      cancels.delete(keyOf(timer.strategy, timer.tag))
      return timer
    },
  }
}
