import { describe, expect, test } from 'vitest'
import { bundleOf, ceilings } from '../scripts/bytes.mjs'
import { exportedNames } from '../scripts/names.mjs'
import { libraryPackages, publishedPackages } from '../scripts/workspace.mjs'

describe('an import costs its own bytes', () => {
  test.each(ceilings.map((row) => [`{ ${row.names.join(', ')} } from '${row.from}'`, row] as const))(
    '%s',
    async (_title, { from, names, max, without = [] }) => {
      const { code, files, gzipped } = await bundleOf(from, names)
      expect(gzipped, 'bytes gzipped, checks/bytes.json').toBeLessThanOrEqual(max)
      expect(gzipped, 'the ceiling is far above: lower it').toBeGreaterThan(max / 2)
      for (const word of without) expect([...files, code].filter((text) => text.includes(word))).toEqual([])
    },
  )

  test('every package has a ceiling', () => {
    const packages = libraryPackages().map(({ published }) => published)
    expect(packages.filter((published) => !ceilings.some(({ from }) => from === published))).toEqual([])
  })
})

test.each(publishedPackages().map(({ published }) => published))(
  'the root of %s is for browsers, without rxjs',
  async (from) => {
    const { files } = await bundleOf(from, '*')
    expect(files.filter((file) => /[\\/](rxjs|tslib)[\\/]/.test(file))).toEqual([])
  },
)

test.each(libraryPackages().map(({ published }) => published))(
  '%s costs no more through the front door',
  async (from) => {
    const values = exportedNames().filter((one) => one.from === from && one.kind !== 'type')
    const names = values.slice(0, 1).map(({ name }) => name)
    if (names.length === 0) return
    const direct = await bundleOf(from, names)
    const subpath = from.replace('@bourse/', 'bourse/')
    // The door may change the order of the modules, and with it the short names, but brings no module of its own.
    for (const door of ['bourse', subpath]) {
      const through = await bundleOf(door, names)
      expect(through.files.toSorted()).toEqual(direct.files.toSorted())
      expect(Math.abs(through.code.length - direct.code.length)).toBeLessThanOrEqual(0.002 * direct.code.length)
    }
  },
)

test('a planted leak is seen', async () => {
  const { files } = await bundleOf('@bourse/core', ['money'])
  expect(files.some((file) => file.includes('decimal.js'))).toBe(true)
})
