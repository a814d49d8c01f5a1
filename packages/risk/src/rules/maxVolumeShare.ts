import { badArgument, type InstrumentId, type Span } from '@bourse/core'
import { isOver, passWith, refuseMissing, trimTo } from '../gate/answers.js'
import { quantityAt } from '../gate/orderSituation.js'
import type { Rule } from '../gate/rule.js'

/** Of which bars (default `'1d'`), and over how many of the newest (default 20) the volume is averaged. */
export type VolumeOptions = { readonly span?: Span; readonly bars?: number }

/**
 * Size of an order against what is traded: quantity over the average volume of the bars it has seen; 0.01 = 1 %. An
 * instrument whose bars it has not seen is refused. Trims to what fits.
 *
 * @example
 * import { maxVolumeShare } from '@bourse/risk'
 * maxVolumeShare(0.01).rule // => 'maxVolumeShare'
 */
export function maxVolumeShare(share: number, { span = '1d', bars = 20 }: VolumeOptions = {}): Rule {
  if (!(share > 0)) throw badArgument('maxVolumeShare', 'share', share, 'a share > 0')
  if (!(Number.isInteger(bars) && bars > 0)) throw badArgument('maxVolumeShare', 'bars', bars, 'a whole number > 0')
  let volumes = new Map<InstrumentId, readonly number[]>()
  return {
    rule: 'maxVolumeShare',
    scope: 'exposure',
    observe(input) {
      if (input.kind === 'bar' && input.span === span && input.volume >= 0)
        volumes.set(input.id, [...(volumes.get(input.id) ?? []), input.volume].slice(-bars))
      return []
    },
    check(_, __, situation) {
      let most = 0
      for (const moves of situation.alternatives)
        for (const { row, quantity } of moves) {
          const seen = volumes.get(row.instrument)
          if (seen === undefined) return refuseMissing({ missing: 'volume', of: row.instrument })
          const average = seen.reduce((sum, one) => sum + one, 0) / seen.length
          most = Math.max(most, quantity === 0 ? 0 : Math.abs(quantity) / average)
        }
      const figure = { name: 'share of average volume', value: most, limit: share, unit: 'share' as const }
      if (!isOver(most, share)) return passWith(figure)
      return trimTo(quantityAt(situation, share / most), situation, 'risk/volume', figure)
    },
    save: () => [...volumes].map(([id, seen]) => [id, seen]),
    load(state) {
      volumes = new Map(state as unknown as readonly (readonly [InstrumentId, readonly number[]])[])
    },
  }
}
