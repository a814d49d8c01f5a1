// What an objective does to the base score and to margins. All in float32, as the trainer does.
import { portableExp, portableLog } from '@bourse/math'
import { badModel } from '../trees/treeSet.js'

/** How margins become predictions. */
export type Link = 'identity' | 'logistic' | 'softmax' | 'argmax' | 'exp' | 'sign'

const links: { readonly [objective: string]: Link } = {
  'binary:logistic': 'logistic',
  'reg:logistic': 'logistic',
  'binary:logitraw': 'identity',
  'binary:hinge': 'sign',
  'multi:softprob': 'softmax',
  'multi:softmax': 'argmax',
  'count:poisson': 'exp',
  'reg:gamma': 'exp',
  'reg:tweedie': 'exp',
  'survival:cox': 'exp',
  'survival:aft': 'exp',
  'reg:squarederror': 'identity',
  'reg:linear': 'identity',
  'reg:squaredlogerror': 'identity',
  'reg:pseudohubererror': 'identity',
  'reg:absoluteerror': 'identity',
  'reg:quantileerror': 'identity',
  'rank:pairwise': 'identity',
  'rank:ndcg': 'identity',
  'rank:map': 'identity',
}

export function linkOf(objective: string): Link {
  const link = Object.hasOwn(links, objective) ? links[objective] : undefined
  if (link === undefined) throw badModel('loadXgboost', 'learner.objective.name', `${objective} is not known`)
  return link
}

const round = Math.fround

/** The base score on the scale of margins. */
export function baseMargin(objective: string, score: number): number {
  const link = linkOf(objective)
  const base = round(score)
  if (link === 'logistic' || objective === 'binary:logitraw') {
    if (!(base > 0 && base < 1))
      throw badModel('loadXgboost', 'learner.learner_model_param.base_score', `${score} is not between 0 and 1`)
    return round(-round(portableLog(round(round(1 / base) - 1))))
  }
  if (link === 'exp') {
    if (!(base > 0)) throw badModel('loadXgboost', 'learner.learner_model_param.base_score', `${score} is not above 0`)
    return round(portableLog(base))
  }
  return base
}

/** Turns the margins of `rows` rows into predictions, in place; what comes back has one value per row for `argmax`. */
export function applyLink(link: Link, margins: Float64Array, outputs: number): Float64Array {
  if (link === 'identity') return margins
  if (link === 'softmax' || link === 'argmax') return softmax(link, margins, outputs)
  for (let i = 0; i < margins.length; i++) {
    const m = margins[i]!
    if (link === 'logistic') margins[i] = round(1 / round(1 + round(portableExp(-m))))
    else if (link === 'exp') margins[i] = round(portableExp(m))
    else margins[i] = m > 0 ? 1 : 0
  }
  return margins
}

function softmax(link: Link, margins: Float64Array, outputs: number): Float64Array {
  const rows = margins.length / outputs
  const best = new Float64Array(rows)
  for (let row = 0; row < rows; row++) {
    const part = margins.subarray(row * outputs, (row + 1) * outputs)
    let top = 0
    for (let k = 1; k < outputs; k++) if (part[k]! > part[top]!) top = k
    best[row] = top
    const largest = part[top]!
    let sum = 0
    for (let k = 0; k < outputs; k++) {
      part[k] = round(portableExp(round(part[k]! - largest)))
      sum += part[k]!
    }
    for (let k = 0; k < outputs; k++) part[k] = round(part[k]! / round(sum))
  }
  return link === 'argmax' ? best : margins
}
