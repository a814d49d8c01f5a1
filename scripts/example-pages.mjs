// A page per example under docs/examples: what it says of itself, its code, and what it prints when it is run now. Pages
// and pictures it writes are shown below it. Called by scripts/docs.mjs.
import { spawn } from 'node:child_process'
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join, sep } from 'node:path'
import { root } from './workspace.mjs'

const examples = join(root, 'examples')
const pages = join(root, 'docs', 'examples')
const shown = join(root, 'docs', 'public', 'examples')

/** The demo first, then by name. */
export const exampleNames = () =>
  readdirSync(examples)
    .filter((name) => existsSync(join(examples, name, 'main.ts')))
    .sort((a, b) => Number(b === 'demo') - Number(a === 'demo') || (a < b ? -1 : 1))

/** Files of an example, its program first. */
export const exampleFiles = (name) =>
  readdirSync(join(examples, name))
    .filter((file) => file.endsWith('.ts'))
    .sort((a, b) => Number(b === 'main.ts') - Number(a === 'main.ts') || (a < b ? -1 : 1))
    .map((file) => ({ file, text: readFileSync(join(examples, name, file), 'utf8') }))

/** `cash-flows-futures` is Cash flows: futures; `program-1-cross` is Program 1: cross. */
export function exampleTitle(name) {
  const words = name.replace(/^(cash-flows|program-\d+)-/, '$1: ').replaceAll('-', ' ')
  const title = words[0].toUpperCase() + words.slice(1)
  return title
    .replace(/\b(csv|oms|sma)\b/g, (word) => word.toUpperCase())
    .replace('xgboost', 'XGBoost')
    .replace('Black litterman', 'Black-Litterman')
}

/** What an example says of itself at its head. */
export function exampleWords(text) {
  const head = /^(?:\/\/.*\n)+/.exec(text)?.[0] ?? ''
  const lines = head.split('\n').map((line) => line.replace(/^\/\/ ?/, ''))
  return lines
    .filter((line) => !line.startsWith(' '))
    .join(' ')
    .trim()
}

/** Runs all of them, as many at once as there are processors, and writes their pages. Answers what those said that fail. */
export async function writeExamplePages() {
  for (const folder of [pages, shown]) {
    rmSync(folder, { recursive: true, force: true })
    mkdirSync(folder, { recursive: true })
  }
  const waiting = exampleNames()
  const failures = []
  const work = async () => {
    for (let name = waiting.shift(); name !== undefined; name = waiting.shift())
      try {
        writeFileSync(join(pages, `${name}.md`), pageOf(name, await outputOf(name)))
      } catch (error) {
        failures.push(error.message)
      }
  }
  await Promise.all(Array.from({ length: availableParallelism() }, work))
  writeFileSync(join(pages, 'index.md'), indexPage())
  return failures
}

function outputOf(name) {
  const program = ['--conditions=@bourse/source', '--import', 'tsx', join(examples, name, 'main.ts')]
  const env = { ...process.env, CI: 'true', NO_COLOR: '1' }
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, program, { cwd: root, env })
    const said = { out: '', err: '' }
    child.stdout.on('data', (text) => {
      said.out += text
    })
    child.stderr.on('data', (text) => {
      said.err += text
    })
    child.on('close', (code) => (code === 0 ? resolve(said.out) : reject(new Error(`${name} fails: ${said.err}`))))
  })
}

function pageOf(name, output) {
  const [main, ...others] = exampleFiles(name)
  // Where a checkout lies is nobody's business.
  const printed = output.replaceAll(`${root}${sep}`, '').replace(/\s+$/, '')
  return [
    `# ${exampleTitle(name)}`,
    exampleWords(main.text),
    fenced('ts', main.text.replace(/^(?:\/\/.*\n)+/, '')),
    '## It prints',
    fenced('text', printed),
    ...writtenBy(name).map((file) => drawn(name, file)),
    ...others.flatMap(({ file, text }) => [
      `## ${file}`,
      exampleWords(text),
      fenced('ts', text.replace(/^(?:\/\/.*\n)+/, '')),
    ]),
    `In a clone of the repository: \`node --conditions=@bourse/source --import tsx examples/${name}/main.ts\`. It is run by every test, and asserts its figures.`,
  ]
    .filter((part) => part !== '')
    .join('\n\n')
    .concat('\n')
}

const fenced = (language, text) => `\`\`\`\`${language}\n${text.trimEnd()}\n\`\`\`\``

/** Files in examples/out that the example names. */
function writtenBy(name) {
  const text = exampleFiles(name)
    .map((file) => file.text)
    .join('\n')
  const out = join(examples, 'out')
  return existsSync(out) ? readdirSync(out).filter((file) => text.includes(file)) : []
}

function drawn(name, file) {
  copyFileSync(join(examples, 'out', file), join(shown, file))
  const title = `What ${exampleTitle(name)} writes`
  if (file.endsWith('.svg')) return `## It draws\n\n![${title}](/examples/${file})`
  return `## It writes\n\n<a href="/examples/${file}" target="_blank">${file}</a>\n\n<iframe src="/examples/${file}" title="${title}" loading="lazy"></iframe>`
}

function indexPage() {
  const line = (name) =>
    `- [${exampleTitle(name)}](./${name}.md): ${exampleWords(exampleFiles(name)[0].text).split(/(?<=\.) /)[0]}`
  return [
    '# Examples',
    'Whole programs with what they print. Each runs in the tests and asserts its figures; prices are invented.',
    exampleNames()
      .filter((name) => existsSync(join(pages, `${name}.md`)))
      .map(line)
      .join('\n'),
    '',
  ].join('\n\n')
}
