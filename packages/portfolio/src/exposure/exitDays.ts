import { badArgument, type InstrumentId } from '@bourse/core'
import type { BookFilter, BookView } from '../book/bookView.js'

/** How long it takes to be out: `days` of trading, NaN where the volume is not known. */
export type ExitDays = { readonly instrument: InstrumentId; readonly quantity: number; readonly days: number }

/**
 * Days to leave each position at a share of its daily volume, longest first, unknown ones before all: quantities of
 * accounts that stand against each other add up, because each has to be closed. The first one is how long the book takes.
 * Balances are not in it.
 *
 * @param dailyVolume in units of the instrument, per day; undefined where not known
 * @param options.share of the volume that may be taken, default 0.1
 * @throws BourseError where the share is not in (0, 1], or a volume is negative
 * @example
 * import { createRegistry } from '@bourse/assets'
 * import { createMarketRecord, money } from '@bourse/core'
 * import { createLedger, exitDays } from '@bourse/portfolio'
 * const instruments = createRegistry([{ kind: 'etf', id: 'SPY@ARCX', assetClass: 'equity', currency: 'USD', tick: 0.01, lot: 1, calendar: 'XNYS' }])
 * const market = createMarketRecord()
 * market.observe({ kind: 'mark', id: 'SPY@ARCX', price: 600, seq: 0, time: 0, at: 0, source: 'feed' })
 * const fill = { kind: 'fill', account: 'paper', orderId: 'o', strategy: 's', tradeId: 't', instrument: 'SPY@ARCX', side: 'buy', quantity: 10,
 *   price: 590, quantityText: '10', priceText: '590', liquidity: 'taker', fee: money(0, 'USD'), seq: 1, time: 1, at: 1, source: 'paper' } as const
 * const book = createLedger({ base: 'USD', instruments, market, cash: [{ account: 'paper', money: money('10000', 'USD') }] })
 * book.apply(fill)
 * exitDays(book, () => 50) // => [{ instrument: 'SPY@ARCX', quantity: 10, days: 2 }]
 */
export function exitDays(
  book: BookView,
  dailyVolume: (instrument: InstrumentId) => number | undefined,
  options: { readonly share?: number; readonly filter?: BookFilter } = {},
): readonly ExitDays[] {
  const { share = 0.1, filter } = options
  if (!(share > 0 && share <= 1)) throw badArgument('exitDays', 'share', share, 'a number above 0, at most 1')
  const nets = new Map<InstrumentId, Map<string, number>>()
  for (const { account, instrument, quantity } of book.positions(filter)) {
    let own = nets.get(instrument)
    if (own === undefined) {
      own = new Map()
      nets.set(instrument, own)
    }
    own.set(account, (own.get(account) ?? 0) + quantity)
  }
  const rows = Array.from(nets, ([instrument, own]): ExitDays => {
    let quantity = 0
    for (const net of own.values()) quantity += Math.abs(net)
    const volume = dailyVolume(instrument)
    if (volume !== undefined && volume < 0) throw badArgument('exitDays', `volume of ${instrument}`, volume, '>= 0')
    return { instrument, quantity, days: quantity === 0 ? 0 : quantity / (share * (volume ?? Number.NaN)) }
  })
  return rows.sort((a, b) => rank(b.days) - rank(a.days) || 0)
}

function rank(days: number): number {
  return Number.isNaN(days) ? Number.POSITIVE_INFINITY : Math.min(days, Number.MAX_VALUE)
}
