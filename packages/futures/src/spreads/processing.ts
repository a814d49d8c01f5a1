// Margins of refiners and crushers, in the units in which their futures are quoted.

const gallonsPerBarrel = 42

/** Net price in USD per barrel of crude, and in USD for the contracts of one spread. */
export type CrackSpread = { readonly perBarrel: number; readonly packageUsd: number }

/**
 * What refining earns: gasoline (RB) and heating oil (HO) in USD per gallon against crude (CL) in USD per barrel. 3:2:1 is
 * two barrels of gasoline and one of heating oil from three of crude, 2:1:1 one of each from two.
 *
 * @example
 * import { crackSpread } from '@bourse/futures'
 * crackSpread('3:2:1', { CL: 58, RB: 1.95, HO: 2.3 }).perBarrel // => 28.8000
 */
export function crackSpread(
  ratio: '3:2:1' | '2:1:1',
  prices: { readonly CL: number; readonly RB: number; readonly HO: number },
): CrackSpread {
  const [crude, gasoline] = ratio === '3:2:1' ? [3, 2] : [2, 1]
  const { CL, RB, HO } = prices
  const net = gasoline * gallonsPerBarrel * RB + gallonsPerBarrel * HO - crude * CL
  return { perBarrel: net / crude, packageUsd: 1000 * net }
}

/** Net price in USD per bushel, and in USD of 11 ZM and 9 ZL against 10 ZS. */
export type CrushSpread = { readonly perBushel: number; readonly packageUsd: number }

/**
 * What crushing beans earns: a bushel of 60 pounds gives about 44 pounds of meal (.022 short tons) and 11 of oil. ZS in
 * USD per bushel, ZM in USD per short ton, ZL in cents per pound. The package rounds that to whole contracts.
 *
 * @example
 * import { crushSpread } from '@bourse/futures'
 * crushSpread({ ZS: 10.5, ZM: 310, ZL: 48 }).perBushel // => 1.6000
 */
export function crushSpread(prices: { readonly ZS: number; readonly ZM: number; readonly ZL: number }): CrushSpread {
  const { ZS, ZM, ZL } = prices
  return { perBushel: 0.022 * ZM + 0.11 * ZL - ZS, packageUsd: 1100 * ZM + 5400 * ZL - 50_000 * ZS }
}
