// Builds the package in the current folder: one JS file per source file (importing one function costs its own bytes),
// declarations by the native compiler.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'tsup'

const root = fileURLToPath(new URL('..', import.meta.url))
const tests = ['!src/**/*.test.ts', '!src/**/*.test-d.ts', '!src/**/*.bench.ts', '!src/**/fixtures/**']

await build({
  config: false,
  entry: ['src/**/*.ts', ...tests],
  format: 'esm',
  target: 'es2022',
  bundle: false,
  sourcemap: true,
  clean: true,
  silent: true,
})

// `none` switches the source condition of the base config off: dependencies are read as the declarations they publish.
const compiler = join(root, 'node_modules', 'ts7', 'bin', 'tsc')
if (!existsSync(compiler)) throw new Error(`no compiler at ${compiler}: run pnpm install`)
const flags = '--noEmit false --declaration --emitDeclarationOnly --rootDir src --outDir dist --customConditions none'
const declarations = spawnSync(process.execPath, [compiler, '-p', 'tsconfig.json', ...flags.split(' ')], {
  stdio: 'inherit',
})
process.exit(declarations.status ?? 1)
