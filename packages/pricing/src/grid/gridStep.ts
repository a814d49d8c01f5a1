/** Rows of the generator L V = vol^2 S^2 V''/2 + (rate - yield) S V' - rate V on a grid. */
export type Generator = { readonly below: Float64Array; readonly here: Float64Array; readonly above: Float64Array }

/** Central differences, exact for what is linear in S; at both ends V'' = 0. */
export function generator(spot: Float64Array, rate: number, carryYield: number, vol: number): Generator {
  const points = spot.length
  const below = new Float64Array(points)
  const here = new Float64Array(points)
  const above = new Float64Array(points)
  for (let i = 0; i < points; i++) {
    const s = spot[i]!
    const drift = (rate - carryYield) * s
    const left = i === 0 ? Infinity : s - spot[i - 1]!
    const right = i === points - 1 ? Infinity : spot[i + 1]! - s
    if (left === Infinity) above[i] = drift / right
    else if (right === Infinity) below[i] = -drift / left
    else {
      const spread = (vol * s) ** 2
      below[i] = (spread - drift * right) / (left * (left + right))
      above[i] = (spread + drift * left) / (right * (left + right))
    }
    here[i] = -below[i]! - above[i]! - rate
  }
  return { below, here, above }
}

/** What a walk over the grid needs between its steps. */
export type StepRoom = {
  readonly held: Uint8Array
  readonly middle: Float64Array
  readonly right: Float64Array
  readonly scratch: Float64Array
}

export function stepRoom(points: number): StepRoom {
  const column = (): Float64Array => new Float64Array(points)
  return { held: new Uint8Array(points), middle: column(), right: column(), scratch: column() }
}

const GAMMA = 2 - Math.SQRT2

/**
 * One step of TR-BDF2 back in time: second order, and damps what the payoff's kink excites. `floor` is what exercise
 * pays (-Infinity where it is not allowed), met exactly in both stages.
 *
 * @see R. Bank et al., Transient simulation of silicon devices and circuits, IEEE Trans. CAD 4 (1985), p. 436
 */
export function gridStep(
  value: Float64Array,
  floor: Float64Array,
  step: number,
  rows: Generator,
  room: StepRoom,
): void {
  const { below, here, above } = rows
  const { middle, right } = room
  const last = value.length - 1
  const share = 0.5 * GAMMA * step
  for (let i = 0; i <= last; i++) {
    const flow =
      here[i]! * value[i]! + (i > 0 ? below[i]! * value[i - 1]! : 0) + (i < last ? above[i]! * value[i + 1]! : 0)
    right[i] = value[i]! + share * flow
    middle[i] = value[i]!
  }
  solveFloored(middle, floor, share, rows, room)
  const early = 1 / (GAMMA * (2 - GAMMA))
  const late = (1 - GAMMA) ** 2 * early
  for (let i = 0; i <= last; i++) right[i] = early * middle[i]! - late * value[i]!
  value.set(middle)
  solveFloored(value, floor, share, rows, room)
}

/**
 * (1 - share L) V = right where V > floor, V = floor elsewhere: policy iteration, which ends after finitely many rounds.
 *
 * @see P. Forsyth, G. Labahn, Numerical methods for controlled HJB PDEs, J. Computational Finance 11 (2007), p. 1
 */
function solveFloored(value: Float64Array, floor: Float64Array, share: number, rows: Generator, room: StepRoom): void {
  const { below, here, above } = rows
  const { held, right, scratch } = room
  const last = value.length - 1
  for (let round = 0; round < 50; round++) {
    let before = 0
    for (let i = 0; i <= last; i++) {
      if (held[i] === 1) {
        scratch[i] = 0
        before = value[i] = floor[i]!
      } else {
        const left = i > 0 ? -share * below[i]! : 0
        const pivot = 1 - share * here[i]! - (i > 0 ? left * scratch[i - 1]! : 0)
        scratch[i] = i < last ? (-share * above[i]!) / pivot : 0
        before = value[i] = (right[i]! - left * before) / pivot
      }
    }
    for (let i = last - 1; i >= 0; i--) value[i]! -= scratch[i]! * value[i + 1]!
    let changed = false
    for (let i = 0; i <= last; i++) {
      const hold = held[i] === 1 ? isHeld(i, value, share, rows, room) : value[i]! < floor[i]!
      if (hold !== (held[i] === 1)) {
        held[i] = hold ? 1 : 0
        changed = true
      }
    }
    if (!changed) return
  }
}

// An exercised point stays one as long as waiting there would lose.
function isHeld(i: number, value: Float64Array, share: number, rows: Generator, { right }: StepRoom): boolean {
  const last = value.length - 1
  const flow =
    rows.here[i]! * value[i]! +
    (i > 0 ? rows.below[i]! * value[i - 1]! : 0) +
    (i < last ? rows.above[i]! * value[i + 1]! : 0)
  return value[i]! - share * flow >= right[i]!
}
