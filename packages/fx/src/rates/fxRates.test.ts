import { formatMoney, type InstrumentId, isJson, money, type Quote, type Sourced } from '@bourse/core'
import { relativeError, ulpsBetween } from '@bourse/proof'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { arbitrageLoops } from './arbitrage.js'
import { difference, fractionOf, toDecimalText, toDouble } from './fraction.js'
import { fxRates, fxRatesOf, noRates } from './fxRates.js'

const quote = (pair: string, bid: number, ask: number, at = 0, more: Partial<Quote> = {}): Sourced<Quote> => ({
  kind: 'quote',
  id: `${pair}@ebs` as InstrumentId,
  bid,
  ask,
  bidSize: 1,
  askSize: 1,
  at,
  source: 'feed',
  ...more,
})
const value = <T>(result: { ok: true; value: T } | { ok: false; failure: { message: string } }): T => {
  if (!result.ok) throw new Error(result.failure.message)
  return result.value
}
const why = (result: { ok: boolean; failure?: { code: string; details: unknown } }): [string?, unknown?] =>
  result.ok ? [] : [result.failure!.code, result.failure!.details]

const currencies = ['AUD', 'CHF', 'EUR', 'GBP', 'JPY', 'USD', 'NOK', 'MXN'] as const
// Worths from which all quotes are made, and which pairs are quoted, with their half spreads.
const market = fc
  .record({
    worth: fc.array(fc.double({ min: 0.01, max: 100, noNaN: true }), { minLength: 8, maxLength: 8 }),
    quoted: fc.uniqueArray(fc.record({ base: fc.nat(7), quote: fc.nat(7), half: fc.nat(100).map((n) => n / 1e4) }), {
      minLength: 1,
      maxLength: 16,
      selector: ({ base, quote }) => `${base}/${quote}`,
    }),
  })
  .map(({ worth, quoted }) =>
    quoted
      .filter((pair) => pair.base !== pair.quote)
      .map((pair) => {
        const mid = worth[pair.base]! / worth[pair.quote]!
        const name = `${currencies[pair.base]}/${currencies[pair.quote]}`
        return quote(name, mid * (1 - pair.half), mid * (1 + pair.half))
      }),
  )
const runs = { seed: 20_261_123, numRuns: 50 }

