// Which contracts are alive on a day, nearest first.
import type { Calendars, Future } from '@bourse/assets'
import { badArgument, failed, type IsoDate, type Result } from '@bourse/core'
import { futureContract, monthsFrom } from './contract.js'
import type { FutureSpec } from './futureSpec.js'

/** `listed` (default): every month; `active`: the months that are traded, where a root lists serial ones too. */
export type FutureChainOptions = { readonly months?: 'listed' | 'active' }

/**
 * The next contracts to expire, from those that still trade on a day (its last day counts) on, nearest first. It does not
 * ask how far ahead the exchange lists; before the launch of a root it begins with its first contract.
 *
 * @example
 * import { contractChain, futuresDays, GC } from '@bourse/futures'
 * const ids = (months: 'listed' | 'active') => contractChain(GC, '2026-11-27', 3, futuresDays, { months }).map(({ id }) => id)
 * ids('listed') // => ['GCZ26@COMEX', 'GCF27@COMEX', 'GCG27@COMEX']
 * ids('active') // => ['GCZ26@COMEX', 'GCG27@COMEX', 'GCJ27@COMEX']
 */
export function contractChain(
  spec: FutureSpec,
  on: IsoDate,
  count: number,
  calendars: Calendars,
  options: FutureChainOptions = {},
): readonly Future[] {
  if (!Number.isInteger(count) || count < 0) throw badArgument('contractChain', 'count', count, 'an integer >= 0')
  const chain: Future[] = []
  if (count === 0) return chain
  for (const month of monthsFrom(spec, on, monthsOf(spec, options), calendars)) {
    const contract = futureContract(spec, month, calendars)
    if (contract.ok) chain.push(contract.value)
    if (chain.length === count) break
  }
  return chain
}

/**
 * The contract that expires next, on its last day too. Fails with `future/not-listed` before the launch of the root. When
 * to leave it is another question: see `rollDate`.
 *
 * @example
 * import { ES, frontContract, futuresDays } from '@bourse/futures'
 * const front = frontContract(ES, '2026-06-18', futuresDays)
 * front.ok && front.value.id // => 'ESM26@CME'
 */
export function frontContract(
  spec: FutureSpec,
  on: IsoDate,
  calendars: Calendars,
  options: FutureChainOptions = {},
): Result<Future, 'future/not-listed'> {
  const { launched } = spec
  if (launched !== undefined && on < launched.on)
    return failed('future/not-listed', `${spec.root} was launched on ${launched.on}: nothing is listed on ${on}`, {
      root: spec.root,
      on,
      launched: launched.on,
    })
  const month = monthsFrom(spec, on, monthsOf(spec, options), calendars).next().value!
  return futureContract(spec, month, calendars)
}

/**
 * The contract behind another of the same root.
 *
 * @example
 * import { CL, frontContract, futuresDays, nextContract } from '@bourse/futures'
 * const front = frontContract(CL, '2026-11-23', futuresDays)
 * front.ok && nextContract(CL, front.value, futuresDays).id // => 'CLG27@NYMEX'
 */
export function nextContract(
  spec: FutureSpec,
  contract: Future,
  calendars: Calendars,
  options: FutureChainOptions = {},
): Future {
  if (contract.root !== spec.root)
    throw badArgument('nextContract', 'contract', contract.id, `a contract of ${spec.root}`)
  for (const month of monthsFrom(spec, contract.expiry, monthsOf(spec, options), calendars)) {
    const next = month > contract.month ? futureContract(spec, month, calendars) : undefined
    if (next?.ok) return next.value
  }
  throw badArgument('nextContract', 'contract', contract.id, 'a contract within the calendar')
}

/** The letters a chain runs through. */
export function monthsOf(spec: FutureSpec, options: FutureChainOptions): string {
  return options.months === 'active' ? (spec.active ?? spec.months) : spec.months
}
