// The column kernels in AssemblyScript, two options per SIMD register: price and five Greeks. The
// formulas are those of src/kernel; what is written anew here is only what WebAssembly lacks (exp, log).
// `scripts/build-wasm.mjs` compiles this file into src/columns/wasmBinary.ts, a test compiles it again and compares.
//
// A row outside the domain below (nothing finite and ordinary is) gets the status DEFERRED, and the TypeScript kernel
// answers it: so there is one treatment of limits, of infinities and of what is not an option at all.

/** Rows per call; the caller copies a block in, calls, and copies the results out. */
const BLOCK: usize = 512
const STRIDE: usize = BLOCK * 8
const BASE: usize = 4096
const FORWARD: usize = BASE
const DISCOUNT: usize = BASE + STRIDE
const STRIKE: usize = BASE + 2 * STRIDE
const YEARS: usize = BASE + 3 * STRIDE
const VOL: usize = BASE + 4 * STRIDE
const SPOT: usize = BASE + 5 * STRIDE
const RATE: usize = BASE + 6 * STRIDE
const YIELD: usize = BASE + 7 * STRIDE
const PRICE: usize = BASE + 8 * STRIDE
const DELTA: usize = BASE + 9 * STRIDE
const GAMMA: usize = BASE + 10 * STRIDE
const VEGA: usize = BASE + 11 * STRIDE
const THETA: usize = BASE + 12 * STRIDE
const RHO: usize = BASE + 13 * STRIDE
const RIGHT: usize = BASE + 14 * STRIDE
const EXERCISE: usize = RIGHT + BLOCK
const STATUS: usize = EXERCISE + BLOCK
const DEFERRED: i32 = 255

/** What the caller has given beside the columns that every row needs. */
const WITH_SPOT: i32 = 1
const WITH_RATE: i32 = 2
const WITH_YIELD: i32 = 4

// Constants live in memory: loading and spreading one costs an instruction, a literal in the code costs three.
const MILLS_P: usize = memory.data<f64>([
  1.2533141373155003, 2.1502303813056245, 1.8225134807015584, 0.9889974463778503, 0.37744315410147466,
  0.10546468342606828, 0.021837330095041876, 0.0033154378609246654, 0.0003549831132275923, 2.4418317549317217e-05,
  8.325185143531452e-07,
])
const MILLS_Q: usize = memory.data<f64>([
  1.0, 2.513520184215883, 2.9596543163590217, 2.159769705635396, 1.088075459485712, 0.39857884241133895,
  0.10873128466956279, 0.022190648170961464, 0.0033398561784766558, 0.00035581563174193214, 2.4418317549317244e-05,
  8.325185143531452e-07,
])
// (e^r - 1 - r) / r^2 on |r| <= ln(2)/2, 2e-17 (scripts/polynomials.py)
const EXP: usize = memory.data<f64>([
  0.5000000000000001, 0.16666666666666669, 0.04166666666662399, 0.008333333333330051, 0.0013888888917281794,
  0.00019841269863105968, 2.480152119021773e-05, 2.7557268378684192e-06, 2.7620138719733994e-07,
  2.5100424157005067e-08,
])
// (2 artanh(s)/s - 2) / s^2 in z = s^2 <= 0.0412, 7e-19 (scripts/polynomials.py)
const LOG: usize = memory.data<f64>([
  0.6666666666666666, 0.4000000000000964, 0.28571428566524, 0.22222223171818747, 0.1818172807090404,
  0.1538924423390947, 0.13202406684367565, 0.1366433731258216,
])
const MISC: usize = memory.data<f64>([
  1.4426950408889634, // 0: 1/ln 2
  6755399441055744.0, // 1: 1.5 * 2^52, rounds to a whole number and leaves it in the low bits
  6.93147180369123816490e-1, // 2: ln 2, high part (33 bits, so that its multiples are exact)
  1.90821492927058770002e-10, // 3: ln 2, low part
  0.3989422804014327, // 4: 1/sqrt(2 pi)
  0.5, // 5
  1.0, // 6
  2.0, // 7
  1e-150, // 8
  1e150, // 9
  1e-10, // 10
  1e4, // 11
  37.0, // 12: |e| from which the density nears the smallest normal number
  -0.5, // 13
])

