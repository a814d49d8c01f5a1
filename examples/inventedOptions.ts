// A year of SPY with its monthly options, quoted at every full hour: what a vendor of option data would deliver.
import {
  allCalendars,
  createCalendars,
  createRegistry,
  createRng,
  type Instruments,
  type MarketFact,
  type Option,
  type Sourced,
  syntheticMarket,
} from 'bourse'
import { fund } from './invented.js'

export const calendars = createCalendars(allCalendars)

export function inventedOptions(): {
  readonly data: readonly Sourced<MarketFact>[]
  readonly instruments: Instruments
} {
  const spy = fund('SPY')
  const members = [{ instrument: spy, drift: 0.05, vol: 0.16, price: 600 }]
  const market = syntheticMarket(
    { from: '2025-01-02', to: '2026-01-01', span: '30m', calendars, members },
    createRng('options'),
  )
  const { time, close } = market.bars(spy.id)
  const options = new Map<string, Option>()
  const data: Sourced<MarketFact>[] = []
  for (let row = 0; row < time.length; row++) {
    if (time[row]! % 3_600_000 !== 0) continue
    // A minute before the full hour, so that whoever looks at the hour knows it.
    const at = time[row]! - 60_000
    data.push({ kind: 'mark', id: spy.id, price: close[row]!, at, source: 'invented' })
    for (const option of market.chain(spy.id, time[row]!)) {
      const [days, day] = [(Date.parse(option.expiry) - at) / 86_400_000, Number(option.expiry.slice(8))]
      // Listed with some seven weeks to go, on third Fridays.
      if (day >= 15 && day <= 21 && days > 35 && days < 60) options.set(option.id, option)
    }
    for (const option of options.values())
      if (Date.parse(option.expiry) > at) data.push({ ...market.optionQuote(option, time[row]!), at })
  }
  return { data, instruments: createRegistry([spy, ...options.values()]) }
}
