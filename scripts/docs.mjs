// `pnpm run docs`: the reference out of the sources (TypeDoc), packages out of their READMEs, examples as they run now,
// guides and recipes by hand, in one site (VitePress) under docs/.vitepress/dist, with llms.txt and llms-full.txt.
// Warnings are errors, and so are dead links and anchors, and anything a page would load from outside. --pages leaves
// reference and examples as they came out last.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join, relative, sep } from 'node:path'
import { Application, Converter, ReflectionKind } from 'typedoc'
import { placeOf, siteLink } from '../docs/.vitepress/links.mjs'
import { exampleFiles, exampleNames, exampleTitle, writeExamplePages } from './example-pages.mjs'
import { siteProblems } from './site-links.mjs'
import { packageOf, usedNames } from './used-names.mjs'
import { floorPackages, publishedPackages, root } from './workspace.mjs'

const docs = join(root, 'docs')
const site = join(docs, '.vitepress', 'dist')

/** One TypeScript program over all packages, so that they link to one another; modules are called as they are imported. */
async function makeReference() {
  const modules = new Map(
    floorPackages().flatMap(({ folder, published, subpaths }) =>
      subpaths.map(({ key, source }) => [join(folder, source), published + key.slice(1)]),
    ),
  )
  const app = await Application.bootstrapWithPlugins({
    entryPoints: [...modules.keys()],
    plugin: ['typedoc-plugin-markdown'],
    tsconfig: join(root, 'tsconfig.json'),
    name: 'Reference',
    readme: 'none',
    // The type-check is a test of its own, by the faster compiler.
    skipErrorChecking: true,
    excludePrivate: true,
    excludeInternal: true,
    // What Live inherits is described by rxjs.
    excludeExternals: true,
    disableSources: true,
    validation: { invalidLink: true, rewrittenLink: true, notDocumented: true },
    packagesRequiringDocumentation: floorPackages().map(({ published }) => published),
    requiredToBeDocumented: ['Variable', 'Function', 'Class', 'Interface', 'TypeAlias'],
    logLevel: 'Warn',
    outputs: [{ name: 'markdown', path: join(docs, 'reference') }],
    entryFileName: 'index',
    hidePageHeader: true,
    hideBreadcrumbs: true,
    router: 'module',
    flattenOutputFiles: false,
    formatWithPrettier: false,
    groupOrder: ['Functions', 'Variables', 'Classes', 'Interfaces', 'Type Aliases'],
    parametersFormat: 'table',
    interfacePropertiesFormat: 'table',
    typeAliasPropertiesFormat: 'table',
    typeDeclarationFormat: 'table',
  })
  app.converter.on(Converter.EVENT_RESOLVE_BEGIN, ({ project }) => {
    for (const module of project.getReflectionsByKind(ReflectionKind.Module)) {
      const file = project.getSymbolIdFromReflection(module)?.fileName ?? ''
      module.name = modules.get(file.split('/').join(sep)) ?? module.name
    }
  })
  const project = await app.convert()
  if (project === undefined) fail('the reference does not convert')
  app.options.setValue('intentionallyNotDocumented', membersWithoutWords(project))
  app.validate(project)
  if (complaints(app.logger) > 0) fail('the reference has warnings')
  rmSync(join(docs, 'reference'), { recursive: true, force: true })
  await app.generateOutputs(project)
  if (complaints(app.logger) > 0) fail('the reference does not come out')
  mendAnchors(join(docs, 'reference'))
}

