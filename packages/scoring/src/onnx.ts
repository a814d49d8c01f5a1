// @bourse/scoring/onnx: networks trained elsewhere (LSTM, GRU, TCN, attention, TFT), run by an ONNX runtime of yours.
import { BourseError, badArgument, type Json, numberToJson, questionRows } from '@bourse/core'

/** What is used of a tensor of onnxruntime-node, onnxruntime-web or anything like them. */
export type OnnxTensor = {
  readonly type: string
  /** Text only so that tensors of the runtimes fit: an output of text is refused. */
  readonly data: ArrayLike<number | bigint | string>
  readonly dims: readonly number[]
}

/** What is used of a session, `await ort.InferenceSession.create('model.onnx')`. */
export type OnnxSession = {
  readonly inputNames: readonly string[]
  readonly outputNames: readonly string[]
  run(feeds: { readonly [input: string]: OnnxTensor }): Promise<{ readonly [output: string]: OnnxTensor }>
}

/** What is used of the runtime itself: `import * as ort from 'onnxruntime-node'`. */
export type OnnxRuntime = {
  /** Makes the input of a session. */
  readonly Tensor: new (
    type: 'float32',
    data: Float32Array,
    dims: readonly number[],
  ) => OnnxTensor
}

/**
 * `columns`: numbers per moment. `window`: moments a sequence model looks back on, each row then holding `window` times
 * `columns` numbers, the oldest first; absent for models of one moment. `output`: which output, the first by default.
 */
export type OnnxSettings = {
  readonly name: string
  readonly hash: string
  readonly columns: number
  readonly window?: number
  readonly output?: string
}

/** A model that answers later: a session runs outside the step. `columns` counts all numbers of a row, the window included. */
export type OnnxModel = {
  readonly name: string
  readonly hash: string
  readonly columns: number
  predict(features: Float64Array): Promise<Float64Array>
  /** For an engine's module: `{ module: 'lstm', takes: '50ms', answer: model.answer }`; asked with `{ rows: number[][] }`. */
  readonly answer: (question: Json) => Promise<Json>
}

/**
 * A session as a model. Rows go in as one float32 tensor of [rows, columns], or [rows, window, columns] with a window, and the
 * output's numbers come back row by row. Nothing is imported: the runtime is an argument, because installing
 * onnxruntime-node runs a script that fetches GPU libraries (`ONNXRUNTIME_NODE_INSTALL=skip` leaves them out).
 *
 * @throws BourseError for settings out of range or a session that has no such output; a prediction rejects with
 * `input/out-of-range` for rows of another length and `scoring/onnx` for a session that fails or an
 * output that is no table of numbers
 * @example
 * import { onnxModel, type OnnxSession } from '@bourse/scoring/onnx'
 * class Tensor { constructor(readonly type: string, readonly data: Float32Array, readonly dims: readonly number[]) {} }
 * // in place of a real session: a network that doubles its only input
 * const session: OnnxSession = { inputNames: ['x'], outputNames: ['y'],
 *   run: async (feeds) => ({ y: new Tensor('float32', Float32Array.from(feeds.x!.data, (value) => 2 * Number(value)), feeds.x!.dims) }) }
 * const model = onnxModel({ Tensor }, session, { name: 'twice', hash: '1', columns: 1 })
 * await model.predict(Float64Array.of(1, 2)) // => Float64Array [2, 4]
 */
export function onnxModel(runtime: OnnxRuntime, session: OnnxSession, settings: OnnxSettings): OnnxModel {
  const { name, hash, columns, window } = settings
  if (!(Number.isInteger(columns) && columns > 0))
    throw badArgument('onnxModel', 'columns', columns, 'a whole number > 0')
  if (window !== undefined && !(Number.isInteger(window) && window > 0))
    throw badArgument('onnxModel', 'window', window, 'a whole number > 0')
  const [input] = session.inputNames
  const output = settings.output ?? session.outputNames[0]
  if (input === undefined || session.inputNames.length !== 1)
    throw badArgument('onnxModel', 'session.inputNames', session.inputNames.join(', '), 'one input')
  if (output === undefined || !session.outputNames.includes(output))
    throw badArgument('onnxModel', 'output', String(output), `one of ${session.outputNames.join(', ')}`)
  const width = columns * (window ?? 1)
  const predict = async (features: Float64Array): Promise<Float64Array> => {
    const rows = features.length / width
    if (!Number.isInteger(rows) || rows === 0)
      throw badArgument(`${name}.predict`, 'features.length', features.length, `a multiple of ${width}, not 0`)
    const dims = window === undefined ? [rows, columns] : [rows, window, columns]
    const feeds = { [input]: new runtime.Tensor('float32', Float32Array.from(features), dims) }
    const answers = await session.run(feeds).catch((cause: unknown) => {
      throw new BourseError('scoring/onnx', `${name}: the session refused ${input} of [${dims.join(', ')}], float32`, {
        details: { model: name, input, dims },
        remedy:
          'export the model with float32 input of this shape and a free first dimension; its own words are the cause',
        cause,
      })
    })
    return numbersOf(name, output, answers[output], rows)
  }
  const answer = async (question: Json): Promise<Json> =>
    Array.from(await predict(questionRows(name, width, question)), numberToJson)
  return { name, hash, columns: width, predict, answer }
}

function numbersOf(name: string, output: string, tensor: OnnxTensor | undefined, rows: number): Float64Array {
  const problem =
    tensor === undefined
      ? 'is missing'
      : !/^(float(32|64)|u?int\d+)$/.test(tensor.type) // the numbers of a float16 may be its bits
        ? `is of type ${tensor.type}`
        : tensor.data.length === 0 || tensor.data.length % rows !== 0
          ? `has ${tensor.data.length} numbers for ${rows} rows`
          : undefined
  if (tensor !== undefined && problem === undefined) return Float64Array.from(tensor.data, Number)
  throw new BourseError('scoring/onnx', `${name}: output ${output} ${problem}`, {
    details: { model: name, output, dims: [...(tensor?.dims ?? [])], rows },
    remedy: 'name an output with the same count of numbers for each row',
  })
}
