import { manualClock } from '@bourse/core'
import type { Future } from '@bourse/assets'
import { Subject } from 'rxjs'
import { expect, test } from 'vitest'
import { contractChain } from './contracts/chain.js'
import { futuresDays } from './contracts/futuresDays.js'
import { rolls$ } from './rx.js'
import { ES } from './specs/es.js'
import { GC } from './specs/gc.js'

const [gold] = contractChain(GC, '2026-11-18', 1, futuresDays, { months: 'active' })
const [index] = contractChain(ES, '2026-11-18', 1, futuresDays, { months: 'active' })

function watch(rule: Parameters<typeof rolls$>[1]['rule'] = 'notice-safe') {
  const clock = manualClock('2026-11-18T12:00Z')
  const held = new Subject<readonly Future[]>()
  const seen: string[] = []
  const subscription = rolls$(held, { specs: [GC, ES], rule, calendars: futuresDays }, clock).subscribe({
    next: ({ date, from }) => seen.push(`${date} ${from.id}`),
    error: (failure) => seen.push(failure.code),
    complete: () => seen.push('complete'),
  })
  return { clock, held, seen, subscription }
}

test('each roll once, on its day, however often the book is told', () => {
  const { clock, held, seen } = watch()
  held.next([gold!, index!])
  clock.advance('2026-11-20T00:00Z')
  expect(seen).toEqual(['2026-11-20 GCZ26@COMEX'])
  held.next([gold!, index!])
  held.complete()
  clock.advance('2026-12-31T00:00Z')
  expect(seen).toEqual(['2026-11-20 GCZ26@COMEX', '2026-12-11 ESZ26@CME', 'complete'])
})

test('what is sold is not rolled, and nothing comes after unsubscribing', () => {
  const { clock, held, seen, subscription } = watch()
  held.next([gold!, index!])
  held.next([index!])
  clock.advance('2026-12-01T00:00Z')
  expect(seen).toEqual([])
  subscription.unsubscribe()
  clock.advance('2026-12-31T00:00Z')
  expect(seen).toEqual([])
})

test('a late start tells at once, an unsafe rule ends the stream', () => {
  const late = watch()
  late.clock.advance('2026-11-25T00:00Z')
  late.held.next([gold!])
  expect(late.seen).toEqual(['2026-11-20 GCZ26@COMEX'])
  const unsafe = watch({ roll: 'expiry', days: 5 })
  unsafe.held.next([gold!])
  expect(unsafe.seen).toEqual(['roll/past-notice'])
})
