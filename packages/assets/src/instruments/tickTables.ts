// Ladders of exchanges, with the day they came into force and where they are published. Data, not code: a change of an
// exchange is a new regime at the end.
import type { TickRegime } from './tickLadder.js'

/**
 * Tokyo, shares outside the TOPIX 500, yen.
 *
 * @example
 * import { roundPrice, ticksOn, tokyoTicks } from '@bourse/assets'
 * ticksOn(tokyoTicks, '2026-03-20')[1] // => { from: 3000, tick: 5 }
 */
export const tokyoTicks: readonly TickRegime[] = [
  {
    validFrom: '2014-01-14',
    source: 'JPX, Trading rules of domestic stocks, tick size, other issues (table as of 2014-10-31)',
    steps: [
      { from: 0, tick: 1 },
      { from: 3_000, tick: 5 },
      { from: 5_000, tick: 10 },
      { from: 30_000, tick: 50 },
      { from: 50_000, tick: 100 },
      { from: 300_000, tick: 500 },
      { from: 500_000, tick: 1_000 },
      { from: 3_000_000, tick: 5_000 },
      { from: 5_000_000, tick: 10_000 },
      { from: 30_000_000, tick: 50_000 },
      { from: 50_000_000, tick: 100_000 },
    ],
  },
]

/**
 * Tokyo, constituents of the TOPIX 500 (before June 2023 of the TOPIX 100), yen.
 *
 * @example
 * import { ticksOn, tokyoTopix500Ticks } from '@bourse/assets'
 * ticksOn(tokyoTopix500Ticks, '2026-03-20')[1] // => { from: 1000, tick: 0.5 }
 */
export const tokyoTopix500Ticks: readonly TickRegime[] = [
  {
    validFrom: '2014-07-22',
    source: 'JPX, Trading rules of domestic stocks, tick size, TOPIX100 constituents (table as of 2014-10-31)',
    steps: [
      { from: 0, tick: 0.1 },
      { from: 1_000, tick: 0.5 },
      { from: 5_000, tick: 1 },
      { from: 10_000, tick: 5 },
      { from: 50_000, tick: 10 },
      { from: 100_000, tick: 50 },
      { from: 500_000, tick: 100 },
      { from: 1_000_000, tick: 500 },
      { from: 5_000_000, tick: 1_000 },
      { from: 10_000_000, tick: 5_000 },
      { from: 50_000_000, tick: 10_000 },
    ],
  },
  {
    validFrom: '2023-06-05',
    source: 'JPX, Trading rules of domestic stocks, tick size, TOPIX500 constituents',
    steps: [
      { from: 0, tick: 0.1 },
      { from: 1_000, tick: 0.5 },
      { from: 3_000, tick: 1 },
      { from: 10_000, tick: 5 },
      { from: 30_000, tick: 10 },
      { from: 100_000, tick: 50 },
      { from: 300_000, tick: 100 },
      { from: 1_000_000, tick: 500 },
      { from: 3_000_000, tick: 1_000 },
      { from: 10_000_000, tick: 5_000 },
      { from: 30_000_000, tick: 10_000 },
    ],
  },
]

/**
 * Hong Kong, shares and REITs, HKD. The second reduction (0.005 between 0.50 and 10.00), announced for mid-2026, is not
 * here: its day was not confirmed when this was written. Add a regime of your own where it is in force.
 *
 * @example
 * import { hongKongTicks, ticksOn } from '@bourse/assets'
 * ticksOn(hongKongTicks, '2026-03-20')[3] // => { from: 20, tick: 0.02 }
 */
export const hongKongTicks: readonly TickRegime[] = [
  {
    validFrom: '2007-01-01',
    source: 'HKEX, Rules of the Exchange, Second Schedule, Part A, before the reduction of minimum spreads',
    steps: [
      { from: 0, tick: 0.001 },
      { from: 0.25, tick: 0.005 },
      { from: 0.5, tick: 0.01 },
      { from: 10, tick: 0.02 },
      { from: 20, tick: 0.05 },
      { from: 100, tick: 0.1 },
      { from: 200, tick: 0.2 },
      { from: 500, tick: 0.5 },
      { from: 1_000, tick: 1 },
      { from: 2_000, tick: 2 },
      { from: 5_000, tick: 5 },
    ],
  },
  {
    validFrom: '2025-08-04',
    source: 'HKEX, Reduction of Minimum Spreads, phase 1',
    steps: [
      { from: 0, tick: 0.001 },
      { from: 0.25, tick: 0.005 },
      { from: 0.5, tick: 0.01 },
      { from: 20, tick: 0.02 },
      { from: 50, tick: 0.05 },
      { from: 100, tick: 0.1 },
      { from: 200, tick: 0.2 },
      { from: 500, tick: 0.5 },
      { from: 1_000, tick: 1 },
      { from: 2_000, tick: 2 },
      { from: 5_000, tick: 5 },
    ],
  },
]

/**
 * VIX futures (VX): outrights.
 *
 * @example
 * import { ticksOn, vxSpreadTicks, vxTicks } from '@bourse/assets'
 * ticksOn(vxTicks, '2026-03-20')[0]?.tick // => 0.05
 * ticksOn(vxSpreadTicks, '2026-03-20')[0]?.tick // => 0.01
 */
export const vxTicks: readonly TickRegime[] = [
  {
    validFrom: '2007-03-26',
    source: 'Cboe, VX contract specifications: 0.05 points = USD 50 per contract',
    steps: [{ from: 0, tick: 0.05 }],
  },
]

/**
 * VIX futures (VX): the net price of spreads.
 *
 * @example
 * import { ticksOn, vxSpreadTicks } from '@bourse/assets'
 * ticksOn(vxSpreadTicks, '2026-03-20') // => [{ from: 0, tick: 0.01 }]
 */
export const vxSpreadTicks: readonly TickRegime[] = [
  {
    validFrom: '2007-03-26',
    source: 'Cboe, VX contract specifications: legs and net prices of spreads 0.01 points = USD 10 per contract',
    steps: [{ from: 0, tick: 0.01 }],
  },
]
