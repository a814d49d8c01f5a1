// Wakes that have not rung: what a driver's clock must be told again after a restart.
import type { Command, EpochMs, InputOf, Json } from '@bourse/core'

export interface Wakes {
  note(command: Command): void
  rang(timer: InputOf<'timer'>): void
  waiting(cause: number): readonly Command[]
  save(): Json
  load(state: Json): void
}

type Wake = { readonly strategy: string; readonly tag: string; readonly at: EpochMs }

export function createWakes(): Wakes {
  let wakes = new Map<string, Wake>()
  const keyOf = ({ strategy, tag }: { readonly strategy: string; readonly tag: string }): string => `${strategy} ${tag}`
  return {
    note(command) {
      if (command.do === 'wake') {
        const { strategy, tag, at } = command
        wakes.set(keyOf(command), { strategy, tag, at })
      } else if (command.do === 'cancelWake') wakes.delete(keyOf(command))
    },
    rang(timer) {
      const wake = wakes.get(keyOf(timer))
      if (wake !== undefined && wake.at <= timer.time) wakes.delete(keyOf(timer))
    },
    waiting: (cause) => [...wakes.values()].map((wake) => ({ do: 'wake', ...wake, cause })),
    save: () => [...wakes.values()].map((wake) => ({ ...wake })),
    load(state) {
      wakes = new Map((state as unknown as readonly Wake[]).map((wake) => [keyOf(wake), wake]))
    },
  }
}
