// The names that packages export, `name package[/subpath] kind` a line: changing this list is changing the API.
// `node scripts/names.mjs --write` brings checks/names.txt up to date.
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'
import { floorPackages, root, textOf } from './workspace.mjs'

export const namesFile = join(root, 'checks', 'names.txt')

/** Everybody's local variables: a public name says of what. */
export const bareNames = new Set(
  'price check run score chain rows stats sum equity rank greeks book market order orders fills data'.split(' '),
)

/**
 * @typedef {object} ExportedName
 * @property {string} name
 * @property {string} from published package and subpath
 * @property {string} kind function, const, type, class
 * @property {string} file where it is declared
 */

/** @returns {ExportedName[]} every name of every package, sorted */
export function exportedNames(base = root) {
  const names = floorPackages(base).flatMap((one) =>
    one.subpaths.flatMap(({ key, source }) =>
      namesOf(join(one.folder, source)).map((found) => ({ ...found, from: one.published + key.slice(1) })),
    ),
  )
  return names.sort((a, b) => compare(a.name, b.name) || compare(a.from, b.from))
}

const compare = (a, b) => (a < b ? -1 : a > b ? 1 : 0)

/** The text of checks/names.txt. */
export const namesText = (base = root) =>
  exportedNames(base)
    .map(({ name, from, kind }) => `${name} ${from} ${kind}\n`)
    .join('')

/** What is wrong with the names themselves: one meaning each, and none of them bare. */
export function nameProblems(names = exportedNames()) {
  const problems = []
  const seen = new Map()
  for (const one of names) {
    const other = seen.get(one.name)
    if (other === undefined) seen.set(one.name, one)
    else if (other.file !== one.file) problems.push(`${one.name}: exported by ${other.from} and by ${one.from}`)
    if (bareNames.has(one.name)) problems.push(`${one.name} (${one.from}): say of what`)
  }
  return problems
}

/** Exported names that lack words, and functions that lack an `@example`. */
export function undocumentedNames(names = exportedNames()) {
  return names.flatMap(({ name, kind, file }) => {
    const comments = commentsOf(name, file)
    const where = `${name} (${relative(root, file).replaceAll('\\', '/')})`
    if (!comments.some((text) => /[a-z]/i.test(text.replace(/@example.*/s, '')))) return [`${where}: no words`]
    const runnable = kind === 'function' || kind === 'class'
    return runnable && !comments.some((text) => text.includes('@example')) ? [`${where}: no @example`] : []
  })
}

/** The doc comments before the declarations of a name: a function has one for each of its overloads. */
function commentsOf(name, file) {
  const text = readFileSync(file, 'utf8')
  const declared = (/** @type {any} */ one) =>
    ts.isVariableStatement(one)
      ? one.declarationList.declarations.some((inner) => inner.name.text === name)
      : one.name?.text === name
  return ts
    .createSourceFile(file, text, ts.ScriptTarget.Latest)
    .statements.filter(declared)
    .flatMap((one) => ts.getLeadingCommentRanges(text, one.pos) ?? [])
    .map(({ pos, end }) => text.slice(pos, end))
    .filter((comment) => comment.startsWith('/**'))
}

/** Names that one module exports, each with the kind and the file of its declaration; follows re-exports. */
function namesOf(file, seen = new Map()) {
  const known = seen.get(file)
  if (known !== undefined) return known
  const found = []
  seen.set(file, found)
  const add = (name, kind, from = file) => found.push({ name, kind, file: from })
  for (const statement of ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest).statements) {
    if (ts.isExportDeclaration(statement)) {
      const inner = statement.moduleSpecifier === undefined ? [] : namesOf(modulePath(file, statement), seen)
      if (statement.exportClause === undefined) found.push(...inner)
      else if (ts.isNamedExports(statement.exportClause))
        for (const { name, propertyName } of statement.exportClause.elements) {
          const origin = inner.find((one) => one.name === (propertyName ?? name).text)
          add(name.text, origin?.kind ?? 'value', origin?.file)
        }
    } else if (ts.canHaveModifiers(statement) && isExported(statement)) {
      if (ts.isVariableStatement(statement))
        for (const { name } of statement.declarationList.declarations) add(name.text, 'const')
      else if (statement.name !== undefined) add(statement.name.text, kindOf(statement))
    }
  }
  // A function's overloads, or a type and a value of one name, are one name.
  const merged = new Map()
  for (const one of found) merged.set(one.name, merged.get(one.name) ?? one)
  seen.set(file, [...merged.values()])
  return seen.get(file)
}

const isExported = (statement) =>
  ts.getModifiers(statement)?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword) === true

function kindOf(statement) {
  if (ts.isFunctionDeclaration(statement)) return 'function'
  return ts.isClassDeclaration(statement) ? 'class' : 'type'
}

function modulePath(file, { moduleSpecifier }) {
  const path = join(dirname(file), moduleSpecifier.text)
  for (const candidate of [path.replace(/\.js$/, '.ts'), path]) if (existsSync(candidate)) return candidate
  throw new Error(`${file}: ${moduleSpecifier.text} is not a file of this package`)
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  if (process.argv.includes('--write')) writeFileSync(namesFile, namesText())
  const problems = nameProblems()
  const drift =
    textOf(namesFile) !== namesText() ? ['checks/names.txt is out of step: node scripts/names.mjs --write'] : []
  for (const problem of [...problems, ...drift]) console.error(problem)
  if (problems.length + drift.length > 0) process.exitCode = 1
  else console.log(`${exportedNames().length} names, one meaning each`)
}
