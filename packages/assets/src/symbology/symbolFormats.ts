import { binanceSymbols } from './binance.js'
import { binanceCoinmSymbols } from './binanceCoinm.js'
import { binanceUsdmSymbols } from './binanceUsdm.js'
import { bloombergSymbols } from './bloomberg.js'
import { ccxtSymbols } from './ccxt.js'
import { cusipSymbols } from './cusip.js'
import { databentoSymbols } from './databento.js'
import { deribitSymbols } from './deribit.js'
import { figiSymbols } from './figi.js'
import { futuresSymbols } from './futures.js'
import { fxSymbols } from './fx.js'
import { globexSymbols } from './globex.js'
import { globexSpreadSymbols } from './globexSpread.js'
import { ibSymbols } from './ib.js'
import { ibLocalSymbols } from './ibLocal.js'
import { ibMonthSymbols } from './ibMonth.js'
import { isinSymbols } from './isin.js'
import { leanSymbols } from './lean.js'
import { oandaSymbols } from './oanda.js'
import { occSymbols } from './occ.js'
import { occCompactSymbols } from './occCompact.js'
import { okxSymbols } from './okx.js'
import { polygonSymbols } from './polygon.js'
import { sedolSymbols } from './sedol.js'
import type { SymbolFormat } from './symbolFormat.js'
import { tradingviewSymbols } from './tradingview.js'
import { yahooSymbols } from './yahoo.js'

/**
 * All schemes by name. Whoever needs one imports that one (`occSymbols`) and carries only it.
 *
 * @example
 * import { symbolFormats } from '@bourse/assets'
 * Object.keys(symbolFormats).length // => 26
 */
export const symbolFormats: { readonly [S in SymbolScheme]: SymbolFormat } = {
  binance: binanceSymbols,
  'binance-coinm': binanceCoinmSymbols,
  'binance-usdm': binanceUsdmSymbols,
  bloomberg: bloombergSymbols,
  ccxt: ccxtSymbols,
  cusip: cusipSymbols,
  databento: databentoSymbols,
  deribit: deribitSymbols,
  figi: figiSymbols,
  futures: futuresSymbols,
  fx: fxSymbols,
  globex: globexSymbols,
  'globex-spread': globexSpreadSymbols,
  ib: ibSymbols,
  'ib-local': ibLocalSymbols,
  'ib-month': ibMonthSymbols,
  isin: isinSymbols,
  lean: leanSymbols,
  oanda: oandaSymbols,
  occ: occSymbols,
  'occ-compact': occCompactSymbols,
  okx: okxSymbols,
  polygon: polygonSymbols,
  sedol: sedolSymbols,
  tradingview: tradingviewSymbols,
  yahoo: yahooSymbols,
}

/** Names of the schemes. */
export type SymbolScheme =
  | 'binance'
  | 'binance-coinm'
  | 'binance-usdm'
  | 'bloomberg'
  | 'ccxt'
  | 'cusip'
  | 'databento'
  | 'deribit'
  | 'figi'
  | 'futures'
  | 'fx'
  | 'globex'
  | 'globex-spread'
  | 'ib'
  | 'ib-local'
  | 'ib-month'
  | 'isin'
  | 'lean'
  | 'oanda'
  | 'occ'
  | 'occ-compact'
  | 'okx'
  | 'polygon'
  | 'sedol'
  | 'tradingview'
  | 'yahoo'
