// Compiles assembly/columns.ts and writes it as base64 into src/columns/wasmBinary.ts. Deterministic: the same compiler
// version gives the same bytes, which wasmBinary.test.ts checks.
import { writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import asc from 'assemblyscript/asc'

const root = fileURLToPath(new URL('..', import.meta.url))

/** The bytes of the kernel, compiled from its source. */
export async function compileColumns() {
  let binary
  const options = ['--outFile', 'columns.wasm', '-O3', '--noAssert', '--runtime', 'stub']
  const memory = ['--enable', 'simd', '--initialMemory', '2', '--maximumMemory', '2']
  const { error, stderr } = await asc.main(['assembly/columns.ts', '--baseDir', root, ...options, ...memory], {
    writeFile: (name, contents) => {
      if (name === 'columns.wasm') binary = contents
    },
    stdout: asc.createMemoryStream(),
    stderr: asc.createMemoryStream(),
  })
  if (error || binary === undefined) throw new Error(`${error?.message}\n${stderr.toString()}`)
  return binary
}

/** The text of src/columns/wasmBinary.ts for these bytes. */
export function binaryModule(bytes) {
  const lines = Buffer.from(bytes)
    .toString('base64')
    .match(/.{1,110}/g)
  const text = lines.map((line) => `  '${line}'`).join(' +\n')
  return `// Written by scripts/build-wasm.mjs from assembly/columns.ts; do not edit. ${bytes.length} bytes.\nexport const wasmBinary: string =\n${text}\n`
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const bytes = await compileColumns()
  writeFileSync(`${root}src/columns/wasmBinary.ts`, binaryModule(bytes))
  console.log(`src/columns/wasmBinary.ts: ${bytes.length} bytes`)
}
