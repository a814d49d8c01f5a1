// What must compile and what must not: checked by the type checker, never run.
import { formatSymbol, occSymbols, type ParsedSymbol, parseSymbol } from '../index.js'

// @ts-expect-error no such scheme
parseSymbol('x', 'reuters')
const read = parseSymbol('x', 'occ')
// @ts-expect-error a result must be looked at first
read.value
if (read.ok) {
  // @ts-expect-error not every symbol has a strike
  read.value.strike
  if (read.value.kind === 'option') read.value.strike satisfies string
  if (read.value.kind === 'future' && 'root' in read.value) read.value.month satisfies number
} else read.failure.code satisfies 'symbol/parse'
// @ts-expect-error a strike is decimal text
formatSymbol({ kind: 'option', root: 'SPY', expiry: '2026-03-20', right: 'call', strike: 575 }, 'occ')
// @ts-expect-error rights are call and put
export const wire: ParsedSymbol = { kind: 'option', root: 'SPY', expiry: '2026-03-20', right: 'C', strike: '575' }
occSymbols.parse('x').ok satisfies boolean
