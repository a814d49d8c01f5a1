// Reference rows: shared/golden/optrisk/fx.dev.json. Text columns carry 25 and more digits, cut off.
import { formatMoney, type InstrumentId, money, type Quote, type Sourced } from '@bourse/core'
import { golden, relativeError, ulpsBetween } from '@bourse/proof'
import { describe, expect, test } from 'vitest'
import {
  exactForward,
  forwardCarry,
  forwardOutright,
  forwardPoints,
  impliedQuoteFraction,
  impliedQuoteRate,
} from './forwards/forward.js'
import { pairConvention } from './pairs/pairConvention.js'
import { arbitrageLoops } from './rates/arbitrage.js'
import { type DecimalLike, toDecimalText } from './rates/fraction.js'
import { fxRatesOf } from './rates/fxRates.js'
import { emptyReturns, hedgedReturns } from './returns/hedgedReturns.js'
import { currencyRisk, hedgeOutcomes, hedgeRatioOf } from './returns/hedgeRatio.js'
import { karnoskySinger } from './returns/karnoskySinger.js'

type Text = `${number}`
type Rows = {
  quotes: { [pair: string]: { bid: Text; ask: Text } }
  cross: { pair: string; bid: Text; ask: Text; mid: Text }[]
  triangularArbitrage: {
    pair: string
    directBid: Text
    directAsk: Text
    syntheticBid: Text
    syntheticAsk: Text
    profitBuyDirect: Text
    profitBuySynthetic: Text
    arbitrage: boolean
  }[]
  forwards: {
    pair: string
    spotMid: Text
    days: number
    rateBase: number
    rateTerm: number
    dayCountBase: number
    dayCountTerm: number
    forward: Text
    points: Text
    pips: Text
    annualisedCarryLog: number
    impliedTermRate: Text
  }[]
  hedging: {
    localReturn: number
    fxReturn: number
    spot0: number
    forward0: number
    hedgeRatio: number
    unhedgedReturn: number
    currencySurprise: number
    forwardPremium: number
    hedgedReturn: number
    hedgedIfFullNotional: number
    decomposition: { local: number; fx: number; cross: number }
    karnoskySinger: { localExcess: number; currency: number }
  }[]
  fxRisk: {
    dataset: string
    weights: number[]
    currencies: string[]
    portfolioVariance: number
    contribution: { local: number; fx: number; cross: number }
    hedgeTable: { hedgeRatio: number; annualVol: number }[]
    minVarianceHedgeRatio: number
    regressionBetaLocalOnEUR: number
  }
}

const { rows, title } = golden<Rows>('optrisk/fx.dev.json')
const split = (pair: string): readonly [string, string] => [pair.slice(0, 3), pair.slice(3)]
const quoteOf = (pair: string, bid: Text, ask: Text): Sourced<Quote> => ({
  kind: 'quote',
  id: `${split(pair).join('/')}@ebs` as InstrumentId,
  bid: Number(bid),
  ask: Number(ask),
  bidSize: 1e6,
  askSize: 1e6,
  at: 0,
  source: 'rows',
})
const decimalsOf = (text: string): number => text.split('.')[1]?.length ?? 0

/** Cut at the same place, a difference of one in the last digit allowed. */
function expectDigits(exact: (decimals: number) => string, reference: string): void {
  const digits = (text: string): bigint => BigInt(text.replace('.', ''))
  const away = digits(exact(decimalsOf(reference))) - digits(reference)
  expect(away >= -1n && away <= 1n, `${exact(decimalsOf(reference))} for ${reference}`).toBe(true)
}

