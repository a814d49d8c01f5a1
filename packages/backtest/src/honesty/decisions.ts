// What a run decided, as text with its time: order ids and all, because equal runs number alike.
import type { EpochMs } from '@bourse/core'
import type { RunWatcher } from '../run/runWorld.js'

export function decisionsOf(): { readonly watch: RunWatcher; told(): readonly string[] } {
  const lines: string[] = []
  return {
    watch(input, commands) {
      for (const command of commands)
        if (command.do === 'submit' || command.do === 'replace' || command.do === 'cancel')
          lines.push(`${input.time} ${JSON.stringify({ ...command, cause: 0 })}`)
    },
    told: () => lines,
  }
}

/** The time of the first decision before `until` that only one has, or that they took differently. */
export function sameUntil(whole: readonly string[], cut: readonly string[], until: EpochMs): EpochMs | undefined {
  const before = (lines: readonly string[]): readonly string[] => lines.filter((line) => timeOf(line) < until)
  const [a, b] = [before(whole), before(cut)]
  for (let i = 0; i < Math.max(a.length, b.length); i++)
    if (a[i] !== b[i]) return Math.min(...[a[i], b[i]].flatMap((line) => (line === undefined ? [] : [timeOf(line)])))
  return undefined
}

function timeOf(line: string): number {
  return Number(line.slice(0, line.indexOf(' ')))
}
