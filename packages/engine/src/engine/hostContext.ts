// The context a strategy is handed: one object per strategy, made once.
import {
  type AccountId,
  type Checkable,
  BourseError,
  badArgument,
  type Draft,
  durationMs,
  type EpochMs,
  type FeedWant,
  groupIdOf,
  type InputOf,
  type InstrumentId,
  isJson,
  type Json,
  type Order,
  type OrderGroup,
  type OrderId,
  type Replace,
} from '@bourse/core'
import { type Holding, holdingsOf } from '@bourse/portfolio'
import type { Verdict } from '@bourse/risk'
import type { OrderChange, StrategyContext, TargetOptions, Watchable } from '../strategy/strategyContext.js'
import type { DeskOrder } from './deskOrder.js'
import { orderOf, unknownInstrument } from './draftOrder.js'
import { askTag, type Floor, type Host, outsideStep, scheduleTag } from './floor.js'
import { isAsBefore, pursueTarget } from './pursueTarget.js'
import { routeAccount } from './routeAccount.js'

/** The context as its host keeps it. */
export type OpenContext = StrategyContext & { state: unknown; now: EpochMs }

export function hostContext(
  host: Host,
  params: object,
  floor: Floor,
  watch: (what: readonly Watchable[], want?: readonly FeedWant[]) => void,
): OpenContext {
  const { name } = host
  const inside = (method: string): void => {
    if (floor.current !== host) throw outsideStep(name, method)
  }
  const routed = new Map<InstrumentId, AccountId>()
  const place = {
    strategy: name,
    instruments: floor.instruments,
    // Short, unique within the run, and the same in every replay.
    nextId: (): OrderId => `${floor.runId}-${name.replace('/', '-')}-${++host.orders}`,
    accountOf(id: InstrumentId): AccountId {
      let account = routed.get(id)
      if (account === undefined) {
        account = routeAccount(name, floor.instruments.find(id)!, host.routes)
        routed.set(id, account)
      }
      return account
    },
  }
  const submit = (draft: Draft): { readonly orderId: OrderId; readonly verdict: Verdict | undefined } => {
    if (floor.muted) return { orderId: `${floor.runId}-folded`, verdict: undefined }
    const order = orderOf(draft, place)
    const orderId = idOf(order)
    const account = accountOf(order)
    if (floor.closed.has(account)) {
      refuse(host, floor, order, 'engine/account-off', `${account} takes no orders`, { account })
      return { orderId, verdict: undefined }
    }
    if (host.warming) {
      refuse(host, floor, order, 'engine/warm-up', `${name} is warming up`, {})
      return { orderId, verdict: undefined }
    }
    const verdict = floor.desk.submit(name, order)
    if (!verdict.pass)
      refuse(host, floor, order, verdict.code, `rule ${verdict.rule} refuses ${orderId}`, { rule: verdict.rule })
    return { orderId, verdict }
  }
  const own = (orderId: OrderId, method: string): DeskOrder | undefined => {
    inside(method)
    if (floor.muted) return undefined
    const desk = floor.desk.find(orderId)
    if (desk !== undefined && desk.order.strategy === name) return desk
    throw badArgument(name, 'orderId', orderId, 'an order of this strategy')
  }

  return {
    params,
    // Plain, because handlers read them more than anything else: a restore puts its state here, and every run its time.
    state: host.state,
    now: floor.now,
    rng: host.rng,
    book: host.book,
    market: floor.market,
    instruments: floor.instruments,
    working: () => floor.desk.working().filter((one) => one.order.strategy === name),
    holdings: () => holdingsOf(floor.book, floor.instruments, { strategy: name }),
    chain(underlying) {
      inside('chain')
      return floor.chain(underlying)
    },
    bars(id, count) {
      if (!Number.isInteger(count) || count < 1) throw badArgument(name, 'count', count, 'an integer >= 1')
      const ring = floor.bars(id)
      if (ring !== undefined) return ring.newest(count)
      const none = new Float64Array(0)
      return {
        id,
        span: '1d',
        time: none,
        open: none,
        high: none,
        low: none,
        close: none,
        volume: none,
        adjusted: none,
      }
    },
    submit(draft) {
      inside('submit')
      return submit(draft).orderId
    },
    replace(orderId, change: OrderChange) {
      const desk = own(orderId, 'replace')
      if (desk === undefined) return
      for (const [field, value] of Object.entries(change))
        if (!Number.isFinite(value) || (field === 'quantity' && value <= 0))
          throw badArgument(name, field, value, field === 'quantity' ? 'a finite number > 0' : 'a finite price')
      const replace: Replace = { replace: orderId, account: desk.order.account, ...change }
      const verdict = floor.desk.replace(name, replace)
      if (verdict === undefined || verdict.pass) return
      const reason = failureOf(verdict.code, `rule ${verdict.rule} refuses the change of ${orderId}`, {
        rule: verdict.rule,
      })
      floor.refuse(host, refusalOf(floor, 'cancelRejected', desk.order.account, orderId, reason))
    },
    cancel(orderId) {
      const desk = own(orderId, 'cancel')
      if (desk !== undefined) floor.desk.cancel(desk)
    },
    close(holding) {
      inside('close')
      if (floor.muted) return
      closeHolding(host, floor, holding, (draft) => submit(draft))
    },
    exercise(id, quantity) {
      inside('exercise')
      if (!floor.muted) exerciseHeld(host, floor, id, quantity)
    },
    target(what: Watchable, share: number, options?: TargetOptions) {
      if (floor.current !== host) throw outsideStep(name, 'target')
      if (host.warming || floor.muted || isAsBefore(host, what, share, options)) return
      pursueTarget(host, floor, what, share, options ?? plainTarget, submit)
    },
    watch(what, want) {
      inside('watch')
      for (const one of what)
        if (
          typeof one === 'string' &&
          floor.instruments.find(one) === undefined &&
          floor.series.find(one) === undefined
        )
          throw unknownInstrument(name, one)
      watch(what, want)
    },
    unwatch(what) {
      inside('unwatch')
      const ids = what.map((one) => (typeof one === 'object' ? one.id : one))
      for (const id of ids) host.watched?.delete(id)
      floor.watchesChanged()
      floor.send({
        do: 'unwatch',
        ids,
        want: ['bar', 'quote', 'trade', 'mark', 'funding'],
        cause: floor.cause,
        strategy: name,
      })
    },
    wake(at, tag) {
      inside('wake')
      if (!Number.isFinite(at)) throw badArgument(name, 'at', at, 'a time')
      floor.send({ do: 'wake', at, tag: ownTag(name, tag), cause: floor.cause, strategy: name })
    },
    cancelWake(tag) {
      inside('cancelWake')
      floor.send({ do: 'cancelWake', tag: ownTag(name, tag), cause: floor.cause, strategy: name })
    },
    ask(module, question, { deadline }) {
      inside('ask')
      checkJson(name, 'question', question)
      if (floor.muted) return `${floor.runId}-folded`
      const requestId = `${floor.runId}-${name.replace('/', '-')}-ask-${++host.orders}`
      const by = floor.now + durationMs(deadline)
      host.asks.set(requestId, module)
      const common = { cause: floor.cause, strategy: name }
      floor.send({ do: 'ask', requestId, module, question, deadline: by, ...common })
      floor.send({ do: 'wake', at: by, tag: askTag + requestId, ...common })
      return requestId
    },
    log(what) {
      inside('log')
      checkJson(name, 'what', what)
      floor.note({ audit: 'log', strategy: name, what })
    },
  }
}