// @ts-expect-error: decorator
@inline function mul(a: v128, b: v128): v128 { return f64x2.mul(a, b) }
// @ts-expect-error: decorator
@inline function add(a: v128, b: v128): v128 { return f64x2.add(a, b) }
// @ts-expect-error: decorator
@inline function sub(a: v128, b: v128): v128 { return f64x2.sub(a, b) }
// @ts-expect-error: decorator
@inline function at(table: usize, i: usize): v128 { return v128.load_splat<f64>(table + i * 8) }
// @ts-expect-error: decorator
@inline function between(x: v128, low: v128, high: v128): v128 {
  return v128.and(f64x2.ge(x, low), f64x2.le(x, high))
}

/** e^x for -708 <= x <= 708; anything outside that range. */
// @ts-expect-error: decorator
@inline function exp(x: v128): v128 {
  const shifted = add(mul(x, at(MISC, 0)), at(MISC, 1))
  const whole = sub(shifted, at(MISC, 1))
  const r = sub(sub(x, mul(whole, at(MISC, 2))), mul(whole, at(MISC, 3)))
  const r2 = mul(r, r)
  const r4 = mul(r2, r2)
  const a = add(at(EXP, 0), mul(r, at(EXP, 1)))
  const b = add(at(EXP, 2), mul(r, at(EXP, 3)))
  const c = add(at(EXP, 4), mul(r, at(EXP, 5)))
  const d = add(at(EXP, 6), mul(r, at(EXP, 7)))
  const e = add(at(EXP, 8), mul(r, at(EXP, 9)))
  const high = add(add(c, mul(r2, d)), mul(r4, e))
  const tail = add(add(a, mul(r2, b)), mul(r4, high))
  const m = add(at(MISC, 6), add(r, mul(r2, tail)))
  return i64x2.add(m, i64x2.shl(shifted, 52))
}

/**
 * ln(a / b) of positive normal numbers. b is scaled by a power of two next to a (bits subtracted as whole numbers: the
 * nearest exponent without a division), then ln = 2 artanh((a - b)/(a + b)): near the money a - b is exact, which is
 * what log1p is for in src/kernel/logRatio.ts.
 */
// @ts-expect-error: decorator
@inline function logRatio(a: v128, b: v128): v128 {
  const gap = i64x2.add(i64x2.sub(a, b), i64x2.splat(0x0008000000000000))
  const power = i64x2.shr_s(gap, 52)
  const near = i64x2.add(b, i64x2.shl(power, 52))
  const whole = sub(i64x2.add(power, at(MISC, 1)), at(MISC, 1))
  const s = f64x2.div(sub(a, near), add(a, near))
  const z = mul(s, s)
  const z2 = mul(z, z)
  const z4 = mul(z2, z2)
  const p = add(at(LOG, 0), mul(z, at(LOG, 1)))
  const q = add(at(LOG, 2), mul(z, at(LOG, 3)))
  const r = add(at(LOG, 4), mul(z, at(LOG, 5)))
  const t = add(at(LOG, 6), mul(z, at(LOG, 7)))
  const tail = add(add(p, mul(z2, q)), mul(z4, add(r, mul(z2, t))))
  const sum = add(s, add(s, mul(mul(s, z), tail)))
  return add(mul(whole, at(MISC, 2)), add(sum, mul(whole, at(MISC, 3))))
}

// @ts-expect-error: decorator
@inline function step(sum: v128, z: v128, constant: v128): v128 { return add(mul(sum, z), constant) }

/** DEFERRED in the status of every row that is not a European call or put, 0 in the others. */
function strangers(n: usize): void {
  for (let row: usize = 0; row < n; row += 16) {
    const right = v128.load(RIGHT + row)
    const known = v128.or(i8x16.eq(right, i8x16.splat(1)), i8x16.eq(right, i8x16.splat(-1)))
    const european = i8x16.eq(v128.load(EXERCISE + row), i8x16.splat(0))
    v128.store(STATUS + row, v128.not(v128.and(known, european)))
  }
}

