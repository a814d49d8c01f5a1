/**
 * Size of a heavy campaign: `whole` under `pnpm run verify` (BOURSE_CAMPAIGN=whole), a hundredth of it, at least
 * `least`, in `npm test`. Seeds stay the same, so that the small run is a prefix of the large one.
 */
export function campaign(whole: number, least = 100): number {
  if (process.env['BOURSE_CAMPAIGN'] === 'whole') return whole
  return Math.min(whole, Math.max(least, Math.round(whole / 100)))
}
