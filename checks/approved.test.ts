// Only the gate makes `Approved`. A cast is the only way to make one, so all sources are read for casts.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { root } from '../scripts/workspace.mjs'

/** The gate, and core's groups, which carry an approval on to the parts of what was judged. */
const allowed = ['packages/risk/src/gate/approveOrder.ts', 'packages/core/src/groupOrder.ts']
const mint = /\bas\s+(?:unknown\s+as\s+)?(?:readonly\s+)?\(?\s*Approved\b|<Approved<[^>]*>>\s*[({]/

function sourcesUnder(folder: string): readonly string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`
    if (entry.isDirectory())
      return ['node_modules', 'dist', 'fixtures', '.samples'].includes(entry.name) ? [] : sourcesUnder(path)
    return /\.ts$/.test(path) && !/\.(test|test-d|bench)\.ts$/.test(path) ? [path] : []
  })
}

function mintsIn(text: string): boolean {
  // Examples in comments write a cast where a reader would have a gate.
  return mint.test(text.replaceAll(/^\s*(?:\*|\/\/).*$/gm, ''))
}

test('nobody else approves an order', () => {
  const found = [...sourcesUnder('packages'), ...sourcesUnder('examples')]
    .filter((path) => !path.startsWith('packages/surface/'))
    .filter((path) => mintsIn(readFileSync(join(root, path), 'utf8')))
  expect(found.toSorted()).toEqual(allowed.toSorted())
})

test.each(['x as Approved<Order>', 'x as unknown as Approved<Order>', 'venue.submit(x as\n  Approved<Order>)'])(
  '%s is seen',
  (text) => expect(mintsIn(text)).toBe(true),
)
test('a type or a comment is no cast', () =>
  expect(mintsIn('submit(order: Approved<Order>): void\n * x as Approved<Order>\n  // x as Approved<Order>')).toBe(
    false,
  ))
