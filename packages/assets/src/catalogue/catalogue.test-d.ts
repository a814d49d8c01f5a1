// What must compile and what must not: checked by the type checker, never run.
import {
  type AssetTier,
  assignSlots,
  type Phase,
  parseCatalogue,
  phaseRule,
  type Requirement,
  setTier,
  cryptoLadder,
} from '../catalogue.js'

const read = parseCatalogue('', 'yaml')
// @ts-expect-error a result must be looked at first
read.value
if (!read.ok) read.failure.code satisfies 'catalogue/syntax' | 'catalogue/field'
// @ts-expect-error no such format
parseCatalogue('', 'toml')
// @ts-expect-error a requirement has a target
export const vague: Requirement = { figure: 'sharpe', is: '>' }
// @ts-expect-error no such comparison
export const odd: Requirement = { figure: 'sharpe', is: '=', target: 1 }
// @ts-expect-error a phase says what it opens
export const empty: Phase = { name: 'x', requires: [] }
// @ts-expect-error three tiers
export const tier: AssetTier = 4
// @ts-expect-error a change says why
setTier({}, 'BTC', 1, { time: 0, who: 'ann' })
// @ts-expect-error a candidate has a liquidity
assignSlots([{ asset: 'BTC', tier: 1, edge: 1, correlation: 0 }])
phaseRule(cryptoLadder).next({ time: 0, measured: { killSwitchTested: true } }).event?.phase satisfies
  | string
  | undefined
