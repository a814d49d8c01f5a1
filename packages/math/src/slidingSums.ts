import { refusedState, savedNumbers, toSaved } from './stepperState.js'

// Sums over a moving window from which nothing is ever subtracted. The window is two parts: for the older one the sums
// from each value to its end are kept, for the newer one the sum so far; when the older part is used up, the newer takes its
// place. Each value enters two sums and leaves without a trace: no drift however many values pass, and a spike or
// a missing value is gone when it leaves. Values enter as differences from an anchor near their mean, and sums
// carry the rounding they lost (Knuth's two-sum), so that variances do not cancel.

/** Series side by side and products of their differences: with one series d and d^2; with two dx, dy, dx^2, dy^2, dx dy. */
export type SlidingSums = {
  /** Takes one value of each series; afterwards `sums` holds the sums of the window. */
  push(values: Float64Array): void
  readonly sums: Float64Array
  readonly anchors: Float64Array
  isFull(): boolean
  save(): (number | null)[]
  load(where: string, state: unknown): void
}

// A mean further from the anchor than three deviations costs digits: the anchor is set anew from the window.
const farFromAnchor = 0.1

export function createSlidingSums(length: number, series: 1 | 2): SlidingSums {
  const terms = series === 1 ? 2 : 5
  const ring = new Float64Array(length * series)
  const anchors = new Float64Array(series)
  const sums = new Float64Array(terms)
  const term = new Float64Array(terms)
  const front = new Float64Array(2 * terms) // sums, then what they lost to rounding
  const older = new Float64Array(length * 2 * terms) // the same from each value of the older part to its end
  let head = 0 // of the ring: the oldest value
  let count = 0
  let olderCount = 0
  let gone = 0 // of the older part

  function termsOf(slot: number): void {
    const dx = ring[slot * series]! - anchors[0]!
    if (series === 1) {
      term[0] = dx
      term[1] = dx * dx
      return
    }
    const dy = ring[slot * series + 1]! - anchors[1]!
    term[0] = dx
    term[1] = dy
    term[2] = dx * dx
    term[3] = dy * dy
    term[4] = dx * dy
  }

  /** `to` = `from` + term, sums and remainders. */
  function add(from: Float64Array, at: number, to: Float64Array, toAt: number): void {
    for (let k = 0; k < terms; k++) {
      const a = from[at + k]!
      const b = term[k]!
      const sum = a + b
      const part = sum - a
      to[toAt + k] = sum
      to[toAt + terms + k] = from[at + terms + k]! + (a - (sum - part) + (b - part))
    }
  }

  const slotOf = (age: number): number => (head + age) % length

  /** All that is in the window becomes the older part. */
  function turnOver(parts: number): void {
    olderCount = parts
    gone = 0
    front.fill(0)
    for (let i = parts - 1; i >= 0; i--) {
      termsOf(slotOf(i))
      if (i === parts - 1) {
        older.fill(0, i * 2 * terms, (i + 1) * 2 * terms)
        add(older, i * 2 * terms, older, i * 2 * terms)
      } else add(older, (i + 1) * 2 * terms, older, i * 2 * terms)
    }
  }

  function setAnchors(): void {
    for (let s = 0; s < series; s++) {
      let sum = 0
      let finite = 0
      for (let i = 0; i < count; i++) {
        const x = ring[slotOf(i) * series + s]!
        if (Number.isNaN(x)) continue
        sum += x
        finite++
      }
      anchors[s] = finite > 0 ? sum / finite : 0
    }
  }

  function total(): void {
    for (let k = 0; k < terms; k++) {
      if (gone === olderCount) {
        sums[k] = front[k]! + front[terms + k]!
        continue
      }
      const at = gone * 2 * terms + k
      const a = older[at]!
      const b = front[k]!
      const sum = a + b
      const part = sum - a
      sums[k] = sum + (a - (sum - part) + (b - part) + (older[at + terms]! + front[terms + k]!))
    }
  }

  function isFar(): boolean {
    for (let s = 0; s < series; s++) {
      const squares = sums[series + s]!
      const shift = (sums[s]! * sums[s]!) / count
      if (squares - shift < farFromAnchor * squares) return true
    }
    return false
  }

  function push(values: Float64Array): void {
    if (count === 0) for (let s = 0; s < series; s++) anchors[s] = Number.isFinite(values[s]!) ? values[s]! : 0
    if (count === length) {
      if (gone === olderCount) {
        setAnchors()
        turnOver(count)
      }
      gone++
      head = (head + 1) % length
    } else count++
    const slot = slotOf(count - 1)
    let missing = false
    for (let s = 0; s < series; s++) if (!Number.isFinite(values[s]!)) missing = true
    for (let s = 0; s < series; s++) ring[slot * series + s] = missing ? Number.NaN : values[s]!
    termsOf(slot)
    add(front, 0, front, 0)
    total()
    if (count === length && isFar()) {
      setAnchors()
      turnOver(count)
      total()
    }
  }

  return {
    push,
    sums,
    anchors,
    isFull: () => count === length,
    save() {
      const values = Array.from({ length: count * series }, (_, i) => {
        return ring[slotOf(Math.floor(i / series)) * series + (i % series)]!
      })
      return toSaved([...anchors, olderCount - gone, ...values])
    },
    load(where, state) {
      const saved = savedNumbers(where, state)
      const values = saved.length - series - 1
      const kept = saved[series]!
      if (!(values >= 0 && values % series === 0 && values <= length * series && kept >= 0 && kept * series <= values))
        refusedState(where, saved.length, `what a stepper of length ${length} saves`)
      head = 0
      count = values / series
      anchors.set(saved.subarray(0, series))
      ring.set(saved.subarray(series + 1))
      turnOver(kept)
      for (let i = kept; i < count; i++) {
        termsOf(i)
        add(front, 0, front, 0)
      }
    },
  }
}
