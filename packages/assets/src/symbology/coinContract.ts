// What the schemes of coin venues have in common: kinds of contracts by settlement.
import type { CoinFutureSymbol, CoinOptionSymbol, ParsedSymbol, PerpetualSymbol } from './parsedSymbol.js'

/** Perpetual, dated future or option on a coin. */
export type CoinContract = PerpetualSymbol | CoinFutureSymbol | CoinOptionSymbol

/** Whether a symbol is a contract on a coin, not on a listed root. */
export function isCoinContract(symbol: ParsedSymbol): symbol is CoinContract {
  if (symbol.kind === 'perpetual') return true
  return (symbol.kind === 'future' || symbol.kind === 'option') && 'base' in symbol
}

/** Whether `linear` says what the settlement currency says; options do not carry it. */
export function settlesAsSaid(symbol: CoinContract): boolean {
  return symbol.kind === 'option' || symbol.linear === (symbol.settle === symbol.quote)
}

/** C or P. */
export function rightLetter(right: 'call' | 'put'): 'C' | 'P' {
  return right === 'call' ? 'C' : 'P'
}

/** call or put; `undefined` for any other letter. */
export function rightOf(letter: string | undefined): 'call' | 'put' | undefined {
  return letter === 'C' ? 'call' : letter === 'P' ? 'put' : undefined
}
