// The shipped example, as the text of a file: write it out, change it, read it back.
import { BourseError } from '@bourse/core'
import type { Catalogue } from './catalogue.js'
import { parseCatalogue } from './parseCatalogue.js'

/**
 * The shipped example read: 22 assets of six classes, of which BTC/USDT and ETH/USDT are switched on.
 *
 * @example
 * import { starterCatalogue } from '@bourse/assets/catalogue'
 * starterCatalogue().assets.length // => 22
 */
export function starterCatalogue(): Catalogue {
  const read = parseCatalogue(starterCatalogueYaml, 'yaml')
  if (read.ok) return read.value
  throw new BourseError('internal/invariant', read.failure.message, {
    details: read.failure.details,
    remedy: 'report it: the shipped catalogue must be readable',
  })
}

/**
 * The shipped example as a YAML file.
 *
 * @example
 * import { starterCatalogueYaml } from '@bourse/assets/catalogue'
 * starterCatalogueYaml.includes('BTC/USDT@binance') // => true
 */
export const starterCatalogueYaml: string = `# A desk's catalogue to begin with. Shares are of equity: 0.1 = 10 %. Change it, it is yours.
asOf: 2026-11-23

limits: { heat: 0.25, correlated: 0.6, class: 0.4, stop: 0.25, dailyLoss: 0.05 }

classes:
  crypto: { maxAllocation: 0.4, maxPositions: 5 }
  stocks: { maxAllocation: 0.4, maxPositions: 5 }
  leveragedEtfs: { maxAllocation: 0.2, maxPositions: 2, note: 'reset daily, not for holding' }
  forex: { maxAllocation: 0.3, maxPositions: 4 }
  commodities: { maxAllocation: 0.2, maxPositions: 3 }
  memeStocks: { maxAllocation: 0.1, maxPositions: 3 }

# How each product is traded. Allocations are shares of equity; minPosition is money.
products:
  options:
    { enabled: true, instruments: [SPY, QQQ, IWM, AAPL, NVDA, TSLA], hours: [XNYS], maxLeverage: 1, defaultLeverage: 1,
      minPosition: 100, maxPosition: 0.05, scanEvery: 30m, allocation: 0.4 }
  futures:
    { enabled: true, instruments: [ES, NQ, CL, GC, ZN], hours: [CME_EQUITY, CME_ENERGY, CME_METALS, CME_RATES], maxLeverage: 10,
      defaultLeverage: 3, minPosition: 500, maxPosition: 0.1, scanEvery: 15m, allocation: 0.3 }
  crypto:
    { enabled: true, instruments: [BTC/USDT, ETH/USDT], hours: [always], maxLeverage: 5, defaultLeverage: 1, minPosition: 10,
      maxPosition: 0.2, scanEvery: 10m, allocation: 0.2 }
  prediction:
    { enabled: true, instruments: [polymarket, kalshi], hours: [always], maxLeverage: 1, defaultLeverage: 1, minPosition: 5,
      maxPosition: 0.02, scanEvery: 60m, allocation: 0.1 }

assets:
  - id: BTC/USDT@binance
    class: crypto
    enabled: true
    volatilityScore: 7
    indicators: [ETF flows, funding rate, exchange balances, dollar index]
    sources: [binance, glassnode]
    risk: { maxPosition: 0.2, stop: { share: 0.08 }, takeProfit: { share: 0.2 }, leverage: 3 }
    terms:
      { kind: spot, id: BTC/USDT@binance, assetClass: crypto, currency: USDT, tick: 0.01, lot: 0.00001, calendar: always, base: BTC, quote: USDT, name: Bitcoin, settlementLag: 0 }
  - id: ETH/USDT@binance
    class: crypto
    enabled: true
    volatilityScore: 8
    indicators: [ETH/BTC, gas fees, staking flows, funding rate]
    sources: [binance, glassnode]
    risk: { maxPosition: 0.15, stop: { share: 0.1 }, takeProfit: { share: 0.25 }, leverage: 3 }
    terms:
      { kind: spot, id: ETH/USDT@binance, assetClass: crypto, currency: USDT, tick: 0.01, lot: 0.0001, calendar: always, base: ETH, quote: USDT, name: Ether, settlementLag: 0 }
  - id: NVDA@XNAS
    class: stocks
    enabled: false
    volatilityScore: 7
    indicators: [SOXX, option flow, capital spending of data centres]
    sources: [polygon, finnhub]
    risk: { maxPosition: 0.15, stop: { share: 0.06 }, takeProfit: { share: 0.15 }, leverage: 2, earningsBlackoutDays: 3 }
    terms:
      { kind: equity, id: NVDA@XNAS, assetClass: equity, currency: USD, tick: 0.01, lot: 1, calendar: XNYS, settlementLag: 1, name: NVIDIA }
  - id: TSLA@XNAS
    class: stocks
    enabled: false
    volatilityScore: 8
    indicators: [deliveries, option flow, posts]
    sources: [polygon, finnhub, x]
    risk: { maxPosition: 0.1, stop: { share: 0.08 }, takeProfit: { share: 0.2 }, leverage: 2, earningsBlackoutDays: 3, monitoredAccounts: [elonmusk] }
    terms:
      { kind: equity, id: TSLA@XNAS, assetClass: equity, currency: USD, tick: 0.01, lot: 1, calendar: XNYS, settlementLag: 1, name: Tesla }
  - id: AMD@XNAS
    class: stocks
    enabled: false
    volatilityScore: 7
    indicators: [SOXX, NVDA, PC shipments]
    sources: [polygon, finnhub]
    risk: { maxPosition: 0.1, stop: { share: 0.07 }, takeProfit: { share: 0.15 }, leverage: 2, earningsBlackoutDays: 3 }
    terms:
      { kind: equity, id: AMD@XNAS, assetClass: equity, currency: USD, tick: 0.01, lot: 1, calendar: XNYS, settlementLag: 1, name: AMD }
  - id: TQQQ@XNAS
    class: leveragedEtfs
    enabled: false
    volatilityScore: 8
    indicators: [QQQ, VIX, NDX breadth]
    sources: [polygon]
    risk: { maxPosition: 0.1, stop: { share: 0.1 }, takeProfit: { share: 0.2 }, leverage: 1, maxHoldDays: 5, avoidSideways: true, decayWarning: true }
    terms:
      { kind: etf, id: TQQQ@XNAS, assetClass: equity, currency: USD, tick: 0.01, lot: 1, calendar: XNYS, settlementLag: 1, name: 3x Nasdaq-100, leverage: 3 }
  - id: SOXL@ARCX
    class: leveragedEtfs
    enabled: false
    volatilityScore: 9
    indicators: [SOXX, NVDA, VIX]
    sources: [polygon]
    risk: { maxPosition: 0.08, stop: { share: 0.12 }, takeProfit: { share: 0.25 }, leverage: 1, maxHoldDays: 5, avoidSideways: true, decayWarning: true }
    terms:
      { kind: etf, id: SOXL@ARCX, assetClass: equity, currency: USD, tick: 0.01, lot: 1, calendar: XNYS, settlementLag: 1, name: 3x semiconductors, leverage: 3 }
  - id: UVXY@BATS
    class: leveragedEtfs
    enabled: false
    volatilityScore: 10
    indicators: [VIX, VX term structure]
    sources: [polygon, cboe]
    risk: { maxPosition: 0.05, stop: { share: 0.15 }, takeProfit: { share: 0.3 }, leverage: 1, maxHoldDays: 3, avoidSideways: true, decayWarning: true }
    terms:
      { kind: etf, id: UVXY@BATS, assetClass: volatility, currency: USD, tick: 0.01, lot: 1, calendar: XNYS, settlementLag: 1, name: 1.5x VIX futures, leverage: 1.5 }
  - id: GBP/JPY@oanda
    class: forex
    enabled: false
    volatilityScore: 7
    indicators: [gilt yield, JGB yield, risk appetite]
    sources: [oanda, economic calendar]
    risk: { maxPosition: 0.1, stop: { pips: 80 }, takeProfit: { pips: 160 }, leverage: 10 }
    terms:
      { kind: spot, id: GBP/JPY@oanda, assetClass: fx, currency: JPY, tick: 0.001, lot: 1, calendar: FX_24_5, base: GBP, quote: JPY, name: GBP/JPY, settlementLag: 2 }
  - id: USD/TRY@oanda
    class: forex
    enabled: false
    volatilityScore: 9
    indicators: [central bank rate, reserves, CDS]
    sources: [oanda, economic calendar]
    risk: { maxPosition: 0.05, stop: { pips: 3000 }, takeProfit: { pips: 6000 }, leverage: 3 }
    terms:
      { kind: spot, id: USD/TRY@oanda, assetClass: fx, currency: TRY, tick: 0.00001, lot: 1, calendar: FX_24_5, base: USD, quote: TRY, name: USD/TRY, settlementLag: 1 }
  - id: USD/ZAR@oanda
    class: forex
    enabled: false
    volatilityScore: 8
    indicators: [gold, platinum, bond yield]
    sources: [oanda, economic calendar]
    risk: { maxPosition: 0.05, stop: { pips: 1500 }, takeProfit: { pips: 3000 }, leverage: 5 }
    terms:
      { kind: spot, id: USD/ZAR@oanda, assetClass: fx, currency: ZAR, tick: 0.00001, lot: 1, calendar: FX_24_5, base: USD, quote: ZAR, name: USD/ZAR, settlementLag: 2 }
  - id: USD/BRL@ndf
    class: forex
    enabled: false
    volatilityScore: 8
    indicators: [Selic rate, iron ore, fiscal news]
    sources: [oanda, economic calendar]
    risk: { maxPosition: 0.05, stop: { pips: 500 }, takeProfit: { pips: 1000 }, leverage: 3 }
    terms:
      { kind: spot, id: USD/BRL@ndf, assetClass: fx, currency: BRL, tick: 0.0001, lot: 1, calendar: FX_24_5, base: USD, quote: BRL, name: USD/BRL, settlementLag: 2 }
  - id: AUD/JPY@oanda
    class: forex
    enabled: false
    volatilityScore: 6
    indicators: [iron ore, S&P 500, JGB yield]
    sources: [oanda, economic calendar]
    risk: { maxPosition: 0.1, stop: { pips: 60 }, takeProfit: { pips: 120 }, leverage: 10 }
    terms:
      { kind: spot, id: AUD/JPY@oanda, assetClass: fx, currency: JPY, tick: 0.001, lot: 1, calendar: FX_24_5, base: AUD, quote: JPY, name: AUD/JPY, settlementLag: 2 }
  - id: NATGAS/USD@oanda
    class: commodities
    enabled: false
    volatilityScore: 9
    indicators: [storage report, weather, LNG exports]
    sources: [oanda, EIA]
    risk: { maxPosition: 0.05, stop: { share: 0.08 }, takeProfit: { share: 0.16 }, leverage: 3 }
    terms:
      { kind: spot, id: NATGAS/USD@oanda, assetClass: commodity, currency: USD, tick: 0.001, lot: 1, calendar: CME_ENERGY, base: NATGAS, quote: USD, name: natural gas }
  - id: XAG/USD@oanda
    class: commodities
    enabled: false
    volatilityScore: 7
    indicators: [gold, dollar index, real yields]
    sources: [oanda, COMEX stocks]
    risk: { maxPosition: 0.08, stop: { share: 0.06 }, takeProfit: { share: 0.12 }, leverage: 5 }
    terms:
      { kind: spot, id: XAG/USD@oanda, assetClass: commodity, currency: USD, tick: 0.00001, lot: 1, calendar: CME_METALS, base: XAG, quote: USD, name: silver }
  - id: WTICO/USD@oanda
    class: commodities
    enabled: false
    volatilityScore: 7
    indicators: [inventory report, OPEC, term structure]
    sources: [oanda, EIA]
    risk: { maxPosition: 0.08, stop: { share: 0.06 }, takeProfit: { share: 0.12 }, leverage: 5 }
    terms:
      { kind: spot, id: WTICO/USD@oanda, assetClass: commodity, currency: USD, tick: 0.001, lot: 1, calendar: CME_ENERGY, base: WTICO, quote: USD, name: crude oil }
  - id: GME@XNYS
    class: memeStocks
    enabled: false
    volatilityScore: 10
    indicators: [short interest, mentions, option flow]
    sources: [reddit, polygon]
    risk: { maxPosition: 0.03, stop: { share: 0.2 }, takeProfit: { share: 0.5 }, leverage: 1, earningsBlackoutDays: 5, maxHoldDays: 10, monitoredAccounts: [TheRoaringKitty, wallstreetbets] }
    terms:
      { kind: equity, id: GME@XNYS, assetClass: equity, currency: USD, tick: 0.01, lot: 1, calendar: XNYS, settlementLag: 1, name: GameStop }
  - id: AMC@XNYS
    class: memeStocks
    enabled: false
    volatilityScore: 10
    indicators: [short interest, mentions, option flow]
    sources: [reddit, polygon]
    risk: { maxPosition: 0.03, stop: { share: 0.2 }, takeProfit: { share: 0.5 }, leverage: 1, earningsBlackoutDays: 5, maxHoldDays: 10, monitoredAccounts: [wallstreetbets] }
    terms:
      { kind: equity, id: AMC@XNYS, assetClass: equity, currency: USD, tick: 0.01, lot: 1, calendar: XNYS, settlementLag: 1, name: AMC Entertainment }
  - id: OPEN@XNAS
    class: memeStocks
    enabled: false
    volatilityScore: 9
    indicators: [short interest, mentions, option flow]
    sources: [reddit, polygon]
    risk: { maxPosition: 0.03, stop: { share: 0.2 }, takeProfit: { share: 0.5 }, leverage: 1, earningsBlackoutDays: 5, maxHoldDays: 10, monitoredAccounts: [wallstreetbets] }
    terms:
      { kind: equity, id: OPEN@XNAS, assetClass: equity, currency: USD, tick: 0.01, lot: 1, calendar: XNYS, settlementLag: 1, name: Opendoor }
  - id: RGTI@XNAS
    class: memeStocks
    enabled: false
    volatilityScore: 9
    indicators: [short interest, mentions, option flow]
    sources: [reddit, polygon]
    risk: { maxPosition: 0.03, stop: { share: 0.2 }, takeProfit: { share: 0.5 }, leverage: 1, earningsBlackoutDays: 5, maxHoldDays: 10, monitoredAccounts: [wallstreetbets] }
    terms:
      { kind: equity, id: RGTI@XNAS, assetClass: equity, currency: USD, tick: 0.01, lot: 1, calendar: XNYS, settlementLag: 1, name: Rigetti Computing }
  - id: QUBT@XNAS
    class: memeStocks
    enabled: false
    volatilityScore: 9
    indicators: [short interest, mentions, option flow]
    sources: [reddit, polygon]
    risk: { maxPosition: 0.03, stop: { share: 0.2 }, takeProfit: { share: 0.5 }, leverage: 1, earningsBlackoutDays: 5, maxHoldDays: 10, monitoredAccounts: [wallstreetbets] }
    terms:
      { kind: equity, id: QUBT@XNAS, assetClass: equity, currency: USD, tick: 0.01, lot: 1, calendar: XNYS, settlementLag: 1, name: Quantum Computing }
  - id: DNUT@XNAS
    class: memeStocks
    enabled: false
    volatilityScore: 8
    indicators: [short interest, mentions, option flow]
    sources: [reddit, polygon]
    risk: { maxPosition: 0.03, stop: { share: 0.2 }, takeProfit: { share: 0.5 }, leverage: 1, earningsBlackoutDays: 5, maxHoldDays: 10, monitoredAccounts: [wallstreetbets] }
    terms:
      { kind: equity, id: DNUT@XNAS, assetClass: equity, currency: USD, tick: 0.01, lot: 1, calendar: XNYS, settlementLag: 1, name: Krispy Kreme }
`
