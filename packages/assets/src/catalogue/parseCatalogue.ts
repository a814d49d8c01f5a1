// Reading a catalogue file. One parser for both formats: JSON is written in YAML's flow style, and both keep their lines.
import { type Failure, failed, type Json, succeeded } from '@bourse/core'
import { isNode, LineCounter, parseDocument } from 'yaml'
import type { Catalogue } from './catalogue.js'
import { catalogueFault, catalogueShape, type ShapeFault, shapeFault } from './shape.js'

/** `details: { line, column, path, value, allowed }`; line and column from 1. */
export type CatalogueResult =
  | { readonly ok: true; readonly value: Catalogue }
  | { readonly ok: false; readonly failure: Failure<'catalogue/syntax' | 'catalogue/field'> }

/**
 * A catalogue from a YAML or JSON file. Fails with the line and the field of the first thing that is wrong: what is no YAML
 * or JSON (`catalogue/syntax`), a field that is missing, wrong or unknown, a class nobody declared, terms that are no
 * instrument (`catalogue/field`).
 *
 * @example
 * import { parseCatalogue, starterCatalogueYaml } from '@bourse/assets/catalogue'
 * parseCatalogue(starterCatalogueYaml, 'yaml').ok // => true
 * const wrong = parseCatalogue(starterCatalogueYaml.replace('volatilityScore: 7', 'volatilityScore: 11'), 'yaml')
 * wrong.ok ? undefined : wrong.failure.details['path'] // => 'assets[0].volatilityScore'
 */
export function parseCatalogue(text: string, format: 'yaml' | 'json'): CatalogueResult {
  const lines = new LineCounter()
  const document = parseDocument(text, {
    lineCounter: lines,
    prettyErrors: false,
    logLevel: 'silent',
    ...(format === 'json' ? { schema: 'json' } : {}),
  })
  const [error] = document.errors
  if (error) return syntaxFailure(error.message, lines.linePos(error.pos[0]))
  if (format === 'json' && !isJsonText(text)) return syntaxFailure('not JSON', { line: 1, col: 1 })
  let value: unknown
  try {
    value = document.toJS({ maxAliasCount: 100 })
  } catch (thrown) {
    return syntaxFailure((thrown as Error).message, { line: 1, col: 1 })
  }
  const wrong = shapeFault(value, catalogueShape) ?? catalogueFault(value as Catalogue)
  if (!wrong) return succeeded(value as Catalogue)
  const { line, col } = lines.linePos(placeOf(wrong.path))
  const path = pathText(wrong.path)
  const told = wrong.value === undefined ? 'absent' : toJson(wrong.value)
  return failed(
    'catalogue/field',
    `line ${line}: ${path || 'the file'} is ${JSON.stringify(told)}, allowed is ${wrong.allowed}`,
    { line, column: col, path, value: told, allowed: wrong.allowed },
  )

  // Where the field stands, or, where it is missing, the nearest thing around it.
  function placeOf(path: ShapeFault['path']): number {
    for (let depth = path.length; depth > 0; depth--) {
      const node: unknown = document.getIn(path.slice(0, depth), true)
      if (isNode(node) && node.range) return node.range[0]
    }
    return 0
  }
}

function syntaxFailure(message: string, at: { readonly line: number; readonly col: number }): CatalogueResult {
  const reason = message.replace(/\s+/g, ' ').slice(0, 200)
  return failed('catalogue/syntax', `line ${at.line}: ${reason}`, { line: at.line, column: at.col, reason })
}

function isJsonText(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

function pathText(path: ShapeFault['path']): string {
  return path.map((part, i) => (typeof part === 'number' ? `[${part}]` : i === 0 ? part : `.${part}`)).join('')
}

function toJson(value: unknown): Json {
  if (typeof value === 'number') return Number.isFinite(value) ? value : String(value)
  if (typeof value === 'string' || typeof value === 'boolean' || value === null) return value
  return Array.isArray(value) ? 'a list' : 'an object'
}
