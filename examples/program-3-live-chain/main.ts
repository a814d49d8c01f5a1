// Program 3: a live option chain, in a page or anywhere: quotes come when they come, and are looked at four times a second.
import { optionChain, systemClock } from 'bourse'
import { chain$ } from 'bourse/rx'
import { inventedFeed } from '../invented.js'

const { feed, options } = inventedFeed()
const chain = optionChain('SPY@ARCX', options, { american: 'europeanApproximation' }) // forwards from parity
const view$ = chain$(feed, chain, { every: '250ms', clock: systemClock, fit: 'svi' })
let looks = 0
const page = view$.subscribe(({ columns, expiries }) => {
  console.log(columns.id.length, 'options', Object.keys(columns).join(' ')) // columns as Arrow, DuckDB or a grid take them
  for (const { expiry, forward, fit } of expiries)
    console.log(expiry, 'forward', forward.toFixed(2), 'at the money', fit?.vol(forward).toFixed(4), fit?.arbitrage)
  const far = expiries.at(-1)!
  if (!(Math.abs(far.fit!.vol(far.forward) - 0.2) < 0.01))
    throw new Error('not the surface that the quotes are made of')
  if (++looks === 3) page.unsubscribe()
})
