// From what a strategy writes to what the gate judges: ids, account and defaults added, impossible terms refused.
import type { Instruments } from '@bourse/assets'
import {
  type AccountId,
  BourseError,
  badArgument,
  type Draft,
  type DraftRoute,
  type InstrumentId,
  type Order,
  type OrderDraft,
  type OrderGroup,
  type OrderId,
  type OrderTerms,
} from '@bourse/core'

/** What a draft still needs. */
export type DraftPlace = {
  readonly strategy: string
  readonly instruments: Instruments
  readonly nextId: () => OrderId
  readonly accountOf: (instrument: InstrumentId) => AccountId
}

/** Throws on an unknown instrument, a quantity or a price no order can have, a group that contradicts itself. */
export function orderOf(draft: Draft, place: DraftPlace): Order | OrderGroup {
  if (typeof draft !== 'object' || draft === null)
    throw badArgument(place.strategy, 'draft', draft, "{ type: 'market', instrument, side: 'buy', quantity: 1 }")
  if (!('group' in draft)) return singleOrder(draft, place)
  if (draft.group === 'bracket') {
    for (const name of ['takeProfit', 'stopLoss'] as const)
      if (draft[name] !== undefined) checkPrice(place.strategy, name, draft[name])
    return { ...draft, entry: singleOrder(draft.entry, place) }
  }
  if (draft.group === 'oco') {
    const [first, second, ...more] = draft.orders.map((one) => singleOrder(one, place))
    if (first === undefined || second === undefined)
      throw badArgument(place.strategy, 'orders', draft.orders.length, 'two orders or more')
    return { group: 'oco', orders: [first, second, ...more] }
  }
  checkTerms(place.strategy, draft)
  const { account, tif = 'day', legs } = draft
  if (legs.length < 1) throw badArgument(place.strategy, 'legs', legs.length, 'one leg or more')
  for (const { instrument, ratio } of legs) {
    known(place, instrument)
    if (!Number.isFinite(ratio) || ratio === 0)
      throw badArgument(place.strategy, 'ratio', ratio, 'a number other than 0')
  }
  return {
    ...draft,
    orderId: place.nextId(),
    strategy: place.strategy,
    account: account ?? place.accountOf(legs[0]!.instrument),
    tif,
  }
}

function singleOrder(draft: OrderDraft, place: DraftPlace): Order {
  checkTerms(place.strategy, draft)
  known(place, draft.instrument)
  const { account, tif = 'day' } = draft
  // By assignment: a spread of doubles is sixteen times as slow in Node 20.
  return Object.assign({}, draft, {
    orderId: place.nextId(),
    strategy: place.strategy,
    account: account ?? place.accountOf(draft.instrument),
    tif,
  })
}

function checkTerms(strategy: string, draft: OrderTerms & DraftRoute): void {
  const { quantity, side, tif } = draft
  if (!(Number.isFinite(quantity) && quantity > 0))
    throw badArgument(strategy, 'quantity', quantity, 'a finite number > 0; the side says the direction')
  if (side !== 'buy' && side !== 'sell') throw badArgument(strategy, 'side', side, "'buy' or 'sell'")
  if (typeof tif === 'object' && !Number.isFinite(tif.gtd)) throw badArgument(strategy, 'tif.gtd', tif.gtd, 'a time')
  if (typeof tif === 'string' && !lifetimes.includes(tif))
    throw badArgument(strategy, 'tif', tif, `${lifetimes.join(', ')} or { gtd: time }`)
  switch (draft.type) {
    case 'market':
      break
    case 'limit':
      checkPrice(strategy, 'limit', draft.limit)
      if (draft.display !== undefined && !(draft.display > 0))
        throw badArgument(strategy, 'display', draft.display, '> 0')
      break
    case 'stop':
      checkPrice(strategy, 'stop', draft.stop)
      break
    case 'stopLimit':
      checkPrice(strategy, 'stop', draft.stop)
      checkPrice(strategy, 'limit', draft.limit)
      break
    case 'trailing': {
      const by = 'amount' in draft.trail ? draft.trail.amount : draft.trail.percent
      if (!(by > 0) || by === Number.POSITIVE_INFINITY) throw badArgument(strategy, 'trail', by, 'a finite number > 0')
      break
    }
    default:
      throw badArgument(
        strategy,
        'type',
        (draft as { readonly type: unknown }).type,
        'market, limit, stop, stopLimit or trailing',
      )
  }
}

const lifetimes: readonly string[] = ['day', 'gtc', 'ioc', 'fok', 'open', 'close']

function checkPrice(strategy: string, name: string, price: number): void {
  if (!Number.isFinite(price)) throw badArgument(strategy, name, price, 'a finite price')
}

function known(place: DraftPlace, instrument: InstrumentId): void {
  if (place.instruments.find(instrument) === undefined) throw unknownInstrument(place.strategy, instrument)
}

/** The error for an id the registry does not hold. */
export function unknownInstrument(where: string, instrument: InstrumentId): BourseError {
  return new BourseError('input/unknown-instrument', `${where}: ${String(instrument)} is not among the instruments`, {
    details: { where, argument: 'instrument', value: String(instrument), allowed: 'an id that instruments.find knows' },
    remedy: 'add it to the registry, or a dated contract for a continuous series',
  })
}
