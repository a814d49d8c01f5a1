// Futures: what each contract is and when it dies, when to leave it, and what its curve says.

// contracts
export { type FutureChainOptions, contractChain, frontContract, nextContract } from './contracts/chain.js'
export { contractTick, futureContract } from './contracts/contract.js'
export { type DateRule, dateByRule } from './contracts/dateRule.js'
export {
  daysToExpiry,
  type ExpiryDays,
  firstNoticeDate,
  isProjectedExpiry,
  lastTradeDate,
  lastTradeTime,
  withContractDates,
} from './contracts/dates.js'
export type { ContractMonth, DateOverride, FutureSpec } from './contracts/futureSpec.js'
export { futuresDays } from './contracts/futuresDays.js'

// rolls
export { type Crossover, volumeCrossover } from './rolls/crossover.js'
export { cheapestRoll, rollCosts, type RollDayTerms } from './rolls/rollCost.js'
export { type CalendarRollRule, type CrossoverRollRule, rollDate, type RollRule, safeDate } from './rolls/rollDate.js'
export { heldContract, type RollDay, rollDates } from './rolls/rollDates.js'
export { type FuturePosition, rollOrder, rollOrders } from './rolls/rollOrders.js'

// continuous series
export { type ContinuousBars, continuousBars } from './continuous/continuousBars.js'
export { type ContinuousPrices, continuousPrices } from './continuous/continuousPrices.js'
export { type Roll, type RolledBar, roller } from './continuous/roller.js'
export { type ContinuousFuture, continuousFuture, type RollAdjustment } from './continuous/series.js'
export type { RollAnchor } from './continuous/splice.js'

// curves
export {
  type CurveShape,
  curveShape,
  type FutureCarry,
  futureCarry,
  impliedCarry,
  type RollYield,
  rollYield,
} from './curves/carry.js'
export {
  type CarriedDividend,
  type CarryTerms,
  type CashAndCarry,
  cashAndCarry,
  futureFairValue,
  impliedRepo,
} from './curves/fairValue.js'
export { type RankedRollYield, rankRollYields } from './curves/rollRanking.js'
export {
  type CurvePoint,
  curveSeasonality,
  type TermPoint,
  type TermStructure,
  termStructure,
} from './curves/termStructure.js'

// spreads
export { betaHedge, dv01Hedge, type HedgeSize } from './spreads/hedgeRatio.js'
export { spreadHalfLife, spreadZScore } from './spreads/meanReversion.js'
export { type CrackSpread, crackSpread, type CrushSpread, crushSpread } from './spreads/processing.js'
export {
  type FutureSpread,
  type SpreadDefinition,
  spreadDefinitions,
  spreadLegs,
  spreadPrice,
} from './spreads/spreadLegs.js'

// margins
export { indicativeMargins } from './margin/indicativeMargins.js'
export { type MarginRow, marginOn, parseMargins } from './margin/marginTable.js'
export { parseSpreadCredits, type SpreadCreditRow, spreadCreditsOn } from './margin/spreadCredits.js'

// roots
export { findFutureSpec, futureSpecs } from './specs/all.js'
export { A6 } from './specs/6a.js'
export { B6 } from './specs/6b.js'
export { C6 } from './specs/6c.js'
export { E6 } from './specs/6e.js'
export { J6 } from './specs/6j.js'
export { S6 } from './specs/6s.js'
export { BTC } from './specs/btc.js'
export { CL } from './specs/cl.js'
export { ES } from './specs/es.js'
export { ETH } from './specs/eth.js'
export { GC } from './specs/gc.js'
export { HE } from './specs/he.js'
export { HG } from './specs/hg.js'
export { HO } from './specs/ho.js'
export { LE } from './specs/le.js'
export { M2K } from './specs/m2k.js'
export { M6E } from './specs/m6e.js'
export { MBT } from './specs/mbt.js'
export { MCL } from './specs/mcl.js'
export { MES } from './specs/mes.js'
export { MET } from './specs/met.js'
export { MGC } from './specs/mgc.js'
export { MNQ } from './specs/mnq.js'
export { MYM } from './specs/mym.js'
export { NG } from './specs/ng.js'
export { NQ } from './specs/nq.js'
export { PL } from './specs/pl.js'
export { RB } from './specs/rb.js'
export { RTY } from './specs/rty.js'
export { SI } from './specs/si.js'
export { SIL } from './specs/sil.js'
export { SR3 } from './specs/sr3.js'
export { TN } from './specs/tn.js'
export { UB } from './specs/ub.js'
export { VX } from './specs/vx.js'
export { VXM } from './specs/vxm.js'
export { YM } from './specs/ym.js'
export { ZB } from './specs/zb.js'
export { ZC } from './specs/zc.js'
export { ZF } from './specs/zf.js'
export { ZL } from './specs/zl.js'
export { ZM } from './specs/zm.js'
export { ZN } from './specs/zn.js'
export { ZQ } from './specs/zq.js'
export { ZS } from './specs/zs.js'
export { ZT } from './specs/zt.js'
export { ZW } from './specs/zw.js'
