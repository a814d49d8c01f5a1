import { orderName } from './judgeOrder.js'
import type { Figure } from './rule.js'
import type { RuleFinding, Verdict } from './verdict.js'

/**
 * A verdict in words: what became of the order, then a line per rule that had something to say, with figure and limit.
 *
 * @example
 * import { explainVerdict, type Verdict } from '@bourse/risk'
 * const order = { replace: 's-1', account: 'paper', quantity: 5 } as const
 * const figures = [{ name: 'gross leverage', value: 3.5, limit: 3, unit: 'share' }] as const
 * const answer = { answer: 'refuse', code: 'risk/max-leverage', figures } as const
 * const verdict: Verdict = { pass: false, order, code: 'risk/max-leverage', rule: 'maxLeverage', findings: [{ rule: 'maxLeverage', answer }] }
 * explainVerdict(verdict)
 * // => 's-1 refused by maxLeverage (risk/max-leverage)\nmaxLeverage: refuse; gross leverage 350 %, limit 300 %'
 */
export function explainVerdict(verdict: Verdict): string {
  const name = orderName(verdict.order)
  const head = !verdict.pass
    ? `${name} refused by ${verdict.rule} (${verdict.code})`
    : verdict.trimmed === undefined
      ? `${name} passed`
      : `${name} trimmed by ${verdict.trimmed.by} from ${told(verdict.trimmed.from)} to ${told(verdict.trimmed.to)}`
  const figures = explainFindings(verdict.findings)
  return figures === '' ? head : `${head}\n${figures}`
}

/**
 * What rules found, a line per rule that had something to say: for reviews and what-ifs, which have no verdict.
 *
 * @example
 * import { explainFindings } from '@bourse/risk'
 * const figures = [{ name: 'positions', value: 6, limit: 5, unit: 'count' }] as const
 * explainFindings([{ rule: 'maxPositions', answer: { answer: 'refuse', code: 'risk/positions', figures } }])
 * // => 'maxPositions: refuse; positions 6, limit 5'
 */
export function explainFindings(findings: readonly RuleFinding[]): string {
  return findings
    .filter(({ answer }) => answer.figures.length > 0)
    .map(lineOf)
    .join('\n')
}

function lineOf({ rule, answer }: RuleFinding): string {
  return `${rule}: ${answer.answer}; ${answer.figures.map(figureText).join(', ')}`
}

/** One figure for people: `gross leverage 350 %, limit 300 %`. */
export function figureText({ name, value, limit, unit }: Figure): string {
  if (Number.isNaN(value)) return name
  const text = (x: number): string =>
    unit === 'share' ? `${told(100 * x)} %` : unit === 'ms' ? `${told(x)} ms` : told(x)
  return Number.isNaN(limit) ? `${name} ${text(value)}` : `${name} ${text(value)}, limit ${text(limit)}`
}

function told(value: number): string {
  return Number.isFinite(value) ? String(Number(value.toPrecision(6))) : String(value)
}
