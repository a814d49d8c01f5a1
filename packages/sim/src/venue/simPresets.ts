// The rules of other engines, said in options anybody can write.
import { makerTakerFee, perShareFee } from './fees.js'
import type { SimOptions } from './simOptions.js'
import { shareSizing } from './sizing.js'

/** Their names. */
export type SimPreset = 'backtesting.py' | 'backtrader' | 'vectorbt' | 'lean' | 'lean-crypto'

/**
 * Options under which a run meets that of another engine: fill timing, sizing, fee, buffer, mark. Costs that differ from run to
 * run (commission, spread, slippage) are added to them: `{ ...simPresets.vectorbt, slippage: proportionalSlippage(0.0005) }`.
 *
 * - backtesting.py: market orders at the next open, others when the range reaches them, stops first; a quantity below 1 is a
 *   part of what can be bought, its equity taken at the close of the bar it fills in; a spread on entries alone; exits guard
 *   the lot their entry opened. Its `trade_on_close` is `fill: { fills: 'touch', market: 'close' }`, a margin
 *   `size: shareSizing({ nets: true, feePerUnit: true, leverage: 1 / margin })`.
 * - backtrader: at the next open, slippage within the bar, quantities as ordered.
 * - vectorbt: at the next open, all cash, fees in it.
 * - lean: at once at the close of the quote's side, a price older than an hour is none, 0.25 % of equity left alone, 0.005 a
 *   share and at least 1; `lean-crypto`: 0.05 % taken, and open positions valued at the side that would close them, less
 *   the fee of that.
 *
 * @example
 * import { simPresets } from '@bourse/sim'
 * simPresets.backtrader.fill // => { fills: 'next-open' }
 */
export const simPresets: { readonly [P in SimPreset]: SimOptions } = {
  'backtesting.py': {
    fill: { fills: 'touch' },
    grid: 'accept',
    exits: 'lot',
    size: /* @__PURE__ */ shareSizing({ nets: true, feePerUnit: true }),
    sizeSees: 'close',
    slippageOn: 'entries',
    slippageOnLimits: true,
  },
  backtrader: { fill: { fills: 'next-open' }, grid: 'accept', slippageWithinBar: true },
  vectorbt: { fill: { fills: 'next-open' }, grid: 'accept', size: /* @__PURE__ */ shareSizing() },
  lean: {
    fill: { fills: 'close' },
    grid: 'accept',
    stale: '1h',
    size: /* @__PURE__ */ shareSizing({ buffer: 0.0025 }),
    fees: /* @__PURE__ */ perShareFee('0.005 USD', '1 USD'),
  },
  'lean-crypto': {
    fill: { fills: 'close' },
    grid: 'accept',
    stale: '1h',
    fees: /* @__PURE__ */ makerTakerFee(0.0002, 0.0005),
    mark: 'side-less-fee',
  },
}
