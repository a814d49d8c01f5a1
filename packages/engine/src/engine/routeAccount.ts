// Through which account an order goes: said by the draft, else by the first route that matches.
import { type Instrument, parseId } from '@bourse/assets'
import { type AccountId, BourseError } from '@bourse/core'
import type { AccountRoute } from './engineTypes.js'

/** Throws `input/unknown-account` where several accounts could take it and nothing says which. */
export function routeAccount(strategy: string, instrument: Instrument, routes: readonly AccountRoute[]): AccountId {
  if (routes.length === 0) return 'paper'
  const id = parseId(instrument.id)
  const venue = id.ok ? id.value.venue : ''
  const route = routes.find(
    (one) =>
      (one.venue === undefined || one.venue === venue) &&
      (one.kind === undefined || one.kind === instrument.kind) &&
      (one.instrument === undefined || one.instrument === instrument.id) &&
      (one.strategy === undefined || one.strategy === strategy),
  )
  if (route !== undefined) return route.account
  throw new BourseError('input/unknown-account', `${strategy}: no route says who trades ${instrument.id}`, {
    details: { where: strategy, instrument: instrument.id, allowed: routes.map((one) => one.account) },
    remedy: 'name an account in the order, or add a route for it',
  })
}