describe('rates', () => {
  test('a pair and its inverse are one rate over one path, whatever the order of the quotes', () => {
    fc.assert(
      fc.property(market, fc.infiniteStream(fc.nat()), (quotes, shuffle) => {
        const rates = fxRatesOf(quotes)
        const keys = quotes.map(() => shuffle.next().value as number)
        const shuffled = fxRatesOf(
          quotes
            .map((_, i) => i)
            .sort((i, j) => keys[i]! - keys[j]!)
            .map((i) => quotes[i]!),
        )
        for (const base of currencies)
          for (const other of currencies) {
            const [there, back] = [rates.rate(base, other), rates.rate(other, base)]
            expect(there.ok).toBe(back.ok)
            expect(shuffled.rate(base, other)).toEqual(there)
            if (!there.ok || !back.ok) continue
            expect(back.value.path).toEqual(there.value.path.toReversed())
            expect(relativeError(there.value.bid * back.value.ask, 1)).toBeLessThan(1e-14)
            expect(there.value.bid).toBeLessThanOrEqual(there.value.ask)
            expect(rates.mid(base, other)).toBe(there.value.mid)
          }
      }),
      runs,
    )
  })

  test('no other chain of up to three quotes costs less', () => {
    fc.assert(
      fc.property(market, (quotes) => {
        const rates = fxRatesOf(quotes)
        const spread = (bid: number, ask: number): number => Math.log(ask / bid)
        const walk = (at: string, end: string, left: number, cost: number): number => {
          if (at === end) return cost
          if (left === 0) return Number.POSITIVE_INFINITY
          const next = quotes.flatMap(({ id, bid, ask }) => {
            const [base, other] = id.split('@')[0]!.split('/') as [string, string]
            const to = base === at ? other : other === at ? base : undefined
            return to === undefined ? [] : [walk(to, end, left - 1, cost + spread(bid, ask))]
          })
          return Math.min(Number.POSITIVE_INFINITY, ...next)
        }
        const best = walk('EUR', 'JPY', 3, 0)
        const rate = rates.rate('EUR', 'JPY')
        if (rate.ok) expect(spread(rate.value.bid, rate.value.ask)).toBeLessThan(best + 1e-11)
        else expect(best).toBe(Number.POSITIVE_INFINITY)
      }),
      runs,
    )
  })

  test('the narrow detour beats the wide direct quote', () => {
    const rates = fxRatesOf([quote('EUR/JPY', 160, 164), quote('EUR/USD', 1.1, 1.1001), quote('USD/JPY', 147, 147.01)])
    expect(value(rates.rate('EUR', 'JPY')).path).toEqual(['EUR/USD@ebs', 'USD/JPY@ebs'])
    expect(value(rates.rate('JPY', 'EUR')).path).toEqual(['USD/JPY@ebs', 'EUR/USD@ebs'])
  })

  test('an arbitrage in the quotes does not trap the search', () => {
    const rates = fxRatesOf([quote('A/B', 2, 2), quote('B/C', 2, 2), quote('C/A', 2, 2)])
    expect(value(rates.rate('A', 'C'))).toMatchObject({ bid: 0.5, ask: 0.5, path: ['C/A@ebs'] })
  })

  test('what is missing is said', () => {
    const rates = fxRates({ staleAfter: '1m' })
    rates.next(quote('EUR/USD', 1.1, 1.2, 0))
    rates.next(quote('USD/JPY', 150, 151, 30_000))
    rates.next(quote('USD/NOK', 10, Number.NaN, 30_000))
    rates.next(quote('CHF/NOK', 10, 9, 30_000))
    rates.next(quote('BTC/USDT', 1e5, 1e5, 30_000))
    const view = rates.advance(60_001)
    expect(why(view.rate('EUR', 'XXX'))).toEqual(['unknown-currency', { base: 'EUR', quote: 'XXX', unknown: ['XXX'] }])
    expect(why(view.rate('EUR', 'JPY'))).toEqual([
      'stale',
      { base: 'EUR', quote: 'JPY', quotes: [{ id: 'EUR/USD@ebs', at: 0 }] },
    ])
    expect(why(view.rate('CHF', 'JPY'))).toEqual([
      'unusable',
      {
        base: 'CHF',
        quote: 'JPY',
        quotes: [
          { id: 'CHF/NOK@ebs', at: 30_000 },
          { id: 'USD/NOK@ebs', at: 30_000 },
        ],
      },
    ])
    expect(why(view.rate('BTC', 'JPY'))).toEqual([
      'disconnected',
      { base: 'BTC', quote: 'JPY', joinedToBase: ['BTC', 'USDT'], joinedToQuote: ['CHF', 'EUR', 'JPY', 'NOK', 'USD'] },
    ])
    expect(view.mid('EUR', 'JPY')).toBeNaN()
    expect(view.convert({ currency: 'EUR', value: 1 }, 'JPY').ok).toBe(false)
    expect(view.convertMoney(money('1', 'EUR'), 'JPY', { decimals: 0, rounding: 'down' }).ok).toBe(false)
    expect(value(view.rate('USD', 'JPY')).asOf).toBe(30_000)
    rates.next(quote('EUR/USD', 1.1, 1.2, 60_002))
    expect(value(view.rate('EUR', 'JPY')).asOf).toBe(30_000)
  })

  test.each([
    ['no bid', 0, 1.2, {}],
    ['negative', -1, 1.2, {}],
    ['not a number', Number.NaN, Number.NaN, {}],
    ['infinite', 1.1, Number.POSITIVE_INFINITY, {}],
    ['crossed', 1.3, 1.2, {}],
    ['empty side', 1.1, 1.2, { askSize: 0 }],
  ])('a quote that is no price takes the listing out: %s', (_, bid, ask, more) => {
    const rates = fxRates()
    rates.next(quote('EUR/USD', 1.1, 1.2))
    expect(why(rates.next(quote('EUR/USD', bid, ask, 1, more)).rate('EUR', 'USD'))[0]).toBe('unusable')
    expect(rates.next(quote('EUR/USD', 1.1, 1.2, 2)).rate('USD', 'EUR').ok).toBe(true)
  })

  test('older quotes, listings that are no pair, and quotes without a time change nothing', () => {
    const rates = fxRates()
    rates.next(quote('EUR/USD', 1.1, 1.2, 5))
    rates.next(quote('EUR/USD', 2, 2, 4))
    rates.next(quote('EUR/USD', 2, 2, Number.NaN))
    const view = rates.next({ ...quote('ES', 6000, 6001, 6), id: 'BRK.B@XNYS' })
    expect(value(view.rate('EUR', 'USD'))).toMatchObject({ bid: 1.1, ask: 1.2 })
    expect(view.asOf).toBe(5)
    expect(view.rate('BRK', 'B').ok).toBe(false)
  })

  test('saved and loaded, it goes on as if nothing had happened', () => {
    fc.assert(
      fc.property(market, market, (before, after) => {
        const [a, b] = [fxRates({ staleAfter: '1h' }), fxRates({ staleAfter: '1h' })]
        for (const one of before) a.next(one)
        a.advance(7)
        const state = a.save()
        expect(isJson(state)).toBe(true)
        b.load(JSON.parse(JSON.stringify(state)))
        for (const one of after) {
          a.next({ ...one, at: 8 })
          b.next({ ...one, at: 8 })
        }
        expect(b.save()).toEqual(a.save())
        for (const base of currencies) expect(b.advance(9).rate(base, 'USD')).toEqual(a.advance(9).rate(base, 'USD'))
        expect(b.nextStale()).toBe(a.nextStale())
      }),
      { ...runs, numRuns: 25 },
    )
    expect(() => fxRates().load('nonsense')).toThrow(/what save/)
  })

  test('one currency needs no quotes', () => {
    expect(value(noRates.rate('USD', 'USD'))).toMatchObject({ bid: 1, ask: 1, path: [] })
    const owed = value(noRates.convertMoney(money('1.005', 'USD'), 'USD', { decimals: 2, rounding: 'half-up' }))
    expect(formatMoney(owed)).toBe('1.01 USD')
    expect(why(noRates.rate('USD', 'EUR'))[0]).toBe('unknown-currency')
  })

  test('what is owed is converted exactly and rounded once', () => {
    const rates = fxRatesOf([quote('EUR/USD', 1.1, 1.3)])
    const to = (text: `${number}`, side: 'mid' | 'deal'): string =>
      formatMoney(value(rates.convertMoney(money(text, 'EUR'), 'USD', { decimals: 2, rounding: 'half-even' }, side)), 2)
    expect(to('0.1', 'mid')).toBe('0.12 USD')
    expect(to('1.95', 'deal')).toBe('2.14 USD') // 2.145 exactly: a tie
    expect(to('1.85', 'deal')).toBe('2.04 USD') // 2.035
    expect(to('-10', 'deal')).toBe('-13.00 USD')
    expect(to('12345678901234567890.12', 'mid')).toBe('14814814681481481468.14 USD')
  })
})