const plainTarget: TargetOptions = {}

/** At the market, once; the exits of its group go first. */
function closeHolding(
  host: Host,
  floor: Floor,
  { account, groupId, legs, quantity }: Holding,
  submit: (draft: Draft) => { readonly orderId: OrderId },
): void {
  const key = `${account} ${groupId ?? legs.map((leg) => leg.instrument).join(' ')}`
  const before = host.closing.get(key)
  const closing = before === undefined ? undefined : floor.desk.find(before)
  if (closing !== undefined && [...floor.desk.open()].includes(closing)) return
  if (groupId !== undefined)
    for (const desk of floor.desk.open())
      if (desk.groupId === groupId && desk.order.strategy === host.name) floor.desk.cancel(desk)
  const size = Math.abs(quantity)
  const side = quantity > 0 ? 'sell' : 'buy'
  const route = { type: 'market', account, reduceOnly: true, tag: 'close' } as const
  const [leg] = legs
  if (leg === undefined || size === 0) return
  const against = leg.ratio < 0 ? (side === 'buy' ? 'sell' : 'buy') : side
  const { orderId } =
    legs.length === 1
      ? submit({ ...route, instrument: leg.instrument, side: against, quantity: size * Math.abs(leg.ratio) })
      : submit({ ...route, group: 'combo', legs, side, quantity: size })
  host.closing.set(key, orderId)
}