/** How many of the first `n` rows are deferred. */
function countDeferred(n: usize): i32 {
  let count = 0
  for (let row: usize = 0; row < n; row += 1) count += load<u8>(STATUS + row)
  return count / DEFERRED
}

/** -1 in all bits of the lanes that hold a call. */
// @ts-expect-error: decorator
@inline function calls(row: usize): v128 {
  return i64x2.gt_s(i64x2(i64(load<i8>(RIGHT + row)), i64(load<i8>(RIGHT + row, 1))), i64x2.splat(0))
}

/** Rows that pass through all passes together, so that what passes hand on stays in the nearest cache. */
const PART: usize = 128

// The work is cut into passes, each short enough that the processor overlaps several rows; what passes
// hand on lies in these columns.
const PARTS: usize = STATUS + BLOCK
const E: usize = PARTS
const H: usize = PARTS + 1 * PART * 8
const INVERSE: usize = PARTS + 2 * PART * 8
const ROOT: usize = PARTS + 3 * PART * 8
const INNER: usize = PARTS + 4 * PART * 8
const OUTER: usize = PARTS + 5 * PART * 8
const DENSITY: usize = PARTS + 6 * PART * 8

/** Moneyness, deviation, the two distances e and h; which rows are ordinary. */
function distances(from: usize, n: usize, given: i32): void {
  const least = at(MISC, 8)
  const most = at(MISC, 9)
  let lastYears = f64x2.splat(0)
  let root = f64x2.splat(0)
  for (let row: usize = 0; row < n; row += 2) {
    const p = row * 8
    const q = p + from * 8
    const forward = v128.load(FORWARD + q)
    const discount = v128.load(DISCOUNT + q)
    const strike = v128.load(STRIKE + q)
    const years = v128.load(YEARS + q)
    const vol = v128.load(VOL + q)
    if (v128.any_true(f64x2.ne(years, lastYears))) {
      root = f64x2.sqrt(years) // once per expiry
      lastYears = years
    }
    const stdDev = mul(vol, root)
    const inverse = f64x2.div(at(MISC, 6), stdDev)
    const quotient = mul(f64x2.abs(logRatio(forward, strike)), inverse)
    const half = mul(at(MISC, 5), stdDev)
    const e = sub(half, quotient)
    v128.store(E + p, e)
    v128.store(H + p, add(half, quotient))
    v128.store(INVERSE + p, inverse)
    v128.store(ROOT + p, root)
    let fine = v128.and(between(forward, least, most), between(strike, least, most))
    fine = v128.and(fine, v128.and(between(discount, least, most), between(years, at(MISC, 10), at(MISC, 11))))
    fine = v128.and(fine, v128.and(between(stdDev, at(MISC, 10), at(MISC, 11)), f64x2.gt(vol, at(MISC, 10))))
    fine = v128.and(fine, f64x2.lt(f64x2.abs(e), at(MISC, 12)))
    if (given & WITH_SPOT) fine = v128.and(fine, between(v128.load(SPOT + q), least, most))
    if (given & WITH_RATE) fine = v128.and(fine, f64x2.le(f64x2.abs(v128.load(RATE + q)), at(MISC, 11)))
    if (given & WITH_YIELD) fine = v128.and(fine, f64x2.le(f64x2.abs(v128.load(YIELD + q)), at(MISC, 11)))
    if (!i64x2.all_true(fine)) {
      const bad = i64x2.bitmask(fine) ^ 3
      store<u16>(STATUS + from + row, load<u16>(STATUS + from + row) | (bad & 1) * DEFERRED | ((bad >> 1) * DEFERRED << 8))
    }
  }
}

/** n(e). */
function densities(n: usize): void {
  for (let p: usize = 0; p < n * 8; p += 16) {
    const e = v128.load(E + p)
    v128.store(DENSITY + p, mul(exp(mul(mul(at(MISC, 13), e), e)), at(MISC, 4)))
  }
}

