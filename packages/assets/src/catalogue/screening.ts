import { checkRequirements, type MeasuredFigures, type Requirement, type RequirementAnswer } from './requirement.js'

/**
 * What a coin must show before it is traded. Volume and depth (within 1 % of the mid) in dollars; `spread` and `funding8h`
 * (absolute, per eight hours) as shares; `correlationToBtc` over 90 days; the rest are 1 or 0. Bitcoin and ether are
 * tier 1 by name and are not screened.
 *
 * @example
 * import { cryptoScreen } from '@bourse/assets/catalogue'
 * cryptoScreen.map((rule) => rule.figure).slice(0, 3) // => ['dailyVolume', 'depth', 'spread']
 */
export const cryptoScreen: readonly Requirement[] = [
  { figure: 'dailyVolume', is: '>=', target: 500e6 },
  { figure: 'depth', is: '>=', target: 5e6 },
  { figure: 'spread', is: '<=', target: 0.0005 },
  { figure: 'perpetualListed', is: '>=', target: 1 },
  { figure: 'correlationToBtc', is: '<', target: 0.85 },
  { figure: 'funding8h', is: '<', target: 0.001 },
  { figure: 'feedReliable', is: '>=', target: 1 },
  { figure: 'apiReliable', is: '>=', target: 1 },
]

/**
 * Whether a coin passes a screen (default `cryptoScreen`), and what it lacks.
 *
 * @example
 * import { screenAsset } from '@bourse/assets/catalogue'
 * const figures = { dailyVolume: 9e8, depth: 4e6, spread: 0.0002, perpetualListed: true, correlationToBtc: 0.7,
 *   funding8h: 0.0001, feedReliable: true, apiReliable: true }
 * screenAsset(figures).missing // => [{ requirement: 'depth >= 5000000', value: 4000000, target: 5000000 }]
 */
export function screenAsset(
  measured: MeasuredFigures,
  rules: readonly Requirement[] = cryptoScreen,
): RequirementAnswer {
  return checkRequirements(rules, measured)
}
