// @bourse/core: nouns and ports. Imports nothing of ours; rxjs only under /rx, decimal.js only in money.ts.

// time
export {
  addDays,
  addMonths,
  type CivilDate,
  civilOf,
  dayNumber,
  daysInMonth,
  type IsoDate,
  isLeapYear,
  isoDateOfDay,
  type Weekday,
  weekdayOf,
} from './civil.js'
export type { Clock } from './clock.js'
export { type ManualClock, manualClock } from './manualClock.js'
export { systemClock } from './systemClock.js'
export { type BusinessDayCounter, type DayCount, yearFraction } from './dayCount.js'
export { type Duration, durationMs } from './duration.js'
export { dayMs, type EpochMs, type TimeLike, toEpochMs, toIsoDate } from './time.js'
export {
  type CalendarId,
  type CalendarLookup,
  dueTimes,
  nextDue,
  type ScheduleCalendar,
  type ScheduleRule,
  type ScheduleSession,
  wakeOnSchedule,
} from './schedule.js'
export { wallEpochMs, zoneOffsetMs } from './zone.js'
// json, results, errors
export {
  BourseError,
  badArgument,
  badText,
  type ErrorCode,
  type ErrorDetails,
  isBourseError,
  type KnownErrorCode,
} from './error.js'
export { type TextDigest, textDigest } from './textDigest.js'
export { isJson, type Json, numberFromJson, numberToJson } from './json.js'
export { type Failure, failed, type Result, succeeded } from './result.js'
// ids
export {
  type AccountId,
  type Currency,
  type InstrumentId,
  type OrderId,
  type RequestId,
  toAccountId,
  toInstrumentId,
} from './ids.js'
// money
export type { Amount } from './amount.js'
export {
  addMoney,
  allocateMoney,
  amountOf,
  compareMoney,
  formatMoney,
  type Money,
  type MoneyText,
  money,
  moneyOf,
  multiplyMoney,
  type Rounding,
  type RoundingRule,
  roundMoney,
  subtractMoney,
} from './money.js'
// columns
export type { Bars, Columns, Frame, Span } from './bars.js'
// facts and inputs
export type {
  AccountFact,
  AccountSnapshot,
  Adjustment,
  CashMove,
  MarginCall,
  PositionTransfer,
  VenuePosition,
} from './accountFacts.js'
export type { Answer, Control, DriverFact, Link, Timer } from './driverFacts.js'
export type { Fact, FactOf, Input, InputOf } from './input.js'
export { inputFromJson, inputToJson } from './inputJson.js'
export { compareInputs } from './inputOrder.js'
export { inputStamper } from './inputStamper.js'
export type {
  Bar,
  BookUpdate,
  CorporateAction,
  Delisted,
  Funding,
  Listed,
  Mark,
  MarketFact,
  Observation,
  OpenInterest,
  Quote,
  Resolution,
  Settlement,
  Trade,
} from './marketFacts.js'
export type {
  Fill,
  OrderFact,
  OrderRefusal,
  OrderReplaced,
  OrderStatus,
  OrderUnknown,
  PositionEvent,
} from './orderFacts.js'
export type { Liquidity, Side } from './side.js'
export type { Sourced, Stamp } from './stamp.js'
// orders and commands
export type { Approved } from './approved.js'
export type { Command, FeedWant } from './command.js'
export {
  type BracketGroup,
  bracket,
  type Checkable,
  type ComboDraft,
  type ComboGroup,
  type ComboLeg,
  type Draft,
  type GroupKind,
  type GroupShapes,
  groupIdOf,
  type OcoGroup,
  type OrderGroup,
  oco,
} from './group.js'
export type {
  DraftRoute,
  Order,
  OrderDraft,
  OrderRoute,
  OrderTerms,
  Replace,
  StopTrigger,
  TimeInForce,
} from './order.js'
export {
  isOpenOrder,
  legalOrderMoves,
  type MoveTarget,
  nextOrderState,
  type OrderMove,
  type OrderState,
  type WorkingOrder,
} from './orderState.js'
export { type Contingency, contingency, resumeContingency } from './contingency.js'
export { trimGroup } from './trimGroup.js'
// state that moves
export { createMarketRecord, type MarketRecord } from './marketRecord.js'
export type { DividendInput, Known, MarketView } from './marketView.js'
export type { Saves, Stepper } from './stepper.js'
// ports
export type { Cache } from './cache.js'
export type { Executor, ExecutorOptions } from './executor.js'
export type { Feed } from './feed.js'
export type { History, HistoryQuery } from './history.js'
export type { Journal, JournalEntry, JournalHeader, JournalRecord } from './journal.js'
export type { Model } from './model.js'
export { questionRows } from './questionRows.js'
export { type ExerciseNotice, holdsGroup, type Venue, type VenueState } from './venue.js'
