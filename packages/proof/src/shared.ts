import { existsSync, readFileSync, statSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

/**
 * Reference rows and data lie beside the main checkout, never in the repository. In a git worktree `.git` is a file
 * that points into the main checkout's `.git/worktrees`, so that all worktrees read the same folder.
 * `undefined` where a stranger has none of it.
 */
export function sharedRoot(): string | undefined {
  const checkout = resolve(dirname(fileURLToPath(import.meta.url)), '..', '..', '..')
  const folder = join(mainCheckout(checkout), '..', 'shared')
  return existsSync(join(folder, 'golden')) ? folder : undefined
}

function mainCheckout(checkout: string): string {
  const git = join(checkout, '.git')
  if (!existsSync(git) || statSync(git).isDirectory()) return checkout
  const pointer = /^gitdir: (.*)$/m.exec(readFileSync(git, 'utf8'))?.[1]
  return pointer === undefined ? checkout : resolve(checkout, pointer.trim(), '..', '..', '..')
}

/** Absolute path of a file under `shared`, or `undefined` where it is absent. */
export function sharedFile(path: string): string | undefined {
  const root = sharedRoot()
  const file = root === undefined ? undefined : join(root, path)
  return file !== undefined && existsSync(file) ? file : undefined
}

/** Skips with this reason where the rows are absent: `describe.skipIf(!rows)(...)`. */
export type Golden<T> = { readonly rows: T | undefined; readonly title: string }

/**
 * A JSON file of `shared/golden`, and a title for its suite that says why it is skipped where it is.
 *
 * @example
 * const bsm = golden<{ rows: Row[] }>('pricing/bsm.dev.json')
 * describe.skipIf(!bsm.rows)(bsm.title, () => { ... })
 */
export function golden<T = unknown>(path: string): Golden<T> {
  const file = sharedFile(join('golden', path))
  if (file === undefined) return { rows: undefined, title: `${path}: skipped, no reference rows beside this checkout` }
  return { rows: JSON.parse(readFileSync(file, 'utf8'), (_key, value) => special(value)) as T, title: path }
}

// JSON has no NaN and no infinities; some files write them as text.
function special(value: unknown): unknown {
  if (value === 'NaN') return Number.NaN
  if (value === 'Infinity' || value === 'inf') return Number.POSITIVE_INFINITY
  return value === '-Infinity' || value === '-inf' ? Number.NEGATIVE_INFINITY : value
}
