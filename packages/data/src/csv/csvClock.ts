// Moments and dates as bytes of a file. Shapes are told by their characters, not by a format string.
import { dayMs, daysInMonth } from '@bourse/core'

/** What a cell said: a civil date, a wall time of an unknown zone, or a moment. Written anew by every read. */
export type CsvStamp = { value: number; kind: 'date' | 'wall' | 'moment' }

/** Order of day and month in `3/4/2026`. */
export type DateOrder = 'mdy' | 'dmy'

const [dash, slash, dot, colon, quote, space, hash] = [45, 47, 46, 58, 34, 32, 35]
const isDigit = (byte: number | undefined): boolean => byte !== undefined && byte >= 48 && byte <= 57

/** Whether so many bytes are digits, and their number. -1: they are not. */
function digitsAt(bytes: Uint8Array, from: number, count: number): number {
  let value = 0
  for (let i = from; i < from + count; i++) {
    const digit = bytes[i]! - 48
    if (!(digit >= 0 && digit <= 9)) return -1
    value = value * 10 + digit
  }
  return value
}

/** Reads cells into `stamp`; false where the cell is neither a date nor a time. Values are ms, wall or epoch. */
export function csvClock(order: DateOrder): {
  readonly stamp: CsvStamp
  read: (bytes: Uint8Array, start: number, stop: number) => boolean
  timeOfDay: (bytes: Uint8Array, start: number, stop: number) => number
} {
  const stamp: CsvStamp = { value: 0, kind: 'date' }
  let [lastDate, lastDay] = [-1, 0]
  const isoBytes = new Uint8Array(10)
  let isoDay = Number.NaN

  function dayOf(year: number, month: number, day: number): number {
    const date = (year * 16 + month) * 32 + day
    if (date === lastDate) return lastDay
    if (!(year >= 100 && month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month))) return Number.NaN
    lastDate = date
    lastDay = Date.UTC(year, month - 1, day)
    return lastDay
  }

  function readStamp(bytes: Uint8Array, start: number, stop: number): boolean {
    let [from, to] = [start, stop]
    while (to > from && (bytes[from] === quote || bytes[from] === space)) from++
    while (to > from && (bytes[to - 1] === quote || bytes[to - 1] === space)) to--
    const fourth = bytes[from + 4]
    if (fourth === dash && bytes[from + 7] === dash && to >= from + 10) return iso(bytes, from, to)
    if ((fourth === dash || fourth === slash) && to >= from + 8) return yearFirst(bytes, from, to)
    const second = isDigit(bytes[from + 1]) ? bytes[from + 2] : bytes[from + 1]
    if (second === slash || second === dash || (second === dot && to > from + 6)) return yearLast(bytes, from, to)
    let digits = from
    while (digits < to && isDigit(bytes[digits])) digits++
    const count = digits - from
    if (count === 8) {
      const day = dayOf(digitsAt(bytes, from, 4), digitsAt(bytes, from + 4, 2), digitsAt(bytes, from + 6, 2))
      return withTime(bytes, digits, to, day)
    }
    if (count === 14 && digits === to) {
      const day = dayOf(digitsAt(bytes, from, 4), digitsAt(bytes, from + 4, 2), digitsAt(bytes, from + 6, 2))
      return setWall(day, timeOfDay(bytes, from + 8, to), 'wall')
    }
    return epoch(bytes, from, digits, to)
  }

  // By far the most common, and most often on the date of the row before: compared as ten bytes, not parsed again.
  function iso(bytes: Uint8Array, from: number, to: number): boolean {
    let same = true
    for (let i = 0; i < 10; i++) same = same && bytes[from + i] === isoBytes[i]
    if (!same) {
      isoBytes.set(bytes.subarray(from, from + 10))
      isoDay = dayOf(digitsAt(bytes, from, 4), digitsAt(bytes, from + 5, 2), digitsAt(bytes, from + 8, 2))
    }
    const at = from + 10
    if (at === to || !(bytes[at] === 84 || bytes[at] === space)) return withTime(bytes, at, to, isoDay)
    const utc = bytes[to - 1] === 90
    if (to - at !== (utc ? 10 : 9) || bytes[at + 3] !== colon || bytes[at + 6] !== colon)
      return withTime(bytes, at, to, isoDay)
    const hour = digitsAt(bytes, at + 1, 2)
    const minute = digitsAt(bytes, at + 4, 2)
    const second = digitsAt(bytes, at + 7, 2)
    if (hour > 23 || minute > 59 || second > 59 || (hour | minute | second) < 0) return false
    stamp.value = isoDay + ((hour * 60 + minute) * 60 + second) * 1000
    stamp.kind = utc ? 'moment' : 'wall'
    return !Number.isNaN(isoDay)
  }

  function yearFirst(bytes: Uint8Array, from: number, to: number): boolean {
    let at = from + 5
    const month = isDigit(bytes[at + 1]) ? digitsAt(bytes, at, 2) : digitsAt(bytes, at, 1)
    at += isDigit(bytes[at + 1]) ? 3 : 2
    if (bytes[at - 1] !== bytes[from + 4]) return false
    const two = at + 1 < to && isDigit(bytes[at + 1])
    const day = two ? digitsAt(bytes, at, 2) : digitsAt(bytes, at, 1)
    return withTime(bytes, at + (two ? 2 : 1), to, dayOf(digitsAt(bytes, from, 4), month, day))
  }

  function yearLast(bytes: Uint8Array, from: number, to: number): boolean {
    const firstTwo = isDigit(bytes[from + 1])
    const first = digitsAt(bytes, from, firstTwo ? 2 : 1)
    const between = from + (firstTwo ? 2 : 1)
    const secondTwo = isDigit(bytes[between + 2])
    const second = digitsAt(bytes, between + 1, secondTwo ? 2 : 1)
    const year = between + (secondTwo ? 4 : 3)
    if (bytes[year - 1] !== bytes[between]) return false
    const dayFirst = order === 'dmy' || bytes[between] === dot
    const day = dayOf(digitsAt(bytes, year, 4), dayFirst ? second : first, dayFirst ? first : second)
    return withTime(bytes, year + 4, to, day)
  }

  // Ten digits are seconds until 2286, thirteen ms, sixteen µs, nineteen ns; one fewer for the years before 2001.
  function epoch(bytes: Uint8Array, from: number, digits: number, to: number): boolean {
    const count = digits - from
    const unit =
      count === 9 || count === 10
        ? 1000
        : count === 12 || count === 13
          ? 1
          : count === 15 || count === 16
            ? 1e-3
            : count === 18 || count === 19
              ? 1e-6
              : 0
    if (unit === 0) return false
    stamp.kind = 'moment'
    if (unit < 1) stamp.value = digitsAt(bytes, from, count - (unit === 1e-3 ? 3 : 6))
    else stamp.value = digitsAt(bytes, from, count) * unit
    if (digits === to) return true
    if (unit !== 1000 || bytes[digits] !== dot) return false
    const millis = digitsAt(bytes, digits + 1, to - digits - 1)
    stamp.value += Math.floor((millis * 1000) / 10 ** (to - digits - 1))
    return millis >= 0
  }

  function withTime(bytes: Uint8Array, at: number, to: number, day: number): boolean {
    if (Number.isNaN(day)) return false
    if (at === to) return setWall(day, 0, 'date')
    const mark = bytes[at]
    if (mark === hash) return setWall(day, millisOfDay(bytes, at + 1, to), 'wall')
    if (mark !== space && mark !== 84 && mark !== 116 && mark !== colon && mark !== 59) return false
    // An offset begins with Z, + or -, after the digits of the time.
    let end = at + 1
    while (end < to && (isDigit(bytes[end]) || bytes[end] === colon || bytes[end] === dot)) end++
    const clock = timeOfDay(bytes, at + 1, end)
    if (end === to) return setWall(day, clock, 'wall')
    if (end === to - 1 && bytes[end] === 90) return setWall(day, clock, 'moment')
    const rest = String.fromCharCode(...bytes.subarray(end, to)).trim()
    if (/^[AP]M$/i.test(rest)) return setWall(day, afternoon(clock, rest), 'wall')
    const offset = offsetMs(rest)
    return setWall(day, clock - offset, 'moment')
  }

  function setWall(day: number, clock: number, kind: CsvStamp['kind']): boolean {
    stamp.value = day + clock
    stamp.kind = kind
    return !Number.isNaN(stamp.value)
  }

  return { stamp, read: readStamp, timeOfDay }
}