/**
 * n(e) R(|e|) and n(e) R(h), one division for both ratios: P and Q of src/kernel/mills.ts, even and odd powers apart,
 * each constant loaded once for both arguments.
 */
function tails(n: usize): void {
  for (let p: usize = 0; p < n * 8; p += 16) {
    const e = f64x2.abs(v128.load(E + p))
    const h = v128.load(H + p)
    const y = mul(e, e)
    const z = mul(h, h)
    let k = at(MILLS_Q, 10)
    let a = k
    let b = k
    k = at(MILLS_Q, 8)
    a = step(a, y, k)
    b = step(b, z, k)
    k = at(MILLS_Q, 6)
    a = step(a, y, k)
    b = step(b, z, k)
    k = at(MILLS_Q, 4)
    a = step(a, y, k)
    b = step(b, z, k)
    k = at(MILLS_Q, 2)
    a = step(a, y, k)
    b = step(b, z, k)
    k = at(MILLS_Q, 0)
    a = step(a, y, k)
    b = step(b, z, k)
    k = at(MILLS_Q, 11)
    let c = k
    let d = k
    k = at(MILLS_Q, 9)
    c = step(c, y, k)
    d = step(d, z, k)
    k = at(MILLS_Q, 7)
    c = step(c, y, k)
    d = step(d, z, k)
    k = at(MILLS_Q, 5)
    c = step(c, y, k)
    d = step(d, z, k)
    k = at(MILLS_Q, 3)
    c = step(c, y, k)
    d = step(d, z, k)
    k = at(MILLS_Q, 1)
    c = step(c, y, k)
    d = step(d, z, k)
    const qe = step(c, e, a)
    const qh = step(d, h, b)
    k = at(MILLS_P, 10)
    a = k
    b = k
    k = at(MILLS_P, 8)
    a = step(a, y, k)
    b = step(b, z, k)
    k = at(MILLS_P, 6)
    a = step(a, y, k)
    b = step(b, z, k)
    k = at(MILLS_P, 4)
    a = step(a, y, k)
    b = step(b, z, k)
    k = at(MILLS_P, 2)
    a = step(a, y, k)
    b = step(b, z, k)
    k = at(MILLS_P, 0)
    a = step(a, y, k)
    b = step(b, z, k)
    k = at(MILLS_P, 9)
    c = k
    d = k
    k = at(MILLS_P, 7)
    c = step(c, y, k)
    d = step(d, z, k)
    k = at(MILLS_P, 5)
    c = step(c, y, k)
    d = step(d, z, k)
    k = at(MILLS_P, 3)
    c = step(c, y, k)
    d = step(d, z, k)
    k = at(MILLS_P, 1)
    c = step(c, y, k)
    d = step(d, z, k)
    const scaled = f64x2.div(v128.load(DENSITY + p), mul(qe, qh))
    v128.store(INNER + p, mul(scaled, mul(step(c, e, a), qh)))
    v128.store(OUTER + p, mul(scaled, mul(step(d, h, b), qe)))
  }
}

/** Price and Greeks of the first `n` rows; `given` a sum of WITH_*. Returns how many rows it deferred. */
export function greeks(n: usize, given: i32): i32 {
  strangers(n)
  for (let from: usize = 0; from < n; from += PART) {
    const rows = min(PART, n - from)
    distances(from, rows, given)
    densities(rows)
    tails(rows)
    assemble(from, rows, given)
  }
  return countDeferred(n)
}

