import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitepress'
import { exampleNames } from '../../scripts/example-pages.mjs'
import { floorPackages } from '../../scripts/workspace.mjs'
import { recipeGroups } from '../recipes/groups.mjs'
import { withFloors } from './floors.mjs'
import { placeOf, withSiteLinks } from './links.mjs'
import { withFormulas } from './math.mjs'

const docs = fileURLToPath(new URL('..', import.meta.url))

const titleOf = (path) => /^# (.*)$/m.exec(readFileSync(join(docs, path), 'utf8'))?.[1]?.replaceAll('`', '') ?? path

const list = (folder) =>
  existsSync(join(docs, folder))
    ? readdirSync(join(docs, folder))
        .filter((name) => name.endsWith('.md') && name !== 'index.md')
        .sort()
        .map((name) => `${folder}/${name}`)
    : []
const item = (path) => ({ text: titleOf(path), link: `/${path.replace(/\.md$/, '')}` })
// Those whose pages were made: with --pages they are as they came out last.
const examples = exampleNames()
  .map((name) => `examples/${name}.md`)
  .filter((path) => existsSync(join(docs, path)))
const first = 'guides/getting-started.md'

const guides = [first, ...list('guides').filter((path) => path !== first)].map(item)
const house = ['architecture', 'packages', 'accuracy', 'speed', 'decisions'].map((name) => item(`${name}.md`))
const recipes = recipeGroups.map(({ folder, title }) => ({ text: title, items: list(`recipes/${folder}`).map(item) }))
const packages = ['bourse', ...floorPackages().map(({ name }) => name)]
const modules = floorPackages().flatMap(({ published, subpaths }) =>
  subpaths.map(({ key }) => published + key.slice(1)),
)

export default defineConfig({
  title: 'Bourse',
  description: 'An embeddable TypeScript SDK for trading every asset class with one set of nouns.',
  cleanUrls: false,
  lastUpdated: false,
  head: [['link', { rel: 'icon', type: 'image/svg+xml', href: '/icon.svg' }]],
  markdown: {
    anchor: { slugify: placeOf },
    config(markdown) {
      withFormulas(markdown)
      withSiteLinks(markdown)
      withFloors(markdown)
    },
  },
  // A package's reference is one page, and the largest of them are large.
  vite: { build: { chunkSizeWarningLimit: 10_000 } },
  themeConfig: {
    search: { provider: 'local' },
    outline: [2, 3],
    nav: [
      { text: 'Guides', link: '/guides/getting-started', activeMatch: '/guides/' },
      { text: 'Recipes', link: '/recipes/', activeMatch: '/recipes/' },
      { text: 'Examples', link: '/examples/', activeMatch: '/examples/' },
      { text: 'Packages', link: '/packages', activeMatch: '/packages' },
      { text: 'Reference', link: '/reference/', activeMatch: '/reference/' },
      { text: 'Accuracy', link: '/accuracy' },
      { text: 'Speed', link: '/speed' },
    ],
    sidebar: {
      '/recipes/': [{ text: 'Recipes', link: '/recipes/', items: [] }, ...recipes],
      '/examples/': [{ text: 'Examples', link: '/examples/', items: examples.map(item) }],
      '/packages/': [
        {
          text: 'Packages',
          link: '/packages',
          items: packages.map((name) => ({ text: name, link: `/packages/${name}` })),
        },
      ],
      '/reference/': [
        { text: 'Every indicator', link: '/reference/indicators/' },
        {
          text: 'Reference',
          link: '/reference/',
          items: modules.map((module) => ({ text: module.replace('@bourse/', ''), link: `/reference/${module}` })),
        },
      ],
      '/': [
        { text: 'Guides', items: guides },
        { text: 'The house', items: house },
      ],
    },
  },
})