function exerciseHeld(host: Host, floor: Floor, id: InstrumentId, quantity: number | undefined): void {
  const { name } = host
  const option = floor.instruments.find(id)
  if (option === undefined) throw unknownInstrument(name, id)
  if (option.kind !== 'option' || option.exercise !== 'american')
    throw badArgument(name, 'option', id, 'an American option')
  const held = host.book.quantity(id)
  if (!(held > 0)) throw badArgument(name, 'option', id, 'an option this strategy holds long')
  let left = quantity ?? held
  if (!(left > 0 && left <= held)) throw badArgument(name, 'quantity', left, `more than 0, at most the ${held} held`)
  for (const position of host.book.positions({ instrument: id })) {
    const part = Math.min(left, position.quantity)
    if (!(part > 0)) continue
    left -= part
    const { account } = position
    floor.send({ do: 'exercise', account, instrument: id, quantity: part, cause: floor.cause, strategy: name })
  }
}

function idOf(order: Order | OrderGroup): OrderId {
  return 'group' in order ? groupIdOf(order) : order.orderId
}

function accountOf(order: Order | OrderGroup): Order['account'] {
  if (!('group' in order) || order.group === 'combo') return order.account
  return order.group === 'bracket' ? order.entry.account : order.orders[0].account
}

/** Tells the strategy, when its handler is done, as a venue would. */
function refuse(
  host: Host,
  floor: Floor,
  order: Exclude<Checkable, Replace>,
  code: string,
  message: string,
  details: { readonly [name: string]: Json },
): void {
  floor.refuse(host, refusalOf(floor, 'refused', accountOf(order), idOf(order), failureOf(code, message, details)))
}

function failureOf(
  code: string,
  message: string,
  details: { readonly [name: string]: Json },
): InputOf<'refused'>['reason'] {
  return { code, message, details }
}

function refusalOf(
  { cause, now }: Floor,
  kind: 'refused' | 'cancelRejected',
  account: Order['account'],
  orderId: OrderId,
  reason: InputOf<'refused'>['reason'],
): InputOf<'refused'> {
  return { kind, account, orderId, reason, seq: cause, time: now, at: now, source: 'gate' } as InputOf<'refused'>
}

function ownTag(name: string, tag: string): string {
  if (!tag.startsWith(askTag) && !tag.startsWith(scheduleTag)) return tag
  throw badArgument(name, 'tag', tag, `a tag that begins neither with '${askTag}' nor with '${scheduleTag}'`)
}

function checkJson(name: string, argument: string, value: Json): void {
  if (isJson(value)) return
  throw new BourseError('input/out-of-range', `${name}: ${argument} is not plain JSON`, {
    details: { where: name, argument, allowed: 'JSON' },
    remedy: 'pass finite numbers, text, booleans, lists and plain objects of them',
  })
}
