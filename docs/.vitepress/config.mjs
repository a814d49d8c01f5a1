import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitepress'
import { withFormulas } from './math.mjs'

const docs = fileURLToPath(new URL('..', import.meta.url))

const titleOf = (path) => /^# (.*)$/m.exec(readFileSync(join(docs, path), 'utf8'))?.[1]?.replaceAll('`', '') ?? path

const list = (folder, options = {}) =>
  existsSync(join(docs, folder)) ? readdirSync(join(docs, folder), options).sort() : []
const item = (path) => ({ text: titleOf(path), link: `/${path.replace(/\.md$/, '')}` })

export default defineConfig({
  title: 'Bourse',
  description: 'An embeddable TypeScript SDK for trading every asset class with one set of nouns.',
  cleanUrls: false,
  lastUpdated: false,
  markdown: { config: withFormulas },
  // A package's reference is one page, and the largest of them are large.
  vite: { build: { chunkSizeWarningLimit: 10_000 } },
  themeConfig: {
    search: { provider: 'local' },
    nav: [
      { text: 'Guides', link: '/guides/getting-started' },
      { text: 'Packages', link: '/packages' },
      { text: 'Reference', link: '/reference/' },
    ],
    sidebar: [
      { text: 'Guides', items: list('guides').map((name) => item(`guides/${name}`)) },
      { text: 'The house', items: ['architecture.md', 'packages.md', 'decisions.md'].map(item) },
      { text: 'Packages', items: list('packages').map((name) => item(`packages/${name}/README.md`)) },
      {
        text: 'Reference',
        items: [
          { text: 'Every indicator', link: '/reference/indicators/' },
          ...list('reference/@bourse', { recursive: true })
            .filter((name) => name.endsWith('.md'))
            .map((name) => name.slice(0, -3))
            .map((name) => ({ text: `@bourse/${name}`, link: `/reference/@bourse/${name}` })),
        ],
      },
    ],
  },
})
