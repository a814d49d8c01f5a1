// Keeps the generated parts of the pages in step: the picture of the floors and the table of packages, between markers
// `<!-- floors -->` ... `<!-- /floors -->` and `<!-- packages -->` ... `<!-- /packages -->`. --write writes them.
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { bundleOf } from './bytes.mjs'
import { floors } from './floors.mjs'
import { publishedPackages, root } from './workspace.mjs'

/** Pages that hold a generated part. */
export const pages = ['README.md', 'docs/architecture.md', 'docs/packages.md'].map((path) => join(root, path))

const meaning = [
  'nouns and ports; numbers',
  'what can be traded, when; signals; weights',
  'what things are worth',
  'what we hold; what we know',
  'decide',
  'step(input) -> commands',
  'a world to trade in',
  'imported by applications alone',
  'applications',
]

/** The house from the roof down; packages that do not exist yet stand in brackets. */
export function floorsPicture() {
  const there = new Set(publishedPackages().map(({ name }) => name))
  const rows = floors.map((row, i) => [
    row.map((name) => (there.has(name) ? name : `(${name})`)).join('  '),
    meaning[i],
  ])
  const width = Math.max(...rows.map(([row]) => row?.length ?? 0))
  const line = `+${'-'.repeat(width + 2)}+`
  const picture = rows.reverse().map(([row, says]) => `| ${(row ?? '').padEnd(width)} |  ${says ?? ''}`)
  return ['```text', line, ...picture, line, '```'].join('\n')
}

/** One line a package: what it is, what all of its root weighs. */
export async function packagesTable() {
  const rows = await Promise.all(
    publishedPackages()
      .filter(({ name }) => name !== 'bourse')
      .map(async ({ name, published, manifest }) => {
        const { gzipped } = await bundleOf(published, '*')
        return `| [\`${published}\`](${linkTo(name)}) | ${manifest.description} | ${(gzipped / 1000).toFixed(1)} kB |`
      }),
  )
  return ['| package | what it is | all of it, gzipped |', '|---|---|---:|', ...rows].join('\n')
}

// The site keeps the READMEs at the same place.
const linkTo = (/** @type {string} */ name) => `./packages/${name}/README.md`

/** The page with its generated parts made anew. */
export async function pageText(path) {
  const text = readFileSync(path, 'utf8')
  const parts = { floors: floorsPicture(), packages: await packagesTable() }
  return Object.entries(parts).reduce(
    (page, [name, part]) =>
      page.replace(new RegExp(`(<!-- ${name} -->).*?(<!-- /${name} -->)`, 's'), (_all, open, close) =>
        [open, '', part, '', close].join('\n'),
      ),
    text,
  )
}

if (process.argv[1] === fileURLToPath(import.meta.url))
  for (const page of pages.filter((path) => existsSync(path))) {
    const text = await pageText(page)
    if (text === readFileSync(page, 'utf8')) continue
    if (process.argv.includes('--write')) writeFileSync(page, text)
    else {
      console.error(`${page} is out of step: node scripts/readme.mjs --write`)
      process.exitCode = 1
    }
  }
