// Why a live run and its backtest came to different ends: one cause after the other is put right, and what each moves is its row.
import {
  formatMoney,
  type History,
  type Input,
  type Journal,
  type Money,
  money,
  type MoneyText,
  moneyOf,
  roundMoney,
  subtractMoney,
  addMoney,
} from '@bourse/core'
import type { BoundStrategy } from '@bourse/engine'
import { createRng } from '@bourse/math'
import type { BacktestData, BacktestOptions } from '../run/backtestOptions.js'
import { dataSources } from '../run/dataSources.js'
import { instrumentsFor } from '../run/runTerms.js'
import { runWorld, venueFor } from '../run/runWorld.js'
import { slippageMeter } from '../run/slippageMeter.js'
import { driftMarkets, factsOf } from './driftMarkets.js'
import { delayedDeeds, feesThatDiffer, fillsByOrder, repriced, requantified, without } from './driftSteps.js'
import { type DriftWorld, type Happening, isGiven, isMarket, worldOf, worthOf } from './driftWorld.js'
import { isOurs, liveRecord } from './liveRecord.js'
import { recordedData } from './recordedData.js'
import { tradeDeeds } from './tradeDeeds.js'

/** In the order in which they are put right. */
export type DriftCause =
  | 'missing-data'
  | 'late-data'
  | 'decision'
  | 'latency'
  | 'fill-price'
  | 'restart'
  | 'partial'
  | 'fee'
  | 'funding'
  | 'fx'
  | 'manual'

/** `money` > 0: live did better for it. `events`: how many facts or orders differ in it. */
export type DriftRow = { readonly cause: DriftCause; readonly money: Money; readonly events: number }

/** `difference`: what live made more than the backtest. The rows add up to it: `residual` is exactly 0. */
export interface Drift {
  readonly live: Money
  readonly backtest: Money
  readonly difference: Money
  readonly rows: readonly DriftRow[]
  readonly residual: Money
  /** At most 80 columns. */
  table(): string
}

/**
 * `live`: the journal of the run. `backtest`: makes its strategy. `data`: what a backtest has, or a history that is asked for what live
 * was told of. `options`: as of a backtest; cash by default the journal's.
 */
export type DriftQuestion = {
  readonly live: Journal
  readonly backtest: () => BoundStrategy
  readonly data: BacktestData | History
  readonly options?: Partial<Omit<BacktestOptions, 'data'>>
}

/**
 * Live against backtest, over the time of the journal, in one account. Starting from the backtest, one cause at a time is replaced by
 * what happened live, and everything is valued by the same exact ledger; a row is what its cause moved, given those before it:
 *
 * 1. `missing-data`: the backtest sees only the facts that live was told (and those that live alone was told);
 * 2. `late-data`: at the moment live was told them, with the figures of then;
 * 3. `decision`: live's orders instead of its own, given to the simulated venue;
 * 4. `latency`: orders that filled later arrive so much later;
 * 5. `fill-price`: live's prices; 6. `restart`: without orders that a restart found unknown to the venue;
 * 7. `partial`: live's quantities; 8. `fee`: live's fees;
 * 9. `funding`: live's fundings, interest and borrow, and what closed positions without an order;
 * 10. `fx`: live's rates between currencies (of pairs that nobody traded);
 * 11. `manual`: everything that no order of the engine did. With it the world is the live one.
 *
 * Causes that meet (a late order at another price) share what they move by that order. Orders of groups are not delayed: theirs is
 * part of `fill-price`. Throws where the journal holds nothing of an account, or is of several.
 *
 * @example
 * import { createCalendars, createRegistry } from '@bourse/assets'
 * import { money } from '@bourse/core'
 * import { createEngine, defineStrategy, memoryJournal, runLive } from '@bourse/engine'
 * import { explainDrift } from '@bourse/backtest'
 * import { createRng } from '@bourse/math'
 * import { createSimVenue, paperSystem, perShareFee } from '@bourse/sim'
 * const spy = { kind: 'etf', id: 'SPY@ARCX', assetClass: 'equity', currency: 'USD', tick: 0.01, lot: 1, calendar: 'XNYS' } as const
 * const instruments = createRegistry([spy])
 * const buyer = defineStrategy({ name: 'buyer', defaults: {}, on: { trade: (ctx, { id }) => ctx.target(id, 0.5) } })
 * const engine = createEngine({ runId: 'p1', seed: 1, base: 'USD', strategies: [buyer()], rules: [], instruments, calendars: createCalendars([]) })
 * const venue = createSimVenue(instruments, createRng(1), { cash: [money(10_000, 'USD')], fees: perShareFee('0.25 USD') })
 * const data = [600, 603, 606].map((price, i) => ({ kind: 'trade', id: 'SPY@ARCX', price, size: 100, at: 1 + i, source: 'tape' }) as const)
 * const system = await paperSystem(instruments, [venue], { facts: data })
 * const live = memoryJournal({ runId: 'p1' })
 * await runLive(engine, system, { mode: 'paper', clock: system.clock, journal: live })
 * const drift = await explainDrift({ live, backtest: () => buyer(), data, options: { instruments } })
 * drift.rows.filter(({ events }) => events > 0).map(({ cause, money }) => `${cause} ${money.value}`) // => ['fee -2']
 * drift.residual.value.isZero() // => true
 */