describe('loops', () => {
  const fair = [quote('EUR/USD', 1.2, 1.2), quote('GBP/USD', 1.5, 1.5), quote('EUR/GBP', 0.8, 0.8)]

  test('quotes that fit to the last digit are none, though doubles would say so', () => {
    // 1.1 / 1.1 x 3 and the like: products of doubles miss 1 by an ulp or two.
    const odd = [quote('A/B', 0.1, 0.1), quote('B/C', 0.3, 0.3), quote('A/C', 0.03, 0.03)]
    expect(arbitrageLoops(fair)).toEqual([])
    expect(arbitrageLoops(odd)).toEqual([])
  })

  test('one venue against another is a loop of two', () => {
    const loops = arbitrageLoops([quote('EUR/USD', 1.1, 1.11), { ...quote('EUR/USD', 1.12, 1.13), id: 'EUR/USD@lmax' }])
    expect(loops).toEqual([
      { gain: 0.01 / 1.11, currencies: ['EUR', 'USD', 'EUR'], path: ['EUR/USD@lmax', 'EUR/USD@ebs'] },
    ])
  })

  test('longer loops are found up to the legs asked for, and only once', () => {
    const ring = ['A/B', 'B/C', 'C/D', 'D/E'].map((pair) => quote(pair, 1, 1))
    const all = [...ring, quote('E/A', 1.01, 1.02)]
    expect(arbitrageLoops(all)).toEqual([])
    expect(arbitrageLoops(all, { legs: 5 })).toHaveLength(1)
    expect(arbitrageLoops(all, { legs: 5, above: 0.01 })).toEqual([])
    expect(() => arbitrageLoops(all, { legs: 1 })).toThrow(/legs/)
  })

  test('quotes that cannot be used make no loop', () => {
    expect(arbitrageLoops([...fair.slice(0, 2), quote('EUR/GBP', 0.9, 0.8)])).toEqual([])
    expect(arbitrageLoops([...fair, quote('EUR/GBP', 0.9, 0.9, -1)])).toEqual([])
  })
})

