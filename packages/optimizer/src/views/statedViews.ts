import { wrongInput } from '../wrongInput.js'
import type { MarketViews } from './blackLitterman.js'

/**
 * A view by name: an asset earns `expected`; it earns `expected` more than another (`over`); a mix of assets earns
 * `expected`. `confidence` 0 to 1, of all views or of none.
 */
export type StatedView = { readonly expected: number; readonly confidence?: number } & (
  | { readonly asset: string; readonly over?: string }
  | { readonly mix: { readonly [asset: string]: number } }
)

/**
 * Views by name as rows of numbers for `blackLitterman`. Throws for an unknown asset.
 *
 * @example
 * import { viewsOf } from '@bourse/optimizer'
 * const views = viewsOf(['SPY', 'GLD', 'TLT'], [{ asset: 'SPY', over: 'TLT', expected: 0.03 }])
 * views.picks.data // => Float64Array [1, 0, -1]
 */
export function viewsOf(assets: readonly string[], stated: readonly StatedView[]): MarketViews {
  const n = assets.length
  const indexOf = new Map(assets.map((asset, i) => [asset, i]))
  const data = new Float64Array(stated.length * n)
  stated.forEach((view, v) => {
    const put = (asset: string, pick: number): void => {
      const i = indexOf.get(asset)
      if (i === undefined) throw wrongInput(`asset of view ${v}`, asset, `one of ${assets.join(', ')}`)
      data[v * n + i]! += pick
    }
    if ('mix' in view) {
      for (const [asset, pick] of Object.entries(view.mix)) put(asset, pick)
      return
    }
    put(view.asset, 1)
    if (view.over !== undefined) put(view.over, -1)
  })
  const confidences = stated.flatMap(({ confidence }) => confidence ?? [])
  if (confidences.length !== 0 && confidences.length !== stated.length)
    throw wrongInput(
      'confidence',
      `given for ${confidences.length} of ${stated.length} views`,
      'given for all or for none',
    )
  const views = {
    picks: { rows: stated.length, cols: n, data },
    expected: Float64Array.from(stated, ({ expected }) => expected),
  }
  return confidences.length === 0 ? views : { ...views, confidence: Float64Array.from(confidences) }
}
