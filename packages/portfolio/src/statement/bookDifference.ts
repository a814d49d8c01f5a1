import type { AccountId } from '@bourse/core'

/** What the broker says against what we hold. */
export type BookDifference = {
  readonly account: AccountId
  readonly what: 'position' | 'cash' | 'working'
  readonly of: string
  readonly ours: string
  readonly theirs: string
}
