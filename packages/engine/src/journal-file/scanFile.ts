// A journal file read from its begin, in pieces: every good line with its place, and where the good part ends.
import { Buffer } from 'node:buffer'
import type { FileHandle } from 'node:fs/promises'
import type { Json } from '@bourse/core'
import { recordOf } from './lines.js'

/** `end`: the byte behind the line. `record` undefined: torn or damaged. */
export type ScannedLine = { readonly line: number; readonly end: number; readonly record: Json | undefined }

const pieceBytes = 1 << 20
const newline = 0x0a

/** Up to `limit` bytes of the file; the last line may lack its end, and is then undefined. */
export async function* scanLines(file: FileHandle, limit: number): AsyncGenerator<ScannedLine> {
  const piece = Buffer.alloc(pieceBytes)
  let rest: Buffer = Buffer.alloc(0)
  let read = 0
  let end = 0
  let line = 0
  while (read < limit) {
    const { bytesRead } = await file.read(piece, 0, Math.min(pieceBytes, limit - read), read)
    if (bytesRead === 0) break
    read += bytesRead
    const bytes = rest.length === 0 ? piece.subarray(0, bytesRead) : Buffer.concat([rest, piece.subarray(0, bytesRead)])
    let start = 0
    for (let stop = bytes.indexOf(newline); stop >= 0; stop = bytes.indexOf(newline, start)) {
      end += stop + 1 - start
      line++
      yield { line, end, record: recordOf(bytes.subarray(start, stop)) }
      start = stop + 1
    }
    // A copy, because the piece is filled again.
    rest = Buffer.from(bytes.subarray(start))
  }
  if (rest.length > 0) yield { line: line + 1, end: end + rest.length, record: undefined }
}
