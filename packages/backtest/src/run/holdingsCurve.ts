// What a run held as each day began: exposure by asset class, in shares of equity.
import { byClass, type Instruments, notionalOf } from '@bourse/assets'
import type { AccountId, EpochMs } from '@bourse/core'
import type { Engine } from '@bourse/engine'
import { type ExposureLine, exposureLines, exposuresBy } from '@bourse/portfolio'
import { blackScholes } from '@bourse/pricing'
import { type MarginModel, riskContext } from '@bourse/risk'

/**
 * One row per day (UTC), as of its first input, in shares of equity (0.5 is half of it). `short` is negative; `margin` is
 * there where a model was given, NaN while it had no answer. Options count at their delta where their volatility is known,
 * else at their price.
 */
export type HoldingsCurve = {
  readonly time: Float64Array
  readonly gross: Float64Array
  readonly net: Float64Array
  readonly margin?: Float64Array
  readonly buckets: readonly { readonly name: string; readonly long: Float64Array; readonly short: Float64Array }[]
}

type Row = {
  readonly time: EpochMs
  readonly margin: number
  readonly buckets: ReadonlyMap<string, readonly [long: number, short: number]>
}

/** Once a day, so that a run on minutes does not pay for it. */
export function holdingsMeter(
  { book, market }: Pick<Engine, 'book' | 'market'>,
  instruments: Instruments,
  margins: { readonly account: AccountId; readonly models: readonly MarginModel[] },
): { observe(time: EpochMs): void; curve(): HoldingsCurve } {
  const rows: Row[] = []
  let midnight = Number.NEGATIVE_INFINITY
  return {
    observe(time) {
      if (time < midnight) return
      midnight = (Math.floor(time / 86_400_000) + 1) * 86_400_000
      const equity = book.equity().value
      const lines = exposureLines(book, { instruments, market, now: time, model: () => blackScholes }).map(atItsPrice)
      const shares = exposuresBy(lines, byClass, instruments).map(
        ({ bucket, gross, net }) => [bucket, [(gross + net) / 2 / equity, (net - gross) / 2 / equity]] as const,
      )
      const margin = margins.models.length === 0 ? Number.NaN : marginAt(time) / equity
      rows.push({ time, margin, buckets: new Map(shares) })
    },
    curve: () => {
      const columns = columnsOf(rows)
      return margins.models.length === 0
        ? columns
        : { ...columns, margin: Float64Array.from(rows, ({ margin }) => margin) }
    },
  }

  function marginAt(now: EpochMs): number {
    const context = riskContext({ now, book, market, instruments })
    for (const model of margins.models) {
      const answer = model.margin(book, context, margins.account)
      if (answer.ok) return answer.value.initial.value
    }
    return Number.NaN
  }

  // An option whose volatility nobody tells counts with what it is worth.
  function atItsPrice(line: ExposureLine): ExposureLine {
    if (line.instrument?.kind !== 'option' || Number.isFinite(line.exposure)) return line
    const price = market.mark(line.instrument.id)?.value ?? Number.NaN
    const exposure = line.quantity * notionalOf(line.instrument, 1, price)
    return { ...line, exposure, holes: [] }
  }
}

function columnsOf(rows: readonly Row[]): HoldingsCurve {
  const used = byClass.buckets.filter((name) =>
    rows.some(({ buckets }) => buckets.get(name)?.some((share) => share !== 0)),
  )
  const column = (of: (row: Row) => number): Float64Array => Float64Array.from(rows, of)
  const sum = (row: Row, sign: number): number =>
    [...row.buckets].reduce((all, [, [long, short]]) => all + long + sign * short, 0)
  return {
    time: column(({ time }) => time),
    gross: column((row) => sum(row, -1)),
    net: column((row) => sum(row, 1)),
    buckets: used.map((name) => ({
      name,
      long: column(({ buckets }) => buckets.get(name)?.[0] ?? 0),
      short: column(({ buckets }) => buckets.get(name)?.[1] ?? 0),
    })),
  }
}
