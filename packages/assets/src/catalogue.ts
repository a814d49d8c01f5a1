// What a desk may trade, how much of it, and when it may trade more. The only part of the package that carries yaml.

// the catalogue
export {
  assetsByClass,
  type AssetRisk,
  type Catalogue,
  catalogueAsset,
  type CatalogueAsset,
  type CatalogueEvent,
  type CatalogueLimits,
  catalogueRegistry,
  type ChangeNote,
  type ClassLimits,
  type ClassSettings,
  enabledAssets,
  type PriceDistance,
  setEnabled,
  setProductEnabled,
} from './catalogue/catalogue.js'
export { type CatalogueResult, parseCatalogue } from './catalogue/parseCatalogue.js'
export { starterCatalogue, starterCatalogueYaml } from './catalogue/starter.js'
// limits
export {
  type AllocationBreach,
  type AllocationLimit,
  type PlannedAllocation,
  stopShare,
  validateAllocation,
} from './catalogue/allocation.js'
// requirements and phases
export { assetLadder, cryptoLadder } from './catalogue/ladders.js'
export {
  evaluatePhase,
  type Phase,
  type PhaseAnswer,
  type PhaseEvent,
  type PhaseLadder,
  type PhaseLogEntry,
  type PhaseMeasurement,
  phaseRule,
  type PhaseStep,
} from './catalogue/phase.js'
export {
  checkRequirements,
  type MeasuredFigures,
  type MissingRequirement,
  type Requirement,
  type RequirementAnswer,
} from './catalogue/requirement.js'
// screening, tiers, slots
export { cryptoScreen, screenAsset } from './catalogue/screening.js'
export { assignSlots, fiveSlots, type SlotAnswer, type SlotCandidate, type SlotRules } from './catalogue/slots.js'
export {
  type AssetTier,
  type AssetTiers,
  cryptoTiers,
  reviewTiers,
  setTier,
  type TierEvent,
} from './catalogue/tiers.js'
// coins
export {
  type CoinList,
  type CoinRename,
  coinRenames,
  coinSector,
  type CoinSector,
  coinTickerOn,
  cryptoTop50,
  type RankedCoin,
} from './catalogue/top50.js'
