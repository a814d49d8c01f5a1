import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { manualClock } from './manualClock.js'
import { systemClock } from './systemClock.js'

describe('manualClock', () => {
  test('runs in order of time, then of insertion, each at its own time', () => {
    const times = fc.array(fc.integer({ min: -5, max: 20 }), { maxLength: 40 })
    fc.assert(
      fc.property(times, fc.array(fc.nat(39)), (times, canceled) => {
        const clock = manualClock(0)
        const rang: number[][] = []
        const cancels = times.map((at, i) => clock.wake(at, () => rang.push([i, clock.now()])))
        for (const i of canceled) cancels[i]?.()
        clock.advance(20)
        const live = times.map((at, i) => [i, at] as const).filter(([i]) => !canceled.includes(i))
        const sorted = live.sort((a, b) => a[1] - b[1] || a[0] - b[0])
        expect(rang).toEqual(sorted.map(([i, at]) => [i, Math.max(0, at)]))
        expect([clock.now(), clock.nextWake()]).toEqual([20, undefined])
      }),
      { seed: 12, numRuns: 300 },
    )
  })
  test('timers set by timers run in the same advance if due, and those for the past are due now', () => {
    const clock = manualClock(0)
    const rang: string[] = []
    clock.wake(5, () => {
      clock.wake(3, () => rang.push(`past ${clock.now()}`))
      clock.wake(9, () => rang.push(`due ${clock.now()}`))
      clock.wake(11, () => rang.push('later'))
      rang.push(`first ${clock.now()}`)
    })
    clock.advance(10)
    expect(rang).toEqual(['first 5', 'past 5', 'due 9'])
    expect(clock.nextWake()).toBe(11)
    clock.advance(11)
    expect(rang.at(-1)).toBe('later')
  })
  test('a timer may cancel another that is due at the same time', () => {
    const clock = manualClock(0)
    let rang = false
    clock.wake(5, () => cancel())
    const cancel = clock.wake(5, () => {
      rang = true
    })
    clock.advance(5)
    expect(rang).toBe(false)
  })
  test('never goes back, and not from within', () => {
    const clock = manualClock('2026-01-01')
    expect(() => clock.advance('2025-12-31')).toThrow(expect.objectContaining({ code: 'input/backwards' }))
    clock.wake(clock.now() + 1, () => clock.advance('2026-02-01'))
    expect(() => clock.advance('2026-01-02')).toThrow(expect.objectContaining({ code: 'engine/reentrant' }))
    expect(clock.now()).toBe(Date.UTC(2026, 0, 1) + 1)
    clock.advance('2026-01-02')
    expect(() => clock.wake(Number.NaN, () => {})).toThrow(/at is NaN/)
  })
  test('an error of a timer comes out; the others still wait', () => {
    const clock = manualClock(0)
    let rang = 0
    clock.wake(1, () => {
      throw new Error('mine')
    })
    clock.wake(2, () => rang++)
    expect(() => clock.advance(5)).toThrow('mine')
    expect([clock.now(), rang]).toEqual([1, 0])
    clock.advance(5)
    expect(rang).toBe(1)
  })
  test('a timer that sets itself for now without end is stopped', () => {
    const clock = manualClock(0)
    const again = (): void => void clock.wake(clock.now(), again)
    clock.wake(1, again)
    expect(() => clock.advance(2)).toThrow(/timers at one instant/)
  })
})

describe('systemClock', () => {
  beforeEach(() => void vi.useFakeTimers({ now: 1000 }))
  afterEach(() => void vi.useRealTimers())
  test('rings at its time, not before, once', () => {
    const rang: number[] = []
    systemClock.wake(1500, () => rang.push(systemClock.now()))
    vi.advanceTimersByTime(499)
    expect(rang).toEqual([])
    vi.advanceTimersByTime(5000)
    expect(rang).toEqual([1500])
  })
  test('a timer that fires early waits for the rest', () => {
    let rang = 0
    systemClock.wake(1500, () => rang++)
    vi.setSystemTime(900) // the machine's clock was set back while it waited
    vi.advanceTimersByTime(500)
    expect(rang).toBe(0)
    vi.advanceTimersByTime(100)
    expect(rang).toBe(1)
  })
  test('further away than a platform timer reaches', () => {
    let rang = 0
    const year = 365 * 86_400_000
    systemClock.wake(1000 + year, () => rang++)
    vi.advanceTimersByTime(year - 1)
    expect(rang).toBe(0)
    vi.advanceTimersByTime(1)
    expect(rang).toBe(1)
  })
  test('cancel, and the past', () => {
    let rang = 0
    const cancel = systemClock.wake(5000, () => rang++)
    cancel()
    systemClock.wake(0, () => rang++)
    vi.advanceTimersByTime(10_000)
    expect(rang).toBe(1)
    expect(() => systemClock.wake(Number.POSITIVE_INFINITY, () => {})).toThrow(/finite time/)
  })
})