/** Ms after midnight of `9:30`, `09:30:00.250`, `0930`, `093000`; NaN where it is none. */
function timeOfDay(bytes: Uint8Array, start: number, stop: number): number {
  let [from, to] = [start, stop]
  if (bytes[from] === quote) [from, to] = [from + 1, to - 1]
  const two = bytes[from + 1] !== colon
  const hour = digitsAt(bytes, from, two ? 2 : 1)
  let at = from + (two ? 2 : 1)
  const colons = bytes[at] === colon
  if (colons) at++
  const minute = digitsAt(bytes, at, 2)
  at += 2
  if (colons && bytes[at] === colon) at++
  let [second, millis] = [0, 0]
  if (at < to) {
    second = digitsAt(bytes, at, 2)
    at += 2
    if (bytes[at] === dot && at < to) {
      const digits = Math.min(3, to - at - 1)
      millis = digitsAt(bytes, at + 1, digits) * 10 ** (3 - digits)
      if (digitsAt(bytes, at + 1, to - at - 1) < 0) return Number.NaN
      at = to
    }
  }
  if (at !== to || hour > 23 || minute > 59 || second > 59 || Math.min(hour, minute, second, millis) < 0)
    return Number.NaN
  return ((hour * 60 + minute) * 60 + second) * 1000 + millis
}

/** Ms after midnight written as a plain number, 0 to a day. */
export function millisOfDay(bytes: Uint8Array, from: number, to: number): number {
  const value = to > from && to - from <= 8 ? digitsAt(bytes, from, to - from) : -1
  return value >= 0 && value <= dayMs ? value : Number.NaN
}

function afternoon(clock: number, half: string): number {
  const noon = dayMs / 2
  if (clock < dayMs / 24 || clock >= noon + dayMs / 24) return Number.NaN
  const morning = clock >= noon ? clock - noon : clock
  return /^p/i.test(half) ? morning + noon : morning
}

function offsetMs(text: string): number {
  if (/^(z|utc|gmt)$/i.test(text)) return 0
  const parts = /^([+-])(\d{2}):?(\d{2})?$/.exec(text)
  if (parts === null) return Number.NaN
  return (parts[1] === '-' ? -1 : 1) * (Number(parts[2]) * 60 + Number(parts[3] ?? 0)) * 60_000
}
