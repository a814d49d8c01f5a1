import type { BoundStrategy } from '../strategy/defineStrategy.js'
import type { ScanModule, ScanScorer } from './scanModule.js'
export function scanStrategy(_module: ScanModule, _scorer: ScanScorer | undefined): BoundStrategy {
  throw new Error('not yet')
}
