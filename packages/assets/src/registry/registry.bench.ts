import { defineBench, type Race } from '@bourse/proof'
import type { Instrument } from '../instruments/instrument.js'
import { createRegistry } from './registry.js'

const expiries = ['2026-03-20', '2026-06-19', '2026-09-18', '2026-12-18'] as const

/** As many options as an exchange lists: 250 shares, four expiries, 50 strikes, calls and puts. */
export function manyOptions(count: number): Instrument[] {
  return Array.from({ length: count }, (_, i): Instrument => {
    const share = `S${i % 250}`
    const expiry = expiries[(i >> 1) % 4]!
    const strike = 50 + ((i / 2000) | 0)
    const right = i % 2 === 0 ? 'call' : 'put'
    return {
      kind: 'option',
      id: `${share}-${expiry}-${right}-${strike}-${i}@OPRA`,
      assetClass: 'equity',
      currency: 'USD',
      tick: 0.01,
      lot: 1,
      calendar: 'XNYS',
      underlying: `${share}@XNYS`,
      right,
      strike,
      expiry,
      exercise: 'american',
      multiplier: 100,
      settlement: 'physical',
      fixing: 'pm',
    }
  })
}

export const bench = defineBench({
  title: 'registry of 100,000 instruments',
  races: () => {
    const instruments = manyOptions(100_000)
    const registry = createRegistry(instruments)
    const ids = instruments.map(({ id }) => id)
    const plain = new Map(instruments.map((instrument) => [instrument.id as string, instrument]))
    const finding = (name: string, pick: (i: number) => number): Race => {
      const wanted = Array.from({ length: 10_000 }, (_, i) => ids[pick(i)]!)
      return {
        name,
        operations: wanted.length,
        contenders: {
          registry: () => wanted.reduce((total, id) => total + registry.get(id).lot, 0),
          'index, then array': () =>
            wanted.reduce((total, id) => total + registry.atIndex(registry.indexOf(id))!.lot, 0),
          'a bare Map': () => wanted.reduce((total, id) => total + plain.get(id)!.lot, 0),
        },
      }
    }
    return [
      finding('find by id, 1,000 in use', (i) => i % 1000),
      finding('find by id, all of them at random', (i) => (i * 7919) % 100_000),
      {
        name: 'build and check 100,000',
        operations: 1,
        contenders: {
          registry: () => createRegistry(instruments).size,
          'a bare Map': () => new Map(instruments.map((instrument) => [instrument.id, instrument])).size,
        },
      },
    ]
  },
})
