// Keeps the generated parts of the pages in step, each between markers `<!-- floors -->` ... `<!-- /floors -->`: the
// picture of the floors, the table of packages, the list of recipes, and what was measured. --write writes them.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { recipeGroups } from '../docs/recipes/groups.mjs'
import { bundleOf } from './bytes.mjs'
import { accuracyTable, figuresTable, speedTables } from './figures.mjs'
import { floorMeaning, floors } from './floors.mjs'
import { publishedPackages, root } from './workspace.mjs'

const generated = {
  floors: floorsPicture,
  packages: packagesTable,
  recipes: recipesList,
  accuracy: accuracyTable,
  speed: speedTables,
  figures: figuresTable,
}

/** Pages that hold a generated part. */
export const pages = [
  'README.md',
  'docs/architecture.md',
  'docs/packages.md',
  'docs/recipes/index.md',
  'docs/accuracy.md',
  'docs/speed.md',
  'docs/index.md',
].map((path) => join(root, path))

/** The house from the roof down; packages that do not exist yet stand in brackets. */
export function floorsPicture() {
  const there = new Set(publishedPackages().map(({ name }) => name))
  const rows = floors.map((row, i) => [
    row.map((name) => (there.has(name) ? name : `(${name})`)).join('  '),
    floorMeaning[i],
  ])
  const width = Math.max(...rows.map(([row]) => row?.length ?? 0))
  const line = `+${'-'.repeat(width + 2)}+`
  const picture = rows.reverse().map(([row, says]) => `| ${(row ?? '').padEnd(width)} |  ${says ?? ''}`)
  return ['```text floors', line, ...picture, line, '```'].join('\n')
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

/** Every recipe under its part of the desk. */
export function recipesList() {
  const folder = join(root, 'docs', 'recipes')
  const titleOf = (path) => /^# (.*)$/m.exec(readFileSync(join(folder, path), 'utf8'))?.[1]
  return recipeGroups
    .map(({ folder: part, title }) => {
      const files = readdirSync(join(folder, part)).sort()
      return [`## ${title}`, '', ...files.map((file) => `- [${titleOf(`${part}/${file}`)}](./${part}/${file})`)].join(
        '\n',
      )
    })
    .join('\n\n')
}

/** The page with its generated parts made anew. */
export async function pageText(path) {
  const text = readFileSync(path, 'utf8')
  const parts = Object.entries(generated).filter(([name]) => text.includes(`<!-- ${name} -->`))
  const made = await Promise.all(parts.map(async ([name, make]) => [name, await make()]))
  return made.reduce(
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
