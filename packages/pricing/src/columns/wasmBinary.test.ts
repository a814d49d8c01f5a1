import { expect, test } from 'vitest'
import { compileColumns } from '../../scripts/build-wasm.mjs'
import { wasmBinary } from './wasmBinary.js'

test('the binary is what its source compiles to, byte for byte', async () => {
  const bytes: Uint8Array = await compileColumns()
  expect(Buffer.from(bytes).toString('base64')).toBe(wasmBinary)
})
