import { covariance, matrixFromRows } from '@bourse/math'
import { golden, relativeError } from '@bourse/proof'
import { describe, expect, test } from 'vitest'
import { columnOf } from '../fixtures/datasets.js'
import { kellyBet, kellyOfReturns, kellyPrediction, kellyShare, kellyStakes, kellyWeights } from '../index.js'

type Row = { kind: string } & { [name: string]: never }
const { rows, title } = golden<{ cases: Row[] }>('scoring/kelly.dev.json')
const policies = golden<{
  kelly: { winProb: number; payoff: number; kelly: number; halfKelly: number; growthAtKelly: number }[]
  multivariateKelly: { dataset: string; columns: number[]; weights: number[] }
}>('optrisk/riskpolicy.dev.json')

const close = (ours: number, theirs: number, tolerance = 1e-9) =>
  expect(
    Math.min(relativeError(ours, theirs), Math.abs(ours - theirs) * 1e5),
    `${ours} against ${theirs}`,
  ).toBeLessThanOrEqual(tolerance)

const checks: { readonly [kind: string]: (row: Row) => void } = {
  binary(row) {
    const { share, growth } = kellyBet({ probability: row.p!, payoff: row.b!, loss: row.a! })
    close(share, row.f!)
    close(growth, row.growth!)
  },
  gain_b_loss_a(row) {
    this.binary!(row)
  },
  prediction_market(row) {
    const { side, share } = kellyPrediction({ probability: row.q!, price: row.price! })
    close(side === 'yes' ? share : 0, row.yes!)
    close(side === 'no' ? share : 0, row.no!)
  },
  multi_asset_continuous(row) {
    const ask = (fraction: number) => {
      const answer = kellyWeights(Float64Array.from(row.mu!), matrixFromRows(row.cov!), { rate: row.rf!, fraction })
      if (!answer.ok) throw new Error(answer.failure.message)
      return answer.value
    }
    const full = ask(1)
    for (const [i, w] of full.weights.entries()) close(w, row.f![i]!)
    close(full.growth, row.growth!)
    const half = ask(0.5)
    for (const [i, w] of half.weights.entries()) close(w, row.half![i]!)
    close(half.growth, row.half_growth!)
  },
  empirical(row) {
    const { share, growth } = kellyOfReturns(row.returns!)
    close(share, row.f!)
    close(growth, row.growth!)
  },
  mutually_exclusive(row) {
    const { stakes, reserve, growth } = kellyStakes(Float64Array.from(row.q!), Float64Array.from(row.decimal_odds!))
    for (const [i, stake] of stakes.entries()) close(stake, row.f![i]!)
    close(reserve, row.reserve!)
    if (row.growth !== undefined) close(growth, row.growth)
  },
}

describe.skipIf(!rows)(title, () => {
  test.each((rows?.cases ?? []).map((row, i) => [i, row.kind, row] as const))('row %i %s', (_i, kind, row) => {
    checks[kind]!(row)
  })
})

describe.skipIf(!policies.rows)(`${policies.title}: kelly`, () => {
  test('binary and half', () => {
    for (const row of policies.rows!.kelly) {
      const bet = { probability: row.winProb, payoff: row.payoff }
      close(kellyBet(bet).share, row.kelly, 1e-12)
      close(kellyShare(bet, 0.5), row.halfKelly, 1e-12)
      close(kellyBet(bet).growth, row.growthAtKelly, 1e-12)
    }
  })

  test('many assets', () => {
    const { dataset, columns, weights } = policies.rows!.multivariateKelly
    const series = columns.map((column) => columnOf(dataset, column))
    const matrix = matrixFromRows(Array.from(series[0]!, (_, t) => series.map((s) => s[t]!)))
    const means = Float64Array.from(series, (s) => s.reduce((a, b) => a + b, 0) / s.length)
    const answer = kellyWeights(means, covariance(matrix))
    if (!answer.ok) throw new Error(answer.failure.message)
    for (const [i, w] of answer.value.weights.entries()) close(w, weights[i]!, 1e-10)
  })
})
