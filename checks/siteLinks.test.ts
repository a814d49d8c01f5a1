import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { siteLink } from '../docs/.vitepress/links.mjs'
import { siteProblems } from '../scripts/site-links.mjs'

test('dead links, dead anchors and loads from outside are told, and nothing else', () => {
  const site = mkdtempSync(join(tmpdir(), 'site-'))
  const page = (path: string, html: string): void => {
    mkdirSync(join(site, path, '..'), { recursive: true })
    writeFileSync(join(site, path), html)
  }
  page(
    'index.html',
    '<h1 id="top">a</h1><a href="/b/c.html#here">c</a><a href="#top">up</a><a href="https://example.org">out</a>',
  )
  page(
    'b/c.html',
    '<h2 id="here">c</h2><a href="../index.html">a</a><a href="./">b</a><script>const a = \'<a href="/none">\'</script>',
  )
  page(
    'b/index.html',
    '<a class="x" href="/b/c#gone">c</a><a href="/nowhere.html">n</a><script src="https://example.org/a.js"></script>',
  )
  const problems = siteProblems(site)
  rmSync(site, { recursive: true })
  expect(problems).toEqual([
    'b/index.html: /b/c#gone has no such place',
    'b/index.html: /nowhere.html leads nowhere',
    'b/index.html: loads https://example.org/a.js from outside',
  ])
})

test('links of the repository lead to pages of the site', () => {
  expect(siteLink('../../examples/kill-switch/main.ts')).toBe('/examples/kill-switch.md')
  expect(siteLink('./packages/core/README.md')).toBe('/packages/core.md')
  expect(siteLink('../futures/README.md#rolls')).toBe('/packages/futures.md#rolls')
  expect(siteLink('../../docs/guides/limits.md')).toBe('/guides/limits.md')
  expect(siteLink('./limits.md')).toBe('./limits.md')
})
