import type { Option } from '@bourse/assets'
import {
  type Currency,
  type Duration,
  durationMs,
  type EpochMs,
  failed,
  type MarketView,
  type Result,
  succeeded,
} from '@bourse/core'
import type { CashDividend, OptionMarket } from '../terms.js'
import { type ExpirySettings, expiryTime } from '../time/expiryTime.js'
import { yearsUntil } from '../time/yearsToExpiry.js'

/** How the view is read. */
export type MarketAtSettings = ExpirySettings & {
  /**
   * What the underlying is: `spot` (shares, indices, coins; announced dividends count), `future` (its price is a forward:
   * the yield becomes the rate), or a foreign currency, whose rate is the yield. Default `spot`.
   */
  readonly underlying?: 'spot' | 'future' | { readonly currency: Currency }
  /** Continuous dividend yield per year, where it is known better than dividend by dividend. */
  readonly yield?: number
  /** The oldest that is still good, `Infinity` for any. Default: spot 15 minutes, volatility 1 day, rates 7 days. */
  readonly maxAge?: {
    readonly spot?: Duration
    readonly vol?: Duration
    readonly rate?: Duration
  }
}

/** Why there is no market: `missing` goes before `stale`; `invalid`: a dividend in another currency. */
export type MarketFailure = 'expired' | 'missing' | 'stale' | 'invalid'

/**
 * What an option's price depends on, read from what is known: the mark of the underlying, the rate of the option's currency
 * to its expiry, the volatility of the option (else of the underlying), announced dividends with an ex-date up to expiry.
 *
 * @returns a failure whose `details.missing` and `details.stale` name everything that is not known or too old
 * @example
 * import { marketAt } from '@bourse/pricing'
 * const option = {
 *   kind: 'option', id: 'SPX261218C06000000@CBOE', underlying: 'SPX@CBOE', right: 'call', strike: 6000, expiry: '2026-12-18',
 *   exercise: 'european', multiplier: 100, settlement: 'cash', fixing: 'am', assetClass: 'equity', currency: 'USD',
 *   tick: 0.05, lot: 1, calendar: 'XNYS',
 * } as const
 * const now = Date.parse('2026-11-18T14:30Z')
 * const known = (value: number) => ({ value, at: now, source: 'feed' })
 * const view = { quote: () => undefined, mark: () => known(6010), rate: () => known(0.04), vol: () => undefined, dividends: () => [] }
 * marketAt(option, now, { ...view, vol: () => known(0.15) })
 * // => { ok: true, value: { spot: 6010, vol: 0.15, rate: 0.04, years: 0.08219178082191781 } }
 * const found = marketAt(option, now, view)
 * found.ok || found.failure.details.missing // => ['vol/SPX261218C06000000@CBOE']
 */
export function marketAt(
  option: Option,
  now: EpochMs,
  inputs: MarketView,
  settings: MarketAtSettings = {},
): Result<OptionMarket, MarketFailure> {
  const { id, underlying, currency, calendar } = option
  const kind = settings.underlying ?? 'spot'
  const end = expiryTime(option, settings)
  const years = yearsUntil(end, now, calendar, settings)
  if (!(years > 0)) return failed('expired', `${id} was fixed at ${end}`, { expiredAt: end, now })
  const maxAge = settings.maxAge ?? {}
  const [missing, stale]: [string[], string[]] = [[], []]
  const read = (
    name: string,
    known: { readonly value: number; readonly at: EpochMs } | undefined,
    limit: Duration,
  ): number => {
    if (known === undefined || !Number.isFinite(known.value)) missing.push(name)
    else if (now - known.at > lengthOf(limit)) stale.push(name)
    return known?.value ?? Number.NaN
  }
  const spot = read(`mark/${underlying}`, inputs.mark(underlying), maxAge.spot ?? '15m')
  const rate = read(`rate/${currency}`, inputs.rate(currency, years), maxAge.rate ?? '7d')
  const vol = read(`vol/${id}`, inputs.vol(id) ?? inputs.vol(underlying), maxAge.vol ?? '1d')
  const earned =
    settings.yield !== undefined || kind === 'spot'
      ? settings.yield
      : kind === 'future'
        ? rate
        : read(`rate/${kind.currency}`, inputs.rate(kind.currency, years), maxAge.rate ?? '7d')
  if (missing.length > 0) return failed('missing', `${id}: nothing known of ${missing.join(', ')}`, { missing, stale })
  if (stale.length > 0) return failed('stale', `${id}: too old: ${stale.join(', ')}`, { missing, stale })

  const dividends: CashDividend[] = []
  if (kind === 'spot' && settings.yield === undefined)
    for (const { value } of inputs.dividends(underlying)) {
      const { exDate, perShare } = value
      if (exDate > option.expiry) continue
      if (perShare.currency !== currency)
        return failed('invalid', `a dividend of ${underlying} is paid in ${perShare.currency}`, { exDate, currency })
      // A share goes without its dividend from the open of the ex-date, the moment an AM option would be fixed.
      const ex = expiryTime({ expiry: exDate, fixing: 'am', calendar }, withoutOwnHour(settings))
      if (ex > now && ex <= end)
        dividends.push({ years: yearsUntil(ex, now, calendar, settings), cash: perShare.value })
    }
  return succeeded({
    spot,
    vol,
    rate,
    years,
    ...(earned === undefined ? {} : { yield: earned }),
    ...(dividends.length === 0 ? {} : { dividends }),
  })
}

function withoutOwnHour({ calendarOf }: ExpirySettings): ExpirySettings {
  return calendarOf === undefined ? {} : { calendarOf }
}

function lengthOf(limit: Duration): number {
  return limit === Infinity ? Infinity : durationMs(limit)
}
