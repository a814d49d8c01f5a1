// Everything that can be traded, what it is called everywhere, and when its market is open.

// instruments
export type {
  AssetClass,
  Bond,
  Borrow,
  ComboListing,
  Equity,
  Etf,
  Fees,
  Future,
  IndexListing,
  Instrument,
  InstrumentKind,
  InstrumentOf,
  Listing,
  Option,
  Outcome,
  Payoff,
  Perpetual,
  Spot,
} from './instruments/instrument.js'
export { instrumentToJson, parseInstrument } from './instruments/instrumentJson.js'
export { isKind, type KindCases, matchKind, type SomeKindCases } from './instruments/kind.js'
export { multiplierOf, notionalOf, contractPayoff, priceMovePnl } from './instruments/notional.js'
export { type PlainKind, plainInstrument, type PlainTerms } from './instruments/plainInstrument.js'
export { bucketOf, byClass, byKind, byProduct, type Partition } from './instruments/partition.js'
export { type PriceRounding, roundPrice, roundQuantity, tickAt } from './instruments/round.js'
export { type TickRegime, type TickStep, ticksOn } from './instruments/tickLadder.js'
export { hongKongTicks, tokyoTicks, tokyoTopix500Ticks, vxSpreadTicks, vxTicks } from './instruments/tickTables.js'

// registry
export { type InstrumentQuery, type InstrumentSource, type Instruments, parseId } from './registry/instruments.js'
export { createRegistry, type InstrumentFilter, type Registry } from './registry/registry.js'

// symbology
export { binanceSymbols } from './symbology/binance.js'
export { binanceCoinmSymbols } from './symbology/binanceCoinm.js'
export { binanceUsdmSymbols } from './symbology/binanceUsdm.js'
export { bloombergSymbols } from './symbology/bloomberg.js'
export { ccxtSymbols } from './symbology/ccxt.js'
export { cusipSymbols } from './symbology/cusip.js'
export { databentoSymbols } from './symbology/databento.js'
export { deribitSymbols } from './symbology/deribit.js'
export { figiSymbols } from './symbology/figi.js'
export { findBySymbol, type SymbolLookup } from './symbology/findBySymbol.js'
export { futuresSymbols } from './symbology/futures.js'
export { fxSymbols } from './symbology/fx.js'
export { globexSymbols } from './symbology/globex.js'
export { globexSpreadSymbols } from './symbology/globexSpread.js'
export { ibSymbols } from './symbology/ib.js'
export { ibLocalSymbols } from './symbology/ibLocal.js'
export { ibMonthSymbols } from './symbology/ibMonth.js'
export { isinSymbols } from './symbology/isin.js'
export { leanSymbols } from './symbology/lean.js'
export { oandaSymbols } from './symbology/oanda.js'
export { occSymbols } from './symbology/occ.js'
export { occCompactSymbols } from './symbology/occCompact.js'
export { okxSymbols } from './symbology/okx.js'
export { formatSymbol, parseSymbol } from './symbology/parseSymbol.js'
export type {
  CoinFutureSymbol,
  CoinOptionSymbol,
  ComboSymbol,
  ContinuousSymbol,
  EquitySymbol,
  FutureSymbol,
  IdentifierSymbol,
  IndexSymbol,
  OptionSymbol,
  ParentSymbol,
  ParsedSymbol,
  PerpetualSymbol,
  SpotSymbol,
} from './symbology/parsedSymbol.js'
export { polygonSymbols } from './symbology/polygon.js'
export { sedolSymbols } from './symbology/sedol.js'
export type { SymbolFormat, SymbolFormatResult, SymbolOptions, SymbolParseResult } from './symbology/symbolFormat.js'
export { type SymbolScheme, symbolFormats } from './symbology/symbolFormats.js'
export { toSymbol } from './symbology/toSymbol.js'
export { tradingviewSymbols } from './symbology/tradingview.js'
export { yahooSymbols } from './symbology/yahoo.js'

// calendars
export { always } from './calendars/always.js'
export { asx } from './calendars/asx.js'
export type {
  Calendar,
  CalendarDays,
  CalendarException,
  DayMark,
  Interval,
  Session,
  SessionPhase,
  WallTime,
} from './calendars/calendar.js'
export { allCalendars, type Calendars, createCalendars } from './calendars/calendars.js'
export { cfe } from './calendars/cfe.js'
export { cmeEnergy } from './calendars/cmeEnergy.js'
export { cmeEquity } from './calendars/cmeEquity.js'
export { cmeFx } from './calendars/cmeFx.js'
export { cmeMetals } from './calendars/cmeMetals.js'
export { cmeRates } from './calendars/cmeRates.js'
export { type DisplayHours, displayHours, type DisplayTime, internationalMarkets } from './calendars/display.js'
export { euronextParis } from './calendars/euronextParis.js'
export { forex } from './calendars/forex.js'
export { usFuturesDays, usUkFuturesDays } from './calendars/futuresDays.js'
export { hongKong } from './calendars/hongKong.js'
export type { DayHours, OneOff, RegularHours } from './calendars/hours.js'
export { jointCalendar, overlapsBetween } from './calendars/joint.js'
export { lse } from './calendars/lse.js'
export { nyse, nyseRules } from './calendars/nyse.js'
export { type HolidayOverride, withHoliday } from './calendars/override.js'
export type { PhaseRule } from './calendars/phases.js'
export { type CalendarRules, createCalendar, type HolidayRule, type Regime } from './calendars/rules.js'
export type { DayPlan } from './calendars/timetable.js'
export { tokyo } from './calendars/tokyo.js'
export { toronto } from './calendars/toronto.js'
export { xetra } from './calendars/xetra.js'
export type { YearDay } from './calendars/yearDay.js'
export type { SummerTime, Switch, Zone } from './calendars/zone.js'
