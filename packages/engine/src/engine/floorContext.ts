// What rules see of an engine: the floor, live.
import type { Calendars, Instruments } from '@bourse/assets'
import type { EpochMs, InstrumentId, MarketView, WorkingOrder } from '@bourse/core'
import type { FxRates } from '@bourse/fx'
import type { BookView } from '@bourse/portfolio'
import type { MarginView, RiskContext } from '@bourse/risk'
import { barCorrelation } from './barStatistics.js'
import type { Floor } from './floor.js'

/** A class for its getters: an object literal that has any is kept as a dictionary, and every read of it is a search. */
export class FloorContext implements RiskContext {
  readonly book: BookView
  readonly market: MarketView
  readonly instruments: Instruments
  readonly calendars: Calendars
  readonly correlation: RiskContext['correlation']

  constructor(
    // Not #private: a strategy's own rules see it through an object that inherits from this one.
    private readonly floor: Floor,
    readonly rates: FxRates,
    readonly margin: MarginView,
  ) {
    this.book = floor.book
    this.market = floor.market
    this.instruments = floor.instruments
    this.calendars = floor.calendars
    this.correlation = (a: InstrumentId, b: InstrumentId) => {
      const [ringA, ringB] = [floor.bars(a), floor.bars(b)]
      return ringA === undefined || ringB === undefined ? Number.NaN : barCorrelation(ringA, ringB)
    }
  }

  get now(): EpochMs {
    return this.floor.now
  }
  get working(): readonly WorkingOrder[] {
    return this.floor.desk.working()
  }
}
