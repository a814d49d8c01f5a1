// The one place where commands become deeds, the same for every driver.
import {
  BourseError,
  type AccountId,
  type Command,
  type FeedWant,
  type GroupKind,
  groupIdOf,
  holdsGroup,
  type InstrumentId,
  type InputOf,
  type OrderId,
  type Venue,
} from '@bourse/core'

/** What a driver does commands with. */
export type CommandPorts = {
  readonly venueOf: (account: AccountId) => Venue<GroupKind> | Venue | undefined
  readonly wake: (strategy: string, tag: string, at: number) => void
  readonly cancelWake: (strategy: string, tag: string) => void
  readonly watch: (ids: readonly InstrumentId[], want: readonly FeedWant[]) => void
  readonly unwatch: (ids: readonly InstrumentId[], want: readonly FeedWant[]) => void
  readonly ask: (question: Extract<Command, { readonly do: 'ask' }>) => void
  /** Nobody takes this order: the engine is told as a venue would. */
  readonly reject: (account: AccountId, orderId: OrderId, reason: InputOf<'rejected'>['reason']) => void
}

export function carryOut(command: Command, ports: CommandPorts): void {
  switch (command.do) {
    case 'submit':
      submit(command, ports)
      break
    case 'replace':
      ports.venueOf(command.change.account)?.replace(command.change)
      break
    case 'cancel':
      ports.venueOf(command.account)?.cancel(command.orderId)
      break
    case 'exercise': {
      const { account, strategy, instrument, quantity } = command
      const venue = ports.venueOf(account)
      if (venue?.exercise === undefined) throw noExercise(account, instrument)
      venue.exercise({ account, strategy, instrument, quantity })
      break
    }
    case 'wake':
      ports.wake(command.strategy, command.tag, command.at)
      break
    case 'cancelWake':
      ports.cancelWake(command.strategy, command.tag)
      break
    case 'watch':
      ports.watch(command.ids, command.want)
      break
    case 'unwatch':
      ports.unwatch(command.ids, command.want)
      break
    case 'ask':
      ports.ask(command)
      break
  }
}

function submit({ order }: Extract<Command, { readonly do: 'submit' }>, ports: CommandPorts): void {
  if (!('group' in order)) {
    const venue = ports.venueOf(order.account)
    if (venue !== undefined) venue.submit(order)
    else ports.reject(order.account, order.orderId, noVenue(order.account))
    return
  }
  const first = order.group === 'bracket' ? order.entry : order.group === 'oco' ? order.orders[0] : order
  const venue = ports.venueOf(first.account)
  if (venue === undefined) ports.reject(first.account, groupIdOf(order), noVenue(first.account))
  else if (holdsGroup<GroupKind>(venue, order.group)) venue.submit(order)
  else
    ports.reject(first.account, groupIdOf(order), {
      code: 'venue/unsupported',
      message: `the venue of ${first.account} does not hold a ${order.group}`,
      details: { account: first.account, group: order.group },
    })
}

function noExercise(account: AccountId, instrument: InstrumentId): BourseError {
  return new BourseError('venue/unsupported', `the venue of ${account} takes no notice to exercise ${instrument}`, {
    details: { account, instrument },
    remedy: 'exercise it through the broker itself, or sell it',
  })
}

function noVenue(account: AccountId): InputOf<'rejected'>['reason'] {
  return { code: 'venue/unknown-account', message: `no venue trades for ${account}`, details: { account } }
}
