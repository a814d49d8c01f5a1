// Stand-ins until the real ledger and gate land; removed then.
import type { Fill, Input, Json } from '@bourse/core'
import { money } from '@bourse/core'
import { multiplierOf, type Instruments } from '@bourse/assets'
import type { BookFilter, Holding, Ledger, LedgerConfig, Position, BookView } from '@bourse/portfolio'

export function createLedger(config: LedgerConfig): Ledger {
  type Row = { account: any; strategy: string; instrument: any; quantity: number; averagePrice: number; openedAt: number }
  let rows: Row[] = []
  let cash: { account: any; strategy: string; value: number }[] = []
  let seen = new Set<string>()
  const tick = { version: 0, time: 0.5 }
  const move = (account: any, strategy: string, value: number): void => {
    const row = cash.find((one) => one.account === account && one.strategy === strategy)
    if (row) row.value += value
    else cash.push({ account, strategy, value })
  }
  const fits = (row: { account: any; strategy: string; instrument?: any }, f?: BookFilter): boolean =>
    f === undefined ||
    ((f.account === undefined || f.account === row.account) &&
      (f.strategy === undefined || f.strategy === row.strategy) &&
      (f.instrument === undefined || row.instrument === undefined || f.instrument === row.instrument))
  const fill = (i: Fill & { at: number }): void => {
    const signed = i.side === 'buy' ? i.quantity : -i.quantity
    let row = rows.find((r) => r.account === i.account && r.strategy === i.strategy && r.instrument === i.instrument)
    if (!row) rows.push((row = { account: i.account, strategy: i.strategy, instrument: i.instrument, quantity: 0, averagePrice: i.price, openedAt: i.at }))
    row.quantity = Number((row.quantity + signed).toFixed(9))
    const m = multiplierOf(config.instruments.find(i.instrument)!)
    move(i.account, i.strategy, -signed * i.price * m - i.fee.value.toNumber())
    if (row.quantity === 0) rows = rows.filter((r) => r !== row)
  }
  const ledger = {
    base: config.base,
    get time() { return tick.time },
    get version() { return tick.version },
    apply(input: Input) {
      tick.time = input.time
      tick.version++
      if (input.kind === 'fill') {
        const key = `${input.account} ${input.instrument} ${input.tradeId}`
        if (seen.has(key)) return undefined
        seen.add(key)
        fill(input)
        return {} as any
      }
      if (input.kind === 'cashMove') { move(input.account, input.strategy ?? '', input.amount.value.toNumber()); return {} as any }
      return undefined
    },
    quantity: (instrument: string, f?: BookFilter) => rows.filter((r) => r.instrument === instrument && fits(r, f)).reduce((s, r) => s + r.quantity, 0),
    positions: (f?: BookFilter) => rows.filter((r) => fits(r, f)).map((r) => ({ ...r, quantityText: String(r.quantity), realized: money(0, config.base), fees: money(0, config.base), funding: money(0, config.base) })) as Position[],
    cash: (f?: BookFilter) => [money(cash.filter((r) => fits(r, f)).reduce((s, r) => s + r.value, 0), config.base)],
    equity(f?: BookFilter) {
      let value = cash.filter((r) => fits(r, f)).reduce((s, r) => s + r.value, 0)
      for (const r of rows) if (fits(r, f)) value += r.quantity * multiplierOf(config.instruments.find(r.instrument)!) * (config.market.mark(r.instrument)?.value ?? Number.NaN)
      return { currency: config.base, value }
    },
    unrealized: () => ({ currency: config.base, value: 0 }),
    holes: () => [],
    snapshot: () => ledger,
    save: () => JSON.parse(JSON.stringify({ rows, cash, seen: [...seen], ...tick })) as Json,
    load(s: any) { rows = s.rows.map((r: Row) => ({ ...r })); cash = s.cash.map((r: object) => ({ ...r })); seen = new Set(s.seen); tick.version = s.version; tick.time = s.time },
  }
  return ledger as unknown as Ledger
}
export function holdingsOf(book: BookView, _: Instruments, filter?: BookFilter): readonly Holding[] {
  return [...book.positions(filter)].map((p) => ({ account: p.account, strategy: p.strategy, legs: [{ instrument: p.instrument, ratio: 1 }], quantity: p.quantity, entry: p.averagePrice, unrealized: { currency: book.base, value: 0 }, daysToExpiry: Infinity, profitShare: 0, heldMs: 0 }))
}