/** Price and Greeks from what the passes before have left. */
function assemble(from: usize, n: usize, given: i32): void {
  let lastDiscount = f64x2.splat(0)
  let logDiscount = f64x2.splat(0)
  let lastForward = f64x2.splat(0)
  let lastSpot = f64x2.splat(0)
  let logCarry = f64x2.splat(0)
  let inverseSpot = f64x2.splat(0)
  for (let row: usize = 0; row < n; row += 2) {
    const p = row * 8
    const q = p + from * 8
    const forward = v128.load(FORWARD + q)
    const discount = v128.load(DISCOUNT + q)
    const strike = v128.load(STRIKE + q)
    const years = v128.load(YEARS + q)
    const vol = v128.load(VOL + q)
    const inner = v128.load(INNER + p)
    const outer = v128.load(OUTER + p)
    const inverse = v128.load(INVERSE + p)
    const tail = f64x2.le(v128.load(E + p), f64x2.splat(0))
    const rest = sub(at(MISC, 6), inner)
    const likely = v128.bitselect(inner, rest, tail)

    const asset = mul(discount, forward)
    const cash = mul(discount, strike)
    const callIsOut = f64x2.le(forward, strike)
    const isCall = calls(from + row)
    const inTheMoney = v128.xor(isCall, callIsOut)
    const low = v128.bitselect(asset, cash, callIsOut)
    const high = v128.bitselect(cash, asset, callIsOut)
    const lowOuter = mul(low, outer)
    // asset N(w d1), cash N(w d2): each from its own tail. inner is N(-|e|); which side of e = 0 is held decides.
    const near = mul(low, v128.bitselect(inner, rest, v128.xor(inTheMoney, tail)))
    const far = v128.bitselect(sub(high, lowOuter), lowOuter, inTheMoney)
    const assetLeg = v128.bitselect(near, far, callIsOut)
    const cashLeg = v128.bitselect(far, near, callIsOut)
    const otm = f64x2.pmax(sub(mul(low, likely), lowOuter), f64x2.splat(0)) // rounding may leave less than nothing
    const price = add(otm, v128.and(sub(high, low), inTheMoney))
    const lowDensity = mul(low, v128.load(DENSITY + p))
    const ratio = mul(vol, inverse)
    const decay = mul(mul(at(MISC, 5), lowDensity), mul(vol, ratio))
    const inverseYears = mul(ratio, ratio) // (vol / stdDev)^2: no division
    const minus = v128.andnot(i64x2.splat(0x8000000000000000), isCall) // sign bit of the puts

    let rate = v128.load(RATE + q)
    if (!(given & WITH_RATE)) {
      if (v128.any_true(f64x2.ne(discount, lastDiscount))) {
        logDiscount = logRatio(discount, at(MISC, 6)) // once per expiry
        lastDiscount = discount
      }
      rate = f64x2.neg(mul(logDiscount, inverseYears))
    }
    v128.store(PRICE + q, price)
    v128.store(VEGA + q, mul(lowDensity, v128.load(ROOT + p)))
    if (given & WITH_SPOT) {
      const spot = v128.load(SPOT + q)
      if (v128.any_true(v128.or(f64x2.ne(forward, lastForward), f64x2.ne(spot, lastSpot)))) {
        if (!(given & WITH_YIELD)) logCarry = logRatio(forward, spot)
        inverseSpot = f64x2.div(at(MISC, 6), spot)
        lastForward = forward
        lastSpot = spot
      }
      let paid = v128.load(YIELD + q)
      if (!(given & WITH_YIELD)) paid = sub(rate, mul(logCarry, inverseYears))
      const decline = sub(mul(paid, assetLeg), mul(rate, cashLeg))
      v128.store(DELTA + q, v128.xor(mul(assetLeg, inverseSpot), minus))
      v128.store(GAMMA + q, mul(mul(mul(lowDensity, inverseSpot), inverse), inverseSpot))
      v128.store(THETA + q, sub(v128.xor(decline, minus), decay))
      v128.store(RHO + q, v128.xor(mul(years, cashLeg), minus))
    } else {
      const inverseForward = f64x2.div(at(MISC, 6), forward)
      v128.store(DELTA + q, v128.xor(mul(assetLeg, inverseForward), minus))
      v128.store(GAMMA + q, mul(mul(mul(lowDensity, inverseForward), inverse), inverseForward))
      v128.store(THETA + q, sub(mul(rate, price), decay))
      v128.store(RHO + q, f64x2.neg(mul(years, price)))
    }
  }
}
