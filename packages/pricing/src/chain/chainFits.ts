import type { SmileFit, SmileQuotes } from '../smile/smileFit.js'
import { bestSvi } from '../smile/fitSvi.js'
import { bestSabr } from '../smile/fitSabr.js'
import { smileRows } from '../smile/smileRows.js'
import { chainSmiles } from './chainSmiles.js'
import type { OptionChain } from './chainTypes.js'

/** The best smile of each expiry, whatever it is worth: it says so itself. Undefined where there are too few quotes. */
export function chainFits(
  chain: OptionChain,
  model: 'svi' | 'sabr',
  before: readonly (SmileFit | undefined)[],
): readonly (SmileFit | undefined)[] {
  return chainSmiles(chain).map((quotes, i) => fitOf(quotes, model, before[i]))
}

function fitOf(quotes: SmileQuotes, model: 'svi' | 'sabr', before: SmileFit | undefined): SmileFit | undefined {
  if (quotes.strikes.length < 5) return undefined
  const rows = smileRows(quotes)
  if (model === 'svi') return bestSvi(rows, quotes, before?.model === 'svi' ? before.svi : undefined)
  return bestSabr(rows, quotes, { beta: 1, shift: 0, start: before })
}
