import { isBourseError } from '@bourse/core'
import { expect, test } from 'vitest'
import { type OnnxSession, type OnnxTensor, onnxModel } from './onnx.js'

class Tensor implements OnnxTensor {
  constructor(
    readonly type: string,
    readonly data: ArrayLike<number | bigint | string>,
    readonly dims: readonly number[],
  ) {}
}

/** Stands in for a network: the mean of each row, and a text output nobody can use. */
function meanSession(seen: (readonly number[])[] = []): OnnxSession {
  return {
    inputNames: ['input'],
    outputNames: ['mean', 'labels'],
    run: ({ input }) => {
      seen.push(input!.dims)
      const rows = input!.dims[0]!
      const width = input!.data.length / rows
      const means = Array.from({ length: rows }, (_, i) => {
        let sum = 0
        for (let j = 0; j < width; j++) sum += Number(input!.data[i * width + j])
        return sum / width
      })
      return Promise.resolve({
        mean: new Tensor('float32', Float32Array.from(means), [rows, 1]),
        labels: new Tensor('string', [], [rows]),
      })
    },
  }
}

test('rows and windows go in with their shape, numbers come back by row', async () => {
  const seen: (readonly number[])[] = []
  const flat = onnxModel({ Tensor }, meanSession(seen), { name: 'mean', hash: '1', columns: 2 })
  expect(await flat.predict(Float64Array.of(1, 3, 5, 7))).toEqual(Float64Array.of(2, 6))
  const deep = onnxModel({ Tensor }, meanSession(seen), { name: 'mean', hash: '1', columns: 2, window: 3 })
  expect(deep.columns).toBe(6)
  expect(await deep.predict(Float64Array.of(1, 2, 3, 4, 5, 6))).toEqual(Float64Array.of(3.5))
  expect(seen).toEqual([
    [2, 2],
    [1, 3, 2],
  ])
})

test('an engine asks it with rows and gets JSON', async () => {
  const model = onnxModel({ Tensor }, meanSession(), { name: 'mean', hash: '1', columns: 2 })
  expect(
    await model.answer({
      rows: [
        [1, 3],
        [5, null],
      ],
    }),
  ).toEqual([2, null])
  await expect(model.answer({ rows: [[1]] })).rejects.toThrow('rows of 2 numbers')
  await expect(model.answer(null)).rejects.toThrow('rows of 2 numbers')
})

test('what does not fit is refused by name', async () => {
  const settings = { name: 'mean', hash: '1', columns: 2 }
  expect(() => onnxModel({ Tensor }, meanSession(), { ...settings, columns: 0 })).toThrow('columns')
  expect(() => onnxModel({ Tensor }, meanSession(), { ...settings, window: 1.5 })).toThrow('window')
  expect(() => onnxModel({ Tensor }, meanSession(), { ...settings, output: 'other' })).toThrow('one of mean, labels')
  expect(() => onnxModel({ Tensor }, { ...meanSession(), inputNames: ['a', 'b'] }, settings)).toThrow('one input')
  const model = onnxModel({ Tensor }, meanSession(), settings)
  await expect(model.predict(Float64Array.of(1, 2, 3))).rejects.toThrow('a multiple of 2')
  await expect(model.predict(new Float64Array(0))).rejects.toThrow('not 0')
  const text = onnxModel({ Tensor }, meanSession(), { ...settings, output: 'labels' })
  const error = await text.predict(Float64Array.of(1, 2)).catch((thrown: unknown) => thrown)
  expect(isBourseError(error) && error.code).toBe('scoring/onnx')
})

test('what a session refuses, and bits of half floats, are errors of ours', async () => {
  const settings = { name: 'net', hash: '1', columns: 2 }
  const cause = new Error('expected: 1')
  const failing = onnxModel({ Tensor }, { ...meanSession(), run: () => Promise.reject(cause) }, settings)
  const refused = await failing.predict(new Float64Array(4)).catch((thrown: unknown) => thrown)
  expect(refused).toMatchObject({ code: 'scoring/onnx', details: { input: 'input', dims: [2, 2] }, cause })
  const half = { mean: new Tensor('float16', Uint16Array.of(15_360), [1, 1]) }
  const bits = onnxModel({ Tensor }, { ...meanSession(), run: () => Promise.resolve(half) }, settings)
  await expect(bits.predict(new Float64Array(2))).rejects.toThrow('is of type float16')
})