export async function explainDrift({ live, backtest, data: told, options = {} }: DriftQuestion): Promise<Drift> {
  const record = await liveRecord(live)
  const data = await recordedData(told, record)
  const given = record.inputs.filter(isGiven)
  const cash = options.cash ?? openingOf(given)
  const base = moneyOf([cash].flat()[0]! as MoneyText).currency
  const instruments = instrumentsFor({ ...options, data, cash }, dataSources(data), base, [])
  const markets = driftMarkets(data, record, instruments)
  const settings: Omit<BacktestOptions, 'data'> = {
    ...options,
    cash,
    instruments,
    ...(typeof options.venue === 'function' ? {} : { venue: { ...options.venue, account: record.account } }),
  }
  const opening = worldOf(given)
  const ran = (market: readonly Input[]): DriftWorld => {
    const seen: Input[] = []
    const facts = factsOf(market)
    if (facts.length > 0)
      runWorld(
        backtest(),
        { ...settings, data: facts as BacktestData },
        (input) => void seen.push(Object.assign({}, input)),
      )
    return [...opening, ...worldOf(seen.filter((input) => !isGiven(input)))]
  }
  const traded = (deeds: typeof record.deeds): DriftWorld => {
    const rng = createRng(settings.seed ?? 1)
    const sums = [settings.cash].flat().map((text) => moneyOf(text as MoneyText))
    const venue = venueFor({ ...settings, data }, instruments, sums, rng, slippageMeter(instruments))
    return [...opening, ...tradeDeeds(venue, markets.arrived, deeds)]
  }
  const actual = worldOf(record.inputs)
  const liveFills = fillsByOrder(actual, record)

  const plain = ran(markets.recorded)
  const seen = ran(markets.seen)
  const timely = ran(markets.arrived)
  const decided = traded(record.deeds)
  const times = [...new Set(markets.arrived.map(({ time }) => time))]
  const { deeds, moved } = delayedDeeds(record, fillsByOrder(decided, record), liveFills, times)
  const late = moved === 0 ? decided : traded(deeds)
  const priced = repriced(late, liveFills, record)
  const lost = new Set(
    record.inputs.flatMap((input) =>
      input.kind === 'rejected' && input.reason.code === 'venue/never-arrived' ? [input.orderId] : [],
    ),
  )
  const restarted = without(priced.world, lost)
  const sized = requantified(restarted, liveFills, record)
  const charged = [
    ...sized.world.filter(({ input }) => input.kind !== 'fill' || !isOurs(record, input)),
    ...[...liveFills.values()].flat(),
  ]
  const funded = withMarket(charged, markets.funded, isCarry, actual)
  const converted = withMarket(funded, markets.live, isCarry, actual)

  const worlds: readonly (readonly [DriftCause, DriftWorld, number])[] = [
    ['missing-data', seen, markets.counts.missing],
    ['late-data', timely, markets.counts.late],
    ['decision', decided, decisionsThatDiffer(timely, decided)],
    ['latency', late, moved],
    ['fill-price', priced.world, priced.changed],
    ['restart', restarted, lost.size],
    ['partial', sized.world, sized.changed],
    ['fee', charged, feesThatDiffer(sized.world, liveFills, record)],
    ['funding', funded, markets.counts.funding + Math.abs(carriesOf(funded) - carriesOf(charged))],
    ['fx', converted, markets.counts.fx],
    ['manual', actual, Math.abs(actual.length - converted.length)],
  ]
  const endOf = (world: DriftWorld): Money => money(worthOf(world, base, instruments), base)
  const start = endOf(plain)
  let before = start
  const rows = worlds.map(([cause, world, events]): DriftRow => {
    const value = endOf(world)
    const row = { cause, money: subtractMoney(value, before), events }
    before = value
    return row
  })
  const difference = subtractMoney(before, start)
  const sum = rows.reduce((all, row) => addMoney(all, row.money), money(0, base))
  const drift: Drift = {
    live: before,
    backtest: start,
    difference,
    rows,
    residual: subtractMoney(difference, sum),
    table: () => tableOf(drift),
  }
  return drift
}

