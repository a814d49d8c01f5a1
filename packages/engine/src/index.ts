// @bourse/engine: one synchronous step; the drivers around it; the scan of all asset classes.

// strategies
export {
  type BoundStrategy,
  defineStrategy,
  type StrategyBinder,
  type StrategyDefinition,
  type Widen,
} from './strategy/defineStrategy.js'
export type { OrderChange, StrategyContext, TargetOptions, Watchable } from './strategy/strategyContext.js'
export type { OrderNews, StrategyHandlers } from './strategy/strategyHandlers.js'
// the engine
export { createEngine } from './engine/createEngine.js'
export { type LiveRates, liveRates } from './engine/liveRates.js'
export type { AccountRoute, AuditEntry, Engine, EngineConfig, StrategySlot } from './engine/engineTypes.js'
// the scan
export type { ScanModule, ScanScorer, ScanState } from './scan/scanModule.js'
export { scanSchedules } from './scan/scanSchedules.js'
// drivers
export { type AnswerModule, modelModule } from './drivers/answerModule.js'
export type { LoopEnd, LoopPorts, LoopVenue } from './drivers/loop.js'
export { type FactSource, runInputs } from './drivers/runInputs.js'
export { type MemoryJournal, memoryJournal } from './journal/memoryJournal.js'
export { type ReplayEnd, replayJournal } from './journal/replayJournal.js'
export { bookOf } from './drivers/systemBook.js'
export { type LiveEnd, type LiveOptions, runLive } from './drivers/runLive.js'
export type { Broker, DataVendor, Placement, TradingSystem } from './drivers/tradingSystem.js'
