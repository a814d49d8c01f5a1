// What a journal says of a run: its inputs, and the orders that followed each.
import {
  type AccountId,
  BourseError,
  type Command,
  groupIdOf,
  type Input,
  type Journal,
  type OrderId,
} from '@bourse/core'

/** An order, a change of one or a cancel, with the time of the input it answered. */
export type Deed = {
  readonly time: number
  readonly command: Extract<Command, { readonly do: 'submit' | 'replace' | 'cancel' }>
}

export type LiveRecord = {
  readonly account: AccountId
  readonly inputs: readonly Input[]
  readonly deeds: readonly Deed[]
  /** Ids of the orders and groups that the engine sent. */
  readonly sent: ReadonlySet<OrderId>
}

/** Reads a journal. Throws where it holds no input, or trades in several accounts. */
export async function liveRecord(journal: Journal): Promise<LiveRecord> {
  const inputs: Input[] = []
  const deeds: Deed[] = []
  const sent = new Set<OrderId>()
  const accounts = new Set<AccountId>()
  for await (const entry of journal.read()) {
    if (entry.record === 'input') {
      inputs.push(entry.input)
      if ('account' in entry.input) accounts.add(entry.input.account)
      continue
    }
    if (entry.record !== 'command') continue
    // As it was approved and written down.
    const command = entry.command as unknown as Command
    if (command.do !== 'submit' && command.do !== 'replace' && command.do !== 'cancel') continue
    deeds.push({ time: inputs.at(-1)?.time ?? Number.NaN, command })
    if (command.do === 'submit') sent.add('group' in command.order ? groupIdOf(command.order) : command.order.orderId)
  }
  const [account, ...others] = accounts
  if (inputs.length === 0 || account === undefined) throw unusable('holds nothing of an account', journal)
  if (others.length > 0) throw unusable(`is of several accounts: ${[...accounts].join(', ')}`, journal)
  return { account, inputs, deeds, sent }
}

/** Whether the engine sent it: an order, or one that a group of ours brought. */
export function isOurs({ sent }: LiveRecord, fact: { readonly orderId: OrderId; readonly groupId?: OrderId }): boolean {
  return sent.has(fact.orderId) || (fact.groupId !== undefined && sent.has(fact.groupId))
}

function unusable(why: string, { header }: Journal): BourseError {
  return new BourseError('input/out-of-range', `explainDrift: the journal of ${header.runId} ${why}`, {
    details: { where: 'explainDrift', argument: 'live', value: header.runId },
    remedy: 'give it the journal of a run that traded in one account',
  })
}
