import { BourseError, type Columns, type Json } from '@bourse/core'

/** What a job's URL names: called with one input and the shared columns. Only JSON goes in and out. */
export type ExecutorJob = (input: Json, shared: { readonly [name: string]: Columns }) => Json | Promise<Json>

// A sweep asks for the same few a thousand times, and even an import that is known takes its turns.
const imported = new Map<string, unknown>()

/**
 * What an address with a fragment names: `.../cross.js#cross` is the export `cross` of that module.
 *
 * @example
 * import { importNamed } from '@bourse/backtest'
 * const one = await importNamed('data:text/javascript,export const one = 1#one')
 * one // => 1
 *
 * @throws BourseError `input/out-of-range` without a fragment, or where the module has no such export
 */
export async function importNamed(url: URL | string): Promise<unknown> {
  const { href, hash } = new URL(url)
  const known = imported.get(href)
  if (known !== undefined) return known
  const name = decodeURIComponent(hash.slice(1))
  const module =
    hash === ''
      ? undefined
      : ((await import(href.slice(0, href.length - hash.length))) as { readonly [name: string]: unknown })
  if (module !== undefined && Object.hasOwn(module, name)) {
    imported.set(href, module[name])
    return module[name]
  }
  const told = module === undefined ? 'names no export' : `has no export ${JSON.stringify(name)}`
  throw new BourseError('input/out-of-range', `${href} ${told}`, {
    details: { where: 'importNamed', value: href, allowed: 'a module address with a fragment, .../cross.js#cross' },
    remedy: "write new URL('./cross.js#cross', import.meta.url), and export that name",
  })
}
