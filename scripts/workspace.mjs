// What the workspace consists of, read from packages/*/package.json: the one list that scripts and checks go through.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { applications, floors } from './floors.mjs'

export const root = fileURLToPath(new URL('..', import.meta.url)).replace(/[\\/]$/, '')

/**
 * @typedef {object} Subpath
 * @property {string} key as in `exports`: `.`, `./rx`
 * @property {string} source file under the package's folder
 * @property {boolean} node may import `node:` modules
 * @property {boolean} live re-exported by `bourse/live`
 *
 * @typedef {object} WorkspacePackage
 * @property {string} name folder name: `core`
 * @property {string} published name on the registry: `@bourse/core`
 * @property {string} folder absolute path
 * @property {any} manifest
 * @property {Subpath[]} subpaths
 */

/** @type {(path: string) => any} */
export const readJson = (path) => JSON.parse(readFileSync(path, 'utf8'))

/**
 * Packages that are published and have a root, ground floor first; `bourse`, which has no floor, comes last.
 * A package says in its manifest's `bourse` field which subpaths need Node (`node`) and which belong to
 * `bourse/live` (`live`): `"bourse": { "node": ["./workers"], "live": ["./workers"] }`.
 *
 * @returns {WorkspacePackage[]}
 */
export function publishedPackages(base = root) {
  const found = readdirSync(join(base, 'packages'))
    .filter((name) => existsSync(join(base, 'packages', name, 'src', 'index.ts')))
    .map((name) => {
      const folder = join(base, 'packages', name)
      const manifest = readJson(join(folder, 'package.json'))
      return { name, published: manifest.name, folder, manifest, subpaths: subpathsOf(folder, manifest) }
    })
    .filter(({ manifest }) => manifest.private !== true)
  const order = [...floors.flat(), 'bourse']
  return found.sort((a, b) => order.indexOf(a.name) - order.indexOf(b.name))
}

/** Those with a floor: everything but the front door. */
export const floorPackages = (base = root) => publishedPackages(base).filter(({ name }) => name !== 'bourse')

/** Those the front door opens to. */
export const libraryPackages = (base = root) => floorPackages(base).filter(({ name }) => !applications.includes(name))

// A subpath that is announced and not written yet is left out; checks/packages.test.ts says so.
/** @type {(folder: string, manifest: any) => Subpath[]} */
function subpathsOf(folder, manifest) {
  return Object.entries(manifest.exports ?? {})
    .filter(([, target]) => existsSync(join(folder, target['@bourse/source'] ?? 'no source')))
    .map(([key, target]) => ({
      key,
      source: target['@bourse/source'].replace(/^\.\//, ''),
      node: manifest.bourse?.node?.includes(key) === true,
      live: manifest.bourse?.live?.includes(key) === true,
    }))
}

/** The environment for children: the pinned pnpm and the local tools first on PATH. */
export function toolEnvironment(extra = {}) {
  const pin = readJson(join(root, 'package.json')).devEngines.packageManager.version
  const env = { ...process.env, ...extra }
  const pathName = Object.keys(env).find((name) => name.toUpperCase() === 'PATH') ?? 'PATH'
  const tools = join(root, '.tools', `pnpm-${pin}`, 'node_modules', '.bin')
  env[pathName] = [tools, join(root, 'node_modules', '.bin'), env[pathName]].join(delimiter)
  return env
}

/** Text of a file, or '' where there is none. */
export const textOf = (/** @type {string} */ path) => (existsSync(path) ? readFileSync(path, 'utf8') : '')
