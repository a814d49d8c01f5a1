// A line that moves where somebody looks at it, and nothing where it would fill a log.
const cells = 30

/** `share` 0 to 1 of all that there is to do; `what` is being done. */
export function progressLine(): { tell(share: number, what: string): void; end(): void } {
  const { stdout } = process
  if (!stdout.isTTY) return { tell: () => {}, end: () => {} }
  return {
    tell(share, what) {
      const full = Math.round(cells * share)
      const bar = '█'.repeat(full) + '░'.repeat(cells - full)
      stdout.write(`\r   ${bar} ${`${Math.floor(100 * share)}`.padStart(3)} %  ${what.padEnd(28)}`)
    },
    end: () => stdout.write(`\r${' '.repeat(cells + 42)}\r`),
  }
}
