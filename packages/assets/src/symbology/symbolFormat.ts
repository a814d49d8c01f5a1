// What a scheme is: its name and two functions. One file per scheme, so that a program which reads only OCC symbols carries
// only those.
import { type Failure, failed, type IsoDate } from '@bourse/core'
import type { ParsedSymbol } from './parsedSymbol.js'

/** `symbol/parse`: text is no symbol of the scheme, `details: { scheme, text, position, reason }`, position from 0. */
export type SymbolParseResult =
  | { readonly ok: true; readonly value: ParsedSymbol }
  | { readonly ok: false; readonly failure: Failure<'symbol/parse'> }
/** `symbol/format`: the scheme has no way to write it, `details: { scheme, reason }`. */
export type SymbolFormatResult =
  | { readonly ok: true; readonly value: string }
  | { readonly ok: false; readonly failure: Failure<'symbol/format'> }

/** `on`: the day on which the symbol was written, which a year of one or two digits needs. */
export type SymbolOptions = { readonly on?: IsoDate }

/** One scheme. Neither function throws; `parse(format(s))` is `s` wherever `format` answers, given the same `on`. */
export type SymbolFormat = {
  readonly scheme: string
  readonly parse: (text: string, options?: SymbolOptions) => SymbolParseResult
  readonly format: (symbol: ParsedSymbol, options?: SymbolOptions) => SymbolFormatResult
}

/** A refusal with its place and its reason. */
export function noSymbol(
  scheme: string,
  text: string,
  position: number,
  reason: string,
): { readonly ok: false; readonly failure: Failure<'symbol/parse'> } {
  const told = text.length > 80 ? `${text.slice(0, 77)}...` : text
  return failed('symbol/parse', `${scheme}: ${JSON.stringify(told)}, position ${position}: ${reason}`, {
    scheme,
    text: told,
    position,
    reason,
  })
}

/** A refusal to write: the scheme has no such symbols. */
export function noText(
  scheme: string,
  reason: string,
): { readonly ok: false; readonly failure: Failure<'symbol/format'> } {
  return failed('symbol/format', `${scheme}: ${reason}`, { scheme, reason })
}

/** A refusal of another scheme's reader, told as ours: its place moved by `offset`. */
export function asReadBy(scheme: string, text: string, read: SymbolParseResult, offset = 0): SymbolParseResult {
  if (read.ok) return read
  const { position, reason } = read.failure.details
  return noSymbol(scheme, text, Math.min(text.length, offset + Number(position)), String(reason))
}
