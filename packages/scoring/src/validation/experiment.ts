import { BourseError, isJson, type Json } from '@bourse/core'

/** What was tried, on what, with what result: enough to run it again and to see that it was the same. */
export type Experiment = {
  readonly experiment: string
  /** EpochMs. */
  readonly time: number
  readonly seed: string | number
  readonly parameters: { readonly [name: string]: Json }
  /** `dataHash` of the rows, `hash` of the model. */
  readonly data: string
  readonly model: string
  readonly metrics: { readonly [name: string]: number }
}

/**
 * One line of JSON for a file of experiments; a metric that is no number becomes null and is read back as NaN.
 *
 * @throws BourseError where a parameter is not JSON or the time not finite
 * @example
 * import { experimentLine, parseExperiments } from '@bourse/scoring'
 * const line = experimentLine({ experiment: 'depth', time: 0, seed: 1, parameters: { depth: 4 }, data: 'a', model: 'b', metrics: { auc: 0.7 } })
 * parseExperiments(line)[0].metrics // => { auc: 0.7 }
 */
export function experimentLine(experiment: Experiment): string {
  const { experiment: name, time, seed, parameters, data, model, metrics } = experiment
  if (!Number.isFinite(time) || !isJson(parameters) || !isJson(seed))
    throw refused(`${name}: time, seed or parameters`, 0)
  return `${JSON.stringify({ experiment: name, time, seed, parameters, data, model, metrics })}\n`
}

/**
 * The experiments of a file of lines; empty lines are passed over.
 *
 * @throws BourseError naming the line that is no experiment
 * @example
 * import { parseExperiments } from '@bourse/scoring'
 * parseExperiments('').length // => 0
 */
export function parseExperiments(text: string): readonly Experiment[] {
  return text.split('\n').flatMap((line, i) => (line.trim() === '' ? [] : [experimentOf(line, i + 1)]))
}

function experimentOf(line: string, number: number): Experiment {
  let read: Partial<Experiment> | null
  try {
    read = JSON.parse(line) as Partial<Experiment> | null
  } catch {
    throw refused('the line', number)
  }
  if (typeof read !== 'object' || read === null) throw refused('the line', number)
  const { experiment, time, seed, parameters, data, model, metrics } = read
  if (typeof experiment !== 'string') throw refused('experiment', number)
  if (typeof time !== 'number') throw refused('time', number)
  if (typeof seed !== 'string' && typeof seed !== 'number') throw refused('seed', number)
  if (typeof data !== 'string' || typeof model !== 'string') throw refused('data or model', number)
  if (!isRecord(parameters)) throw refused('parameters', number)
  if (!isRecord(metrics)) throw refused('metrics', number)
  const figures = Object.entries(metrics).map(([name, value]): [string, number] => {
    if (value !== null && typeof value !== 'number') throw refused(`metrics.${name}`, number)
    return [name, value ?? Number.NaN]
  })
  return { experiment, time, seed, parameters, data, model, metrics: Object.fromEntries(figures) }
}

function isRecord(value: unknown): value is { readonly [name: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function refused(what: string, line: number): BourseError {
  return new BourseError('input/parse', `experiment: ${what} on line ${line} is not what experimentLine writes`, {
    details: { line, what },
    remedy: 'pass lines that experimentLine wrote',
  })
}
