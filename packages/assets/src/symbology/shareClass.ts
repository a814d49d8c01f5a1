// Class shares: BRK.B here, BRK-B at Yahoo, BRK B at Interactive Brokers, BRK/B at Bloomberg.

/** A share with the letter of its class after a separator of the scheme, as ours; `undefined` where it is neither. */
export function shareOf(text: string, separator: string, name: RegExp): string | undefined {
  const at = text.lastIndexOf(separator)
  if (at < 0) return name.test(text) ? text : undefined
  const [body, shareClass] = [text.slice(0, at), text.slice(at + separator.length)]
  return name.test(body) && /^[A-Z]$/.test(shareClass) ? `${body}.${shareClass}` : undefined
}

/** The way back. */
export function shareText(symbol: string, separator: string, name: RegExp): string | undefined {
  const text = symbol.replace('.', separator)
  return shareOf(text, separator, name) === symbol ? text : undefined
}
