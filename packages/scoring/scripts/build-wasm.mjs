// Compiles assembly/histogram.ts and writes it as base64 into src/boosted/wasmBinary.ts. Deterministic: the same compiler
// version gives the same bytes, which kernel.test.ts checks.
import { writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import asc from 'assemblyscript/asc'

const root = fileURLToPath(new URL('..', import.meta.url))

/** The bytes of the kernel, compiled from its source. */
export async function compileHistogram() {
  let binary
  const options = ['--outFile', 'histogram.wasm', '-O3', '--noAssert', '--runtime', 'stub', '--initialMemory', '1']
  const { error, stderr } = await asc.main(['assembly/histogram.ts', '--baseDir', root, ...options], {
    writeFile: (name, contents) => {
      if (name === 'histogram.wasm') binary = contents
    },
    stdout: asc.createMemoryStream(),
    stderr: asc.createMemoryStream(),
  })
  if (error || binary === undefined) throw new Error(`${error?.message}\n${stderr.toString()}`)
  return binary
}

/** The text of src/boosted/wasmBinary.ts for these bytes. */
export function binaryModule(bytes) {
  const lines = Buffer.from(bytes)
    .toString('base64')
    .match(/.{1,110}/g)
  const text = lines.map((line) => `  '${line}'`).join(' +\n')
  return `// Written by scripts/build-wasm.mjs from assembly/histogram.ts; do not edit. ${bytes.length} bytes.\nexport const wasmBinary: string =\n${text}\n`
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const bytes = await compileHistogram()
  writeFileSync(`${root}src/boosted/wasmBinary.ts`, binaryModule(bytes))
  console.log(`src/boosted/wasmBinary.ts: ${bytes.length} bytes`)
}
