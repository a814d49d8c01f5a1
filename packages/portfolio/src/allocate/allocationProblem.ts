// From names to numbers: the constraints of a request, each with what it says in words.
import { bucketOf, byClass, type Instrument } from '@bourse/assets'
import { BourseError, badArgument, type InstrumentId } from '@bourse/core'
import type { Constraint } from '@bourse/optimizer'
import { paidInCash } from '../targets/wish.js'
import { percent } from '../targets/targetOrder.js'
import type { AllocationRequest, ShareLimits } from './allocationRequest.js'

/** `says`: by label, what a constraint asks for. */
export type AllocationLimits = {
  readonly constraints: readonly Constraint[]
  readonly groups: { readonly [group: string]: readonly InstrumentId[] }
  readonly margined: ReadonlySet<InstrumentId>
  readonly says: ReadonlyMap<string, string>
}

export function allocationLimits(request: AllocationRequest): AllocationLimits {
  const { returns, instruments, partition = byClass, groups = {}, each, budget = 1, turnover } = request
  const { ids } = returns
  const found = ids.map((id) => instruments.find(id) ?? unknownId(id))
  const margined = new Set(found.filter((one) => !paidInCash(one)).map(({ id }) => id))
  const paid = ids.filter((id) => !margined.has(id))
  const says = new Map<string, string>([['long only', 'nothing is held short']])
  const constraints: Constraint[] = []
  const add = (label: string, words: string, constraint: Constraint): void => {
    says.set(label, words)
    constraints.push({ ...constraint, label })
  }
  if (!Number.isFinite(budget)) throw badArgument('allocate', 'budget', budget, 'a finite number')
  if (paid.length === 0)
    throw badArgument('allocate', 'returns', 'of margined contracts alone', 'with something the budget can buy')
  add('budget', `${percent(budget)} are invested`, { budget, of: paid })
  if (each !== undefined) add('each', `each is ${within('each', each)}`, { each: true, ...limitsOf(each) })
  const members: { [bucket: string]: InstrumentId[] } = {}
  for (const instrument of found) {
    const bucket = bucketOf(instrument, partition)
    members[bucket] = [...(members[bucket] ?? []), instrument.id]
  }
  for (const [bucket, limits] of Object.entries(groups)) {
    if (!partition.buckets.includes(bucket))
      throw badArgument(
        'allocate',
        'group',
        bucket,
        `a bucket of ${partition.partition}: ${partition.buckets.join(', ')}`,
      )
    members[bucket] ??= []
    add(bucket, `${bucket} is ${within(bucket, limits)}`, { group: bucket, ...limitsOf(limits) })
  }
  marginLimits(request, [...margined], add)
  if (turnover !== undefined)
    add('turnover', `purchases and sales are at most ${percent(turnover.max)}`, {
      turnover: turnover.max,
      from: startOf(ids, turnover.from),
    })
  for (const one of request.constraints ?? []) constraints.push(one)
  return { constraints, groups: members, margined, says }
}

function marginLimits(
  { margined: limits }: AllocationRequest,
  ids: readonly InstrumentId[],
  add: (label: string, words: string, constraint: Constraint) => void,
): void {
  if (ids.length === 0) return
  if (limits === undefined)
    throw badArgument(
      'allocate',
      'margined',
      'absent',
      `{ max }: ${ids.join(', ')} stand outside the budget and need a bound`,
    )
  if (!(limits.max >= 0)) throw badArgument('allocate', 'margined.max', limits.max, 'a number >= 0')
  add('margined', `the notional of contracts is at most ${percent(limits.max)}`, { gross: limits.max, of: ids })
  if (limits.short === true)
    add('margined short', `no contract is short by more than ${percent(limits.max)}`, {
      each: true,
      of: ids,
      min: -limits.max,
    })
}

/** Where turnover starts: what is held and has no returns could not be traded by the answer. */
function startOf(ids: readonly InstrumentId[], from: ReadonlyMap<InstrumentId, number>): Float64Array {
  const known = new Set(ids)
  for (const [id, weight] of from) {
    if (!Number.isFinite(weight)) throw badArgument('allocate', `turnover.from of ${id}`, weight, 'a finite number')
    if (weight !== 0 && !known.has(id))
      throw badArgument(
        'allocate',
        `turnover.from of ${id}`,
        weight,
        '0, for it has no returns: add them, or leave it out',
      )
  }
  return Float64Array.from(ids, (id) => from.get(id) ?? 0)
}

function within(what: string, { min, max }: ShareLimits): string {
  for (const [name, value] of Object.entries({ min, max }))
    if (value !== undefined && !Number.isFinite(value))
      throw badArgument('allocate', `${name} of ${what}`, value, 'a finite number')
  if (min !== undefined && max !== undefined) return `from ${percent(min)} to ${percent(max)}`
  if (min !== undefined) return `at least ${percent(min)}`
  if (max !== undefined) return `at most ${percent(max)}`
  throw badArgument('allocate', `limits of ${what}`, 'empty', 'a min, a max or both')
}

function limitsOf({ min, max }: ShareLimits): ShareLimits {
  return { ...(min === undefined ? {} : { min }), ...(max === undefined ? {} : { max }) }
}

function unknownId(id: string): Instrument {
  throw new BourseError('input/unknown-instrument', `allocate: no instrument ${JSON.stringify(id)} is known`, {
    details: { id },
    remedy: 'pass instruments that hold every id of returns',
  })
}
