import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { publishedPackages, root, toolEnvironment } from '../scripts/workspace.mjs'

type Workspace = ReturnType<typeof publishedPackages>[number]

const store = join(root, 'node_modules', '.cache', 'packed')

/**
 * Tarball of each published package as it would be published, by its published name. Packed once for all tests and
 * again only where the package has changed; needs a build.
 */
export function packedTarballs(): ReadonlyMap<string, string> {
  const tarballs = new Map(publishedPackages().map((one) => [one, join(store, `${one.name}-${digestOf(one)}.tgz`)]))
  const missing = [...tarballs].filter(([, tarball]) => !existsSync(tarball))
  if (missing.length > 0) pack(missing)
  return new Map([...tarballs].map(([{ published }, tarball]) => [published, tarball]))
}

function pack(missing: readonly (readonly [Workspace, string])[]): void {
  mkdirSync(store, { recursive: true })
  const fresh = mkdtempSync(join(store, 'fresh-'))
  const filters = missing.flatMap(([{ published }]) => ['--filter', published])
  const windows = process.platform === 'win32'
  const done = spawnSync('pnpm', ['--recursive', ...filters, 'pack', '--pack-destination', fresh], {
    cwd: root,
    env: toolEnvironment(),
    encoding: 'utf8',
    shell: windows,
  })
  if (done.error !== undefined) throw new Error(`no pnpm (${done.error.message}): npm test brings it`)
  if (done.status !== 0) throw new Error(`pnpm pack failed: ${done.stderr}${done.stdout}`)
  // Renamed into place, so that a test file that packs at the same time reads whole tarballs.
  for (const [{ manifest }, tarball] of missing) {
    const name = `${manifest.name.replace('@', '').replace('/', '-')}-${manifest.version}.tgz`
    renameSync(join(fresh, name), tarball)
  }
  rmSync(fresh, { recursive: true })
}

/** Changes with every byte that is packed, and with the versions that `workspace:*` stands for. */
function digestOf({ folder, name, published, manifest }: Workspace): string {
  if (!existsSync(join(folder, 'dist', 'index.js'))) throw new Error(`${published} is not built: pnpm run build`)
  const hash = createHash('sha256').update(JSON.stringify([name, manifest]))
  // Never from the package's own folder down: a recursive listing follows the links in node_modules, round and round.
  const inside = ['src', 'dist'].flatMap((part) =>
    readdirSync(join(folder, part), { recursive: true, encoding: 'utf8' }).map((path) => join(part, path)),
  )
  for (const path of [...readdirSync(folder), ...inside].sort())
    if (/^(src|dist)[\\/].*\.\w+$|^[A-Z]+(\.md)?$/.test(path))
      hash.update(path).update(readFileSync(join(folder, path)))
  return hash.digest('hex').slice(0, 16)
}

/** Paths of the files in a tarball, without their `package/`. */
export function filesIn(tarball: string): readonly string[] {
  const bytes = gunzipSync(readFileSync(tarball))
  const text = (from: number, length: number): string =>
    bytes.toString('utf8', from, from + length).replace(/\0.*$/s, '')
  const files: string[] = []
  // A header of 512 bytes (name at 0, size in octal at 124, the name's folder at 345), then the file in such blocks.
  for (let at = 0; bytes[at]; ) {
    const folder = text(at + 345, 155)
    files.push((folder === '' ? '' : `${folder}/`) + text(at, 100))
    at += 512 + Math.ceil(Number.parseInt(text(at + 124, 12), 8) / 512) * 512
  }
  return files.map((file) => file.replace(/^package\//, ''))
}