describe('fractions', () => {
  const digits = fc.tuple(fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n }), fc.nat(25))
  test('text and back; doubles are the nearest', () => {
    fc.assert(
      fc.property(digits, ([whole, decimals]) => {
        const text = toDecimalText({ n: whole, d: 10n ** BigInt(decimals) }, { decimals, rounding: 'half-even' })
        const fraction = fractionOf('test', 'text', text)
        expect(toDecimalText(fraction, { decimals, rounding: 'down' })).toBe(text)
        expect(toDouble(fraction)).toBe(Number(text))
      }),
      runs,
    )
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (x) => {
        expect(ulpsBetween(toDouble(fractionOf('test', 'x', x)), x)).toBe(0)
      }),
      runs,
    )
    // Just above the middle between two doubles: what is cut off decides.
    expect(toDouble({ n: (2n ** 80n + 2n ** 27n) * 10n ** 40n + 1n, d: 10n ** 40n })).toBe(2 ** 80 + 2 ** 28)
    expect(toDouble({ n: 2n ** 80n + 2n ** 27n, d: 1n })).toBe(2 ** 80)
    expect(toDouble(difference(fractionOf('t', 'a', 0.3), fractionOf('t', 'b', 0.1)))).toBe(0.2)
  })

  test.each([
    ['2.5', '2', '3', '2', '3'],
    ['3.5', '4', '4', '3', '4'],
    ['-2.5', '-2', '-3', '-2', '-3'],
    ['-0.4', '0', '0', '0', '-1'],
  ] as const)('%s: half-even %s, half-up %s, down %s, up %s', (text, ...expected) => {
    const rules = ['half-even', 'half-up', 'down', 'up'] as const
    const fraction = fractionOf('test', 'text', text)
    expect(rules.map((rounding) => toDecimalText(fraction, { decimals: 0, rounding }))).toEqual(expected)
  })

  test('what is no decimal number is refused', () => {
    expect(() => fractionOf('test', 'x', Number.NaN)).toThrow(/x is NaN/)
    expect(() => fractionOf('test', 'x', 'ten' as '1')).toThrow(/cannot read x/)
  })
})
