import type { Input, Json } from '@bourse/core'
import { keepBehind } from '../book/bookState.js'
import type { BookView } from '../book/bookView.js'
import { livePrices, type Prices } from '../book/prices.js'
import { snapshotOf } from '../book/snapshotOf.js'
import { StateView } from '../book/stateView.js'
import type { Ledger, LedgerConfig, LedgerEntry } from './ledgerTypes.js'
import { openingState } from './openingState.js'
import { postBar, postInput } from './post.js'
import { type Setup, setupOf } from './setup.js'
import { forkState, type State } from './state.js'
import { stateFromJson, stateToJson } from './stateJson.js'

/**
 * The live book. Feed it every input in order, after the market record has seen it; ask it through `BookView`. Fills, cash
 * moves and events that come twice change nothing. What is owed is exact to the last digit the venue stated; products of
 * price and quantity are rounded by `booking`, and what that left is in the entry. Coins of a spot position are in `cash`
 * too, and are counted once in `equity`.
 *
 * A throw leaves the book as it was: `input/unknown-instrument`, `input/unknown-account`, `input/out-of-range`,
 * `input/not-finite`, `input/parse` (a number that is not what its text says), `ledger/not-held`, `data/missing` (a funding
 * without a price and without a mark).
 *
 * @example
 * import { createLedger } from '@bourse/portfolio'
 * import { createRegistry } from '@bourse/assets'
 * import { createMarketRecord, formatMoney, money } from '@bourse/core'
 * const instruments = createRegistry([{ kind: 'etf', id: 'SPY@ARCX', assetClass: 'equity', currency: 'USD', tick: 0.01,
 *   lot: 1, calendar: 'XNYS' }])
 * const book = createLedger({ base: 'USD', instruments, market: createMarketRecord(), cash: '100000 USD' })
 * book.apply({ kind: 'fill', account: 'paper', orderId: 'o1', strategy: 'core', tradeId: 't1', instrument: 'SPY@ARCX',
 *   side: 'buy', quantity: 10, price: 600.25, quantityText: '10', priceText: '600.25', liquidity: 'taker',
 *   fee: money('1', 'USD'), seq: 1, time: 5, at: 5, source: 'paper' })
 * book.quantity('SPY@ARCX') // => 10
 * book.cash().map((sum) => formatMoney(sum, 2)) // => ['93996.50 USD']
 */
export function createLedger(config: LedgerConfig): Ledger {
  const setup = setupOf(config)
  return new LiveLedger(setup, livePrices(setup))
}

class LiveLedger extends StateView implements Ledger {
  readonly #setup: Setup
  readonly #book: { state: State }

  constructor(setup: Setup, prices: Prices) {
    const book = { state: openingState(setup) }
    const stateNow = (): State => book.state
    super(setup, stateNow, prices)
    this.#setup = setup
    this.#book = book
    keepBehind(this, { setup, stateNow, prices })
  }

  apply(input: Input): LedgerEntry | undefined {
    const setup = this.#setup
    const { state } = this.#book
    if (input.kind === 'bar' && postBar(setup, state, input)) return undefined
    if (!needsFork(setup, state, input)) return postInput(setup, state, input)
    const next = forkState(state)
    const entry = postInput(setup, next, input)
    this.#book.state = next
    return entry
  }
  snapshot(): BookView {
    return snapshotOf(this.#setup, this.#book.state)
  }
  save(): Json {
    return stateToJson(this.#book.state)
  }
  load(json: Json): void {
    this.#book.state = stateFromJson(this.#setup, json, this.#book.state.version + 1)
  }
}

/** Whether a throw could come after something was written. */
export function needsFork({ config }: Setup, state: State, input: Input): boolean {
  return state.nextDue <= input.time || typeof config.lots === 'function'
}
