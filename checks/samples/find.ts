import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, sep } from 'node:path'
import { publishedPackages, root } from '../../scripts/workspace.mjs'

/** A piece of TypeScript that somebody will copy: where it stands, its text, and the folder it resolves imports from. */
export type Sample = {
  readonly where: string
  readonly line: number
  readonly code: string
  /** Package whose node_modules it sees. */
  readonly home: string
  /** False for a block fenced as ```ts no-run: it type-checks and is not run. */
  readonly runs: boolean
}

/** Every sample of the project: READMEs, guides, recipes, and each `@example` of what is published. */
export function findSamples(): readonly Sample[] {
  const pages = join(root, 'examples')
  const written = ['guides', 'recipes'].flatMap((folder) => filesUnder(join(root, 'docs', folder), /\.md$/))
  const texts = [
    { file: join(root, 'README.md'), home: pages },
    ...written.map((file) => ({ file, home: pages })),
    ...publishedPackages().map(({ folder }) => ({ file: join(folder, 'README.md'), home: folder })),
  ]
  const sources = publishedPackages().flatMap(({ folder }) =>
    filesUnder(join(folder, 'src'), /^(?!.*fixtures).*(?<!\.(test|test-d|bench))\.ts$/).map((file) => ({
      file,
      home: folder,
    })),
  )
  return [
    ...texts.flatMap(({ file, home }) => fromMarkdown(file, home)),
    ...sources.flatMap(({ file, home }) => fromComments(file, home)),
  ]
}

function filesUnder(folder: string, pattern: RegExp): readonly string[] {
  if (!existsSync(folder)) return []
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  return paths.filter((path) => pattern.test(path)).map((path) => join(folder, path))
}

function fromMarkdown(file: string, home: string): readonly Sample[] {
  if (!existsSync(file)) return []
  return blocksOf(readFileSync(file, 'utf8'), 1).map((block) => ({ ...block, where: whereOf(file), home }))
}

/** Fenced blocks of TypeScript, with the line at which their code begins. */
export function blocksOf(text: string, firstLine: number): readonly Omit<Sample, 'where' | 'home'>[] {
  return [...text.matchAll(/^ *```(?:ts|typescript)([^\n]*)\n(.*?)^ *```/gms)].map((match) => ({
    line: firstLine + text.slice(0, match.index).split('\n').length,
    code: match[2]!,
    runs: !match[1]!.includes('no-run'),
  }))
}

function fromComments(file: string, home: string): readonly Sample[] {
  const text = readFileSync(file, 'utf8')
  return examplesOf(text).map((example) => ({ ...example, where: whereOf(file), home }))
}

/** The `@example` blocks of doc comments, fenced or plain. */
export function examplesOf(text: string): readonly Omit<Sample, 'where' | 'home'>[] {
  return [...text.matchAll(/^[ \t]*\/\*\*.*?\*\//gms)].flatMap((comment) => {
    const top = text.slice(0, comment.index).split('\n').length
    const lines = comment[0]
      .replace(/\s*\*\/$/, '')
      .split('\n')
      .map((line) => line.replace(/^\s*(\/\*\*|\* ?)/, ''))
    const tags = lines.flatMap((line, i) => (/^\s*@[a-z]/i.test(line) ? [i] : []))
    return tags
      .filter((i) => lines[i]!.trim().startsWith('@example'))
      .flatMap((i) => {
        const end = tags.find((tag) => tag > i) ?? lines.length
        const body = lines.slice(i + 1, end).join('\n')
        if (body.includes('```')) return blocksOf(body, top + i + 1)
        return [{ line: top + i + 1, code: `${body.trimEnd()}\n`, runs: true }]
      })
  })
}

const whereOf = (file: string): string => relative(root, file).split(sep).join('/')

/** A file name for it, unique and readable in a stack trace. */
export function sampleFile({ where, line, home }: Sample): string {
  return join(home, '.samples', `${where.replace(/^packages\/[^/]+\/(src\/)?/, '').replace(/[^\w]+/g, '-')}-${line}.ts`)
}

export const samplesFolder = (sample: Sample): string => dirname(sampleFile(sample))
