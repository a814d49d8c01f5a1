// What an import costs in a browser: bundled, minified, gzipped. `node scripts/bytes.mjs` prints the table of ceilings.
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { build } from 'esbuild'
import { readJson, root } from './workspace.mjs'

/**
 * @typedef {object} Ceiling
 * @property {string} from
 * @property {string[]} names
 * @property {number} max bytes, gzipped
 * @property {string[]} [without] what may not come along: parts of file paths, or words of the code
 */

/** @type {Ceiling[]} */
export const ceilings = readJson(join(root, 'checks', 'bytes.json'))

/**
 * Bundles `export ... from` with everything it needs for a browser: an import of a `node:` module fails.
 *
 * @param {string} from
 * @param {string[] | '*'} names
 */
export async function bundleOf(from, names) {
  const done = await build({
    // The examples see every package.
    stdin: {
      contents: `export ${names === '*' ? '* as all' : `{ ${names.join(', ')} }`} from '${from}'`,
      resolveDir: join(root, 'examples'),
      loader: 'js',
    },
    bundle: true,
    minify: true,
    write: false,
    metafile: true,
    format: 'esm',
    platform: 'browser',
    target: 'es2022',
    conditions: ['@bourse/source'],
    logLevel: 'silent',
    tsconfigRaw: '{}',
  })
  const [output] = Object.values(done.metafile.outputs)
  const files = Object.entries(output?.inputs ?? {}).filter(([, { bytesInOutput }]) => bytesInOutput > 0)
  const code = done.outputFiles[0]?.text ?? ''
  return { code, files: files.map(([path]) => path), gzipped: gzipSync(code, { level: 9 }).length }
}

if (process.argv[1] === fileURLToPath(import.meta.url))
  for (const { from, names, max } of ceilings) {
    const { gzipped } = await bundleOf(from, names)
    console.log(`${String(gzipped).padStart(7)} of ${String(max).padStart(6)}  { ${names.join(', ')} } from '${from}'`)
  }