describe.skipIf(!rows)(title, () => {
  // A skipped suite is still collected: without rows one test stands for all of them.
  if (rows === undefined) return test('174 rows', () => {})
  const { quotes, cross, triangularArbitrage, forwards, hedging } = rows!
  const all = Object.entries(quotes).map(([pair, { bid, ask }]) => quoteOf(pair, bid, ask))

  test('90 crosses: doubles to 4 ulp, decimals to their digits', () => {
    const rates = fxRatesOf(all)
    expect(cross).toHaveLength(90)
    for (const { pair, ...reference } of cross) {
      const [base, quote] = split(pair)
      const rate = rates.rate(base, quote)
      if (!rate.ok) throw new Error(rate.failure.message)
      const exact = (side: 'mid' | 'deal', of: '1' | '-1', sign: 1 | -1, text: string): void =>
        expectDigits((decimals) => {
          const owed = rates.convertMoney(money(of, base), quote, { decimals, rounding: 'down' }, side)
          if (!owed.ok) throw new Error(owed.failure.message)
          const [value] = formatMoney(owed.value, decimals).split(' ')
          return sign === 1 ? value! : value!.slice(1)
        }, text)
      exact('deal', '1', 1, reference.bid)
      exact('deal', '-1', -1, reference.ask)
      exact('mid', '1', 1, reference.mid)
      for (const side of ['bid', 'ask', 'mid'] as const)
        expect(ulpsBetween(rate.value[side], Number(reference[side])), `${pair} ${side}`).toBeLessThanOrEqual(4)
    }
  })

  test('3 triangles: both ways round', () => {
    for (const row of triangularArbitrage) {
      const [base, quote] = split(row.pair)
      const own = all.filter(({ id }) => id.includes(base) || id.includes(quote))
      const direct = quoteOf(row.pair, row.directBid, row.directAsk)
      const loops = arbitrageLoops([...own, direct], { above: -1, legs: 3 }).filter(({ path }) =>
        path.includes(direct.id),
      )
      expect(loops).toHaveLength(2)
      // Buying direct, one holds the base currency after the direct leg.
      const buysDirect = ({ path, currencies }: (typeof loops)[number]): boolean =>
        currencies[path.indexOf(direct.id) + 1] === base
      const [buy, sell] = [loops.find(buysDirect)!, loops.find((loop) => !buysDirect(loop))!]
      expect(ulpsBetween(buy.gain, Number(row.profitBuyDirect))).toBeLessThanOrEqual(4)
      expect(ulpsBetween(sell.gain, Number(row.profitBuySynthetic))).toBeLessThanOrEqual(4)
      expect(arbitrageLoops([...own, direct]).length > 0).toBe(row.arbitrage)
      const synthetic = fxRatesOf(own).rate(base, quote)
      if (!synthetic.ok) throw new Error(synthetic.failure.message)
      expect(ulpsBetween(synthetic.value.bid, Number(row.syntheticBid))).toBeLessThanOrEqual(4)
      expect(ulpsBetween(synthetic.value.ask, Number(row.syntheticAsk))).toBeLessThanOrEqual(4)
    }
  })

  test('45 forwards: doubles to 4 ulp, decimals to their digits', () => {
    expect(forwards).toHaveLength(45)
    for (const row of forwards) {
      const base = { rate: row.rateBase as DecimalLike, yearDays: row.dayCountBase }
      const quote = { rate: row.rateTerm as DecimalLike, yearDays: row.dayCountTerm }
      const terms = { spot: row.spotMid, days: row.days, base, quote }
      const convention = pairConvention(...split(row.pair))
      if (!convention.ok) throw new Error(convention.failure.message)
      const { pair, pip, yearDays } = convention.value
      expect([pair.join(''), yearDays.base, yearDays.quote]).toEqual([row.pair, row.dayCountBase, row.dayCountTerm])
      expect(ulpsBetween(forwardOutright(terms), Number(row.forward))).toBeLessThanOrEqual(1)
      expect(ulpsBetween(forwardPoints(terms), Number(row.points))).toBeLessThanOrEqual(1)
      expect(ulpsBetween(forwardPoints(terms, pip), Number(row.pips))).toBeLessThanOrEqual(1)
      expect(ulpsBetween(forwardCarry(terms), row.annualisedCarryLog)).toBeLessThanOrEqual(4)
      const text = (decimals: number) => exactForward(terms, { decimals, rounding: 'down' })
      expectDigits((decimals) => text(decimals).outright, row.forward)
      expectDigits((decimals) => text(decimals).points, row.points)
      const implied = { ...terms, forward: row.forward, quoteYearDays: row.dayCountTerm }
      expect(ulpsBetween(impliedQuoteRate(implied), Number(row.impliedTermRate))).toBeLessThanOrEqual(1)
      // The forward itself is cut off: 21 decimals of the rate are sure.
      const rate = toDecimalText(impliedQuoteFraction(implied), { decimals: 21, rounding: 'half-even' })
      expectDigits(() => rate, row.impliedTermRate.replace(/(\.\d{21}).*/, '$1'))
    }
  })

  test('36 hedged returns: to 4 ulp of what one unit becomes, as the reference forms 1 + r', () => {
    expect(hedging).toHaveLength(36)
    const close = (value: number, reference: number): void =>
      expect(Math.abs(value - reference)).toBeLessThanOrEqual(4 * 2 ** -52)
    for (const row of hedging) {
      const premium = row.forward0 / row.spot0 - 1
      const column = (value: number): Float64Array => Float64Array.of(value)
      const [l, f] = [column(row.localReturn), column(row.fxReturn)]
      const unhedged = hedgedReturns(l, f, column(premium), 0)
      const hedged = hedgedReturns(l, f, column(premium), row.hedgeRatio)
      close(premium, row.forwardPremium)
      close(row.fxReturn - premium, row.currencySurprise)
      close(unhedged.total[0]!, row.unhedgedReturn)
      close(hedged.total[0]!, row.hedgedReturn)
      close(hedged.total[0]!, row.hedgedIfFullNotional)
      expect([unhedged.local[0], unhedged.currency[0]]).toEqual([row.decomposition.local, row.decomposition.fx])
      expect(ulpsBetween(unhedged.cross[0]!, row.decomposition.cross)).toBeLessThanOrEqual(4)
      const ks = karnoskySinger(row.localReturn, row.fxReturn, (0.0391 * 28) / 360)
      close(ks.localExcess, row.karnoskySinger.localExcess)
      close(ks.currency, row.karnoskySinger.currency)
    }
  })
})

