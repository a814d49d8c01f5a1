// Rates between currencies as the engine's own inputs tell them, where the configuration brings none.
import type { Instruments } from '@bourse/assets'
import type { EpochMs, InputOf, Json, Saves } from '@bourse/core'
import { type FxRates, fxRates } from '@bourse/fx'

/** Rates, and `observe`, which takes quotes of currency and coin pairs, and their bars as a quote without a spread. */
export type LiveRates = FxRates &
  Saves & {
    /** Takes a quote, or a bar as a quote without a spread, of a listing in the registry. */
    observe(input: InputOf<'quote'> | InputOf<'bar'>): void
  }

/**
 * Rates between currencies from the quotes and bars of the currency and coin pairs in a registry.
 *
 * @example
 * import { createRegistry } from '@bourse/assets'
 * import { liveRates } from '@bourse/engine'
 * const pair = { kind: 'spot', id: 'EUR/USD@ebs', assetClass: 'fx', currency: 'USD', tick: 0.00001, lot: 1000, calendar: 'CME_FX',
 *   base: 'EUR', quote: 'USD' } as const
 * const rates = liveRates(createRegistry([pair]))
 * rates.observe({ kind: 'quote', id: 'EUR/USD@ebs', bid: 1.08, ask: 1.1, bidSize: 1, askSize: 1, seq: 1, time: 9, at: 9, source: 'x' })
 * rates.mid('EUR', 'USD') // => 1.09
 */
export function liveRates(instruments: Instruments): LiveRates {
  return new QuotedRates(instruments)
}

class QuotedRates implements LiveRates {
  readonly #stepper: ReturnType<typeof fxRates>
  #view: FxRates

  constructor(instruments: Instruments) {
    this.#stepper = fxRates({
      pairOf(id) {
        const instrument = instruments.find(id)
        return instrument?.kind === 'spot' ? [instrument.base, instrument.quote] : undefined
      },
    })
    this.#view = this.#stepper.advance(Number.NEGATIVE_INFINITY)
  }

  get asOf(): EpochMs {
    return this.#view.asOf
  }
  rate: FxRates['rate'] = (base, quote) => this.#view.rate(base, quote)
  mid: FxRates['mid'] = (base, quote) => (base === quote ? 1 : this.#view.mid(base, quote))
  convert: FxRates['convert'] = (amount, to, side) => this.#view.convert(amount, to, side)
  convertMoney: FxRates['convertMoney'] = (money, to, rule, side) => this.#view.convertMoney(money, to, rule, side)

  observe(input: InputOf<'quote'> | InputOf<'bar'>): void {
    const { id, at, source } = input
    const sides =
      input.kind === 'quote'
        ? { bid: input.bid, ask: input.ask, bidSize: input.bidSize, askSize: input.askSize }
        : { bid: input.close, ask: input.close, bidSize: 1, askSize: 1 }
    this.#view = this.#stepper.next({ kind: 'quote', id, at, source, ...sides })
  }
  save(): Json {
    return this.#stepper.save()
  }
  load(state: Json): void {
    this.#stepper.load(state)
    this.#view = this.#stepper.advance(Number.NEGATIVE_INFINITY)
  }
}
