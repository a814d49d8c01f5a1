// What pairs of coins are quoted in, longest first: where a venue writes no separator, the longest that fits is the quote.
const quotes: readonly string[] =
  /* @__PURE__ */
  'FDUSD USDT USDC TUSD BUSD USDP USDE DAI USD EUR GBP JPY TRY BRL AUD CAD CHF PLN MXN ZAR ARS BTC ETH BNB SOL XRP'
    .split(' ')
    .sort((a, b) => b.length - a.length)

/** Whether a currency is one that coins are quoted in. */
export function isCoinQuote(text: string): boolean {
  return quotes.includes(text)
}

/** `'BTCUSDT'` as base and quote; `undefined` where no known quote ends it. */
export function splitCoinPair(text: string): { readonly base: string; readonly quote: string } | undefined {
  const quote = quotes.find((known) => text.endsWith(known) && text.length > known.length)
  const base = quote === undefined ? '' : text.slice(0, -quote.length)
  return quote !== undefined && coin.test(base) && base !== quote ? { base, quote } : undefined
}

/** The ticker of a coin: capitals and digits. */
export const coin: RegExp = /^(?=\d*[A-Z])[A-Z0-9]{1,15}$/