type Dataset = { names: string[]; R: number[][] }
const data = golden<{ [name: string]: Dataset }>('optrisk/datasets.dev.json')
describe.skipIf(!rows || !data.rows)('fxRisk of real returns', () => {
  test('variance by part, hedge table, least variance', () => {
    const { fxRisk } = rows!
    const set = data.rows![fxRisk.dataset]!
    const column = (name: string): Float64Array => Float64Array.from(set.R, (row) => row[set.names.indexOf(name)]!)
    const euro = column(set.names.find((name) => name.includes('EUR'))!)
    const days = euro.length
    const book = emptyReturns(days)
    const none = new Float64Array(days)
    for (const [i, weight] of fxRisk.weights.entries()) {
      const local = Float64Array.from(set.R, (row) => row[i]!)
      const parts = hedgedReturns(local, fxRisk.currencies[i] === 'EUR' ? euro : none, none, 0)
      for (const name of ['total', 'local', 'currency', 'cross', 'carry'] as const)
        for (let t = 0; t < days; t++) book[name][t]! += weight * parts[name][t]!
    }
    const risk = currencyRisk(book)
    expect(relativeError(risk.variance, fxRisk.portfolioVariance)).toBeLessThan(1e-12)
    expect(relativeError(risk.local, fxRisk.contribution.local)).toBeLessThan(1e-12)
    expect(relativeError(risk.currency, fxRisk.contribution.fx)).toBeLessThan(1e-12)
    expect(relativeError(risk.cross, fxRisk.contribution.cross)).toBeLessThan(1e-12)
    const exposure = euro.map((f) => 0.5 * f)
    const table = hedgeOutcomes(
      book.total,
      exposure,
      fxRisk.hedgeTable.map(({ hedgeRatio }) => hedgeRatio),
    )
    for (const [i, { volatility }] of table.entries())
      expect(relativeError(volatility * Math.sqrt(252), fxRisk.hedgeTable[i]!.annualVol)).toBeLessThan(1e-12)
    const least = hedgeRatioOf('minimum-variance', book.total, exposure)
    expect(relativeError(least, fxRisk.minVarianceHedgeRatio)).toBeLessThan(1e-12)
  })
})