/** The world with another market, and with what another one says of carrying positions. */
function withMarket(
  world: DriftWorld,
  market: readonly Input[],
  carries: (one: Happening) => boolean,
  from: DriftWorld,
): DriftWorld {
  return [
    ...world.filter((one) => !isMarket(one.input) && !carries(one)),
    ...from.filter(carries),
    ...market.map((input): Happening => ({ input, phase: 1 })),
  ]
}

/** What positions bring or cost without an order: carry, and what ends them. */
function isCarry({ input }: Happening): boolean {
  switch (input.kind) {
    case 'exercise':
    case 'assignment':
    case 'expiry':
    case 'liquidation':
      return true
    case 'cashMove':
      return ['interest', 'borrow', 'funding', 'dividend'].includes(input.reason)
    default:
      return false
  }
}

function carriesOf(world: DriftWorld): number {
  return world.filter(isCarry).length
}

/** Fills of one that the other has not, by what they are. */
function decisionsThatDiffer(a: DriftWorld, b: DriftWorld): number {
  const keys = [a, b].map((world) =>
    world.flatMap(({ input }) =>
      input.kind === 'fill' ? [`${input.time} ${input.instrument} ${input.side} ${input.quantity}`] : [],
    ),
  )
  const [left, right] = [new Set(keys[0]), new Set(keys[1])]
  return [...left].filter((one) => !right.has(one)).length + [...right].filter((one) => !left.has(one)).length
}

function openingOf(given: readonly Input[]): readonly MoneyText[] {
  const sums = given.flatMap((input) =>
    input.kind === 'cashMove' && input.reason === 'deposit' ? [formatMoney(input.amount)] : [],
  )
  return sums.length === 0 ? ['0 USD'] : sums
}

function tableOf({ live, backtest, difference, rows, residual }: Drift): string {
  const cents = { decimals: 2, rounding: 'half-even' } as const
  const line = (name: string, sum: Money, events?: number): string =>
    `${name.padEnd(20)}${formatMoney(roundMoney(sum, cents), 2).padStart(28)}${events === undefined ? '' : String(events).padStart(10)}`
  return [
    line('live', live),
    line('backtest', backtest),
    line('difference', difference),
    '',
    `${'cause'.padEnd(20)}${'money'.padStart(28)}${'events'.padStart(10)}`,
    ...rows.map(({ cause, money: sum, events }) => line(cause, sum, events)),
    line('residual', residual),
  ].join('\n')
}
