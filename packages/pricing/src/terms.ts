// The nouns of the package: what is priced, under what market, by which model, and what comes out.

/** What a price depends on; an option of `@bourse/assets` is one. Of one unit of the underlying. */
export type OptionTerms = {
  readonly right: 'call' | 'put'
  /** In the currency of the underlying; > 0, except under Bachelier's model. */
  readonly strike: number
  readonly exercise: 'european' | 'american'
}

/** A dividend in cash per unit, `years` from now. */
export type CashDividend = { readonly years: number; readonly cash: number }

/**
 * What a price depends on besides the contract. Rates are continuous per year; `years` to expiry; `vol` 0.2 is 20 % per
 * root year (Bachelier: price units per root year).
 */
export type OptionMarket = {
  /** Price of the underlying: for Black-76, shifted Black and Bachelier that is the future. */
  readonly spot: number
  readonly vol: number
  readonly rate: number
  /** Continuous dividend yield, or the rate of the foreign currency; 0 when absent. Without meaning for futures. */
  readonly yield?: number
  readonly years: number
  /** Known cash dividends; those after expiry are ignored. */
  readonly dividends?: readonly CashDividend[]
}

/**
 * Of one unit of underlying, long. delta, gamma per unit of spot; vega per 1.00 of volatility; theta per year of
 * calendar time (usually negative); rho per 1.00 of rate. `perDay` and `perPoint` convert.
 */
export type Greeks = {
  readonly price: number
  readonly delta: number
  readonly gamma: number
  readonly vega: number
  readonly theta: number
  readonly rho: number
}

/** Price and seventeen Greeks: raw partial derivatives, calendar time per year, volatility and rates per 1.00. */
export type FullGreeks = Greeks & {
  /** dV/d(yield) at fixed rate */
  readonly dividendRho: number
  /** d2V/dS dvol */
  readonly vanna: number
  /** d2V/dvol2 */
  readonly volga: number
  /** d(delta)/dt */
  readonly charm: number
  /** d(vega)/dt */
  readonly veta: number
  /** d3V/dS3 */
  readonly speed: number
  /** d3V/dS2 dvol */
  readonly zomma: number
  /** d(gamma)/dt */
  readonly color: number
  /** d3V/dvol3 */
  readonly ultima: number
  /** dV/dK */
  readonly dualDelta: number
  /** d2V/dK2 */
  readonly dualGamma: number
  /** d2V/dvol dr */
  readonly vera: number
}

/**
 * The two legs of a closed form, from which a volatility can be implied: today's value of the asset and of the strike,
 * their difference with as few roundings as possible, and how the asset is distributed.
 */
export type OptionLegs = {
  readonly distribution: 'lognormal' | 'normal'
  readonly asset: number
  readonly cash: number
  /** asset - cash */
  readonly difference: number
  /** ln(asset / cash) where the asset is lognormal; NaN where it is normal. */
  readonly moneyness: number
  readonly discount: number
}

/** A pricing model is an imported value, so that nobody carries one that he does not use. */
export interface PricingModel {
  readonly model: string
  price(option: OptionTerms, market: OptionMarket): number
  greeks(option: OptionTerms, market: OptionMarket): Greeks
  /** Present in European closed forms: `impliedVol` inverts them to the last digit, all others by bracketing. */
  legs?(option: OptionTerms, market: Omit<OptionMarket, 'vol'>): OptionLegs
}
