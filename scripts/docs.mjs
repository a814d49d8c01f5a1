// `pnpm run docs`: the reference out of the sources (TypeDoc), the READMEs and the guides by hand, in one site
// (VitePress) under docs/.vitepress/dist, with llms.txt and llms-full.txt. Warnings are errors, dead links too.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join, relative, sep } from 'node:path'
import { Application, Converter, ReflectionKind } from 'typedoc'
import { floorPackages, root } from './workspace.mjs'

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

/** READMEs as pages of the site, at the path they have in the repository. */
function copyReadmes() {
  rmSync(join(docs, 'packages'), { recursive: true, force: true })
  for (const { folder, name } of floorPackages()) {
    const page = join(docs, 'packages', name, 'README.md')
    mkdirSync(dirname(page), { recursive: true })
    writeFileSync(page, readFileSync(join(folder, 'README.md'), 'utf8').replaceAll('../../docs/', '../../'))
  }
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

/** What a language model reads: an index of pages, and all of them in one file. */
function writeLlms() {
  const pages = readdirSync(docs, { recursive: true, encoding: 'utf8' })
    .map((path) => path.split(sep).join('/'))
    .filter((path) => path.endsWith('.md') && !path.includes('node_modules') && !path.startsWith('.'))
    .sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1))
    .map((path) => ({ path, text: withoutPictures(path) }))
  const line = ({ path, text }) => `- [${/^# (.*)$/m.exec(text)?.[1] ?? path}](/${path.replace(/\.md$/, '.html')})`
  const intro = pages.find(({ path }) => path === 'index.md')?.text.trim() ?? ''
  writeFileSync(join(site, 'llms.txt'), `${intro}\n\n## Pages\n\n${pages.map(line).join('\n')}\n`)
  const whole = pages.map(({ path, text }) => `<!-- ${path} -->\n\n${text.trim()}\n`).join('\n')
  writeFileSync(join(site, 'llms-full.txt'), whole)
  return pages.length
}

const withoutPictures = (path) =>
  readFileSync(join(docs, path), 'utf8')
    .replace(/^---\n.*?\n---\n/s, '')
    .replace(/<figure>.*?<\/figure>\n/gs, '')

const order = ['index', 'guides', 'architecture', 'packages', 'decisions', 'reference']
const rank = (path) => order.findIndex((part) => path.startsWith(part))

function fail(text) {
  console.error(text)
  process.exit(1)
}

await makeReference()
copyReadmes()
drawIndicators()
buildSite()
const pages = writeLlms()
if (!existsSync(join(site, 'index.html'))) fail('the site has no front page')
console.log(`${pages} pages, llms.txt and llms-full.txt in ${relative(root, site)}`)
