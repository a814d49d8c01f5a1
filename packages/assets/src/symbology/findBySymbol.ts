import type { Failure } from '@bourse/core'
import type { Instrument } from '../instruments/instrument.js'
import type { Registry } from '../registry/registry.js'
import type { SymbolFormat, SymbolOptions } from './symbolFormat.js'

/** The instruments, or why the text is no symbol of the scheme. */
export type SymbolLookup<T> =
  | { readonly ok: true; readonly value: readonly T[] }
  | { readonly ok: false; readonly failure: Failure<'symbol/parse'> }

/**
 * The instruments that a scheme calls so: first those that carry the text as their code, else those whose terms the symbol
 * describes. Several where a contract is listed at several venues: `venue` picks one. Fails where the text is no symbol;
 * an empty list means that the registry does not hold it. Pass one scheme (`globexSymbols`) or take it from
 * `symbolFormats`.
 *
 * @example
 * import { createRegistry, findBySymbol, yahooSymbols } from '@bourse/assets'
 * const registry = createRegistry([{ kind: 'equity', id: 'BRK.B@XNYS', assetClass: 'equity', currency: 'USD', tick: 0.01,
 *   lot: 1, calendar: 'XNYS' }])
 * const found = findBySymbol(registry, 'BRK-B', yahooSymbols)
 * found.ok ? found.value[0]?.id : undefined // => 'BRK.B@XNYS'
 */
export function findBySymbol<T extends Instrument>(
  registry: Registry<T>,
  text: string,
  format: SymbolFormat,
  options: SymbolOptions & { readonly venue?: string } = {},
): SymbolLookup<T> {
  const at = (instruments: readonly T[], venue: string | undefined): readonly T[] =>
    venue === undefined ? instruments : instruments.filter(({ id }) => id.endsWith(`@${venue}`))
  const coded = at(registry.byCode(format.scheme, text), options.venue)
  if (coded.length > 0) return { ok: true, value: coded }
  const read = format.parse(text, options)
  if (!read.ok) return read
  const mic = read.value.kind === 'equity' ? read.value.mic : undefined
  return { ok: true, value: at(at(registry.bySymbol(read.value), mic), options.venue) }
}
