// One record, one line: eight hex digits of its checksum, a blank, JSON. A line that ends early or whose sum is wrong
// was torn; with good lines behind it, it was damaged.
import { Buffer } from 'node:buffer'
import type { Json } from '@bourse/core'
import { crc32 } from './crc32.js'

const sumLength = 8

export function lineOf(record: Json): string {
  const text = JSON.stringify(record)
  return `${crc32(Buffer.from(text)).toString(16).padStart(sumLength, '0')} ${text}\n`
}

/** The record of a line without its end; undefined where the sum is not that of the text. */
export function recordOf(line: Uint8Array): Json | undefined {
  if (line.length < sumLength + 2 || line[sumLength] !== 0x20) return undefined
  const sum = Number.parseInt(Buffer.from(line.subarray(0, sumLength)).toString('latin1'), 16)
  const text = line.subarray(sumLength + 1)
  if (sum !== crc32(text)) return undefined
  return JSON.parse(Buffer.from(text).toString('utf8')) as Json
}