/** The generator counts headings that it does not print: `#venuestate-1` where there is one such heading alone. */
function mendAnchors(folder) {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.md'))
  const texts = new Map(files.map((path) => [join(folder, path), readFileSync(join(folder, path), 'utf8')]))
  const headings = new Map(
    [...texts].map(([path, text]) => [path, [...text.matchAll(/^#+ (.*)$/gm)].map(([, words]) => placeOf(words))]),
  )
  for (const [path, text] of texts) {
    const mended = text.replace(/\]\(([^)#]*)#([^)]*)-(\d+)\)/g, (all, file, place, count) => {
      const there = headings.get(file === '' ? path : join(dirname(path), file)) ?? []
      return there.filter((one) => one === place).length > Number(count) ? all : `](${file}#${place})`
    })
    if (mended !== text) writeFileSync(path, mended)
  }
}

// Exported names need words; the members of a type may speak for themselves.
const membersWithoutWords = (project) =>
  project
    .getReflectionsByKind(ReflectionKind.CallSignature | ReflectionKind.Property)
    .filter((one) => one.parent?.kind !== ReflectionKind.Function && !one.hasComment())
    .filter((one) => one.kind !== ReflectionKind.Property || one.type?.declaration?.signatures !== undefined)
    .map((one) => one.getFriendlyFullName())
    .filter((name) => !/\.__type(\.|$)/.test(name)) // inline types are not asked for words

const complaints = (logger) => logger.errorCount + logger.warningCount + logger.validationWarningCount

/** A page per package: its README, and below it where to go on. */
function writePackagePages() {
  const folder = join(docs, 'packages')
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  const programs = [...recipePrograms(), ...examplePrograms()]
  for (const { folder: home, name, published, subpaths } of publishedPackages()) {
    const using = programs
      .map((program) => ({ ...program, uses: program.names.filter(({ module }) => packageOf(module) === name).length }))
      .filter(({ uses }) => uses > 0)
      .sort((a, b) => b.uses - a.uses)
    const linksTo = (kind) => using.filter((program) => program.kind === kind).slice(0, 8)
    const line = ({ title, page }) => `- [${title}](/${page})`
    const modules = name === 'bourse' ? [] : subpaths.map(({ key }) => published + key.slice(1))
    const more = [
      ['Reference', modules.map((module) => `- [\`${module}\`](/reference/${module}.md)`)],
      ['Recipes', linksTo('recipe').map(line)],
      ['Examples', linksTo('example').map(line)],
    ]
    const parts = more.flatMap(([title, lines]) => (lines.length > 0 ? [`## ${title}`, lines.join('\n')] : []))
    const readme = readFileSync(join(home, 'README.md'), 'utf8').trimEnd()
    writeFileSync(join(folder, `${name}.md`), `${[readme, ...parts].join('\n\n')}\n`)
  }
}

function recipePrograms() {
  const paths = readdirSync(join(docs, 'recipes'), { recursive: true, encoding: 'utf8' })
    .map((path) => path.split(sep).join('/'))
    .filter((path) => path.endsWith('.md') && path !== 'index.md')
  return paths.sort().map((path) => {
    const text = readFileSync(join(docs, 'recipes', path), 'utf8')
    return { kind: 'recipe', title: /^# (.*)$/m.exec(text)[1], page: `recipes/${path}`, names: usedNames(text) }
  })
}

function examplePrograms() {
  return exampleNames().map((name) => {
    const names = usedNames(
      exampleFiles(name)
        .map(({ text }) => text)
        .join('\n'),
    )
    return { kind: 'example', title: exampleTitle(name), page: `examples/${name}.md`, names }
  })
}

/** A page and a picture per indicator, in a process that reads the sources. */
function drawIndicators() {
  const script = join(root, 'scripts', 'indicator-pages.mjs')
  const flags = ['--conditions=@bourse/source', '--import', 'tsx', script]
  const done = spawnSync(process.execPath, flags, { cwd: root, stdio: 'inherit' })
  if (done.status !== 0) fail('the pages of the indicators do not come out')
}

function buildSite() {
  const vitepress = join(docs, 'node_modules', 'vitepress', 'bin', 'vitepress.js')
  const done = spawnSync(process.execPath, [vitepress, 'build', docs], { cwd: docs, encoding: 'utf8' })
  const said = done.stdout + done.stderr
  if (done.status !== 0 || /\bwarn(ing)?\b/i.test(said)) {
    console.error(said)
    fail('the site does not build without warnings')
  }
}

/** What a language model reads: an index of pages by kind, every page as Markdown, and all of them in one file. */
function writeLlms() {
  const pages = readdirSync(docs, { recursive: true, encoding: 'utf8' })
    .map((path) => path.split(sep).join('/'))
    .filter((path) => path.endsWith('.md') && !path.includes('node_modules') && !path.startsWith('.'))
    .sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1))
    .map((path) => ({ path, kind: kindOf(path), text: plainText(path) }))
  for (const { path, text } of pages) {
    mkdirSync(dirname(join(site, path)), { recursive: true })
    writeFileSync(join(site, path), text)
  }
  const [, intro] = /^# Bourse\n\n(.*?)\n\n/s.exec(readFileSync(join(root, 'README.md'), 'utf8')) ?? []
  if (intro === undefined) fail('README.md does not begin with what this is')
  const line = ({ path, text }) => `- [${/^# (.*)$/m.exec(text)?.[1] ?? path}](/${path})`
  const parts = kinds.map(({ title }) => {
    const some = pages.filter(({ kind, path }) => kind === title && path !== 'index.md')
    return `## ${title}\n\n${some.map(line).join('\n')}`
  })
  const head = `# Bourse\n\n> ${intro.replaceAll('\n', ' ')}\n\nAll pages in one file: [llms-full.txt](/llms-full.txt)`
  writeFileSync(join(site, 'llms.txt'), `${[head, ...parts].join('\n\n')}\n`)
  const whole = pages.map(({ path, text }) => `<!-- ${path} -->\n\n${text.trim()}\n`).join('\n')
  writeFileSync(join(site, 'llms-full.txt'), whole)
  return pages.length
}

const kinds = [
  { title: 'Guides', match: /^(guides\/|index)/ },
  { title: 'Recipes', match: /^recipes\// },
  { title: 'The house', match: /^[\w-]+\.md$/ },
  { title: 'Packages', match: /^packages\// },
  { title: 'Examples', match: /^examples\// },
  { title: 'Reference', match: /^reference\// },
]
const rank = (path) => kinds.findIndex(({ match }) => match.test(path))
const kindOf = (path) => kinds[rank(path)]?.title ?? fail(`${path} is a page of no kind`)

const plainText = (path) =>
  readFileSync(join(docs, path), 'utf8')
    .replace(/^---\n.*?\n---\n/s, '')
    .replace(/<figure>.*?<\/figure>\n/gs, '')
    .replace(/\]\(([^)\s]+)\)/g, (_all, href) => `](${siteLink(href)})`)

function fail(text) {
  console.error(text)
  process.exit(1)
}

if (!process.argv.includes('--pages')) {
  await makeReference()
  drawIndicators()
  const failures = await writeExamplePages()
  if (failures.length > 0) fail(failures.join('\n'))
}
writePackagePages()
buildSite()
const problems = siteProblems(site)
if (problems.length > 0) fail(problems.join('\n'))
const pages = writeLlms()
if (!existsSync(join(site, 'index.html'))) fail('the site has no front page')
console.log(`${pages} pages, llms.txt and llms-full.txt in ${relative(root, site)}`)
