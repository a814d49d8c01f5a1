// Which column is what: by the names vendors give, or by position where a file has no header.

/** What a column of a file can be. `time` is a moment or a date; `clock` a time of day in a column of its own. */
export type CsvColumn =
  | 'time'
  | 'clock'
  | 'open'
  | 'high'
  | 'low'
  | 'close'
  | 'volume'
  | 'adjusted'
  | 'openInterest'
  | 'settlement'
  | 'trades'

/** Lower case letters and digits of the names, best first. */
const synonyms: { readonly [K in CsvColumn]: readonly string[] } = {
  time: [
    'datetime',
    'timestamp',
    'opentime',
    'tsevent',
    'windowstart',
    'datemsofday',
    'tradedate',
    'date',
    'dt',
    'day',
    'unix',
    'unixtime',
    'epoch',
    'time',
    'ts',
    't',
    'begins',
    'gmttime',
    'localtime',
  ],
  clock: ['time', 'msofday', 'timeofday', 'hour'],
  open: ['open', 'o', 'openprice', 'openingprice'],
  high: ['high', 'h', 'highprice', 'max'],
  low: ['low', 'l', 'lowprice', 'min'],
  close: ['close', 'c', 'closelast', 'closeprice', 'closingprice', 'last', 'lastprice', 'price', 'value'],
  volume: ['volume', 'v', 'vol', 'totalvolume', 'shares', 'basevolume', 'tickvol', 'tickvolume', 'quantity'],
  adjusted: ['adjclose', 'adjustedclose', 'adjclosed', 'adjusted', 'closeadj', 'adjustedclosing'],
  openInterest: ['openinterest', 'openint', 'oi'],
  settlement: ['settle', 'settlement', 'settlementprice', 'settleprice', 'set'],
  trades: [
    'trades',
    'tradecount',
    'numberoftrades',
    'numtrades',
    'tradescount',
    'transactions',
    'count',
    'n',
    'tradenum',
  ],
}

const plainName = (text: string): string => text.toLowerCase().replaceAll(/[^a-z0-9]/g, '')
const known: ReadonlySet<string> = /* @__PURE__ */ new Set(Object.values(synonyms).flat())

/** Whether a line of cells names columns instead of giving figures. */
export function isHeader(cells: readonly string[], wanted: readonly string[]): boolean {
  return (
    cells.some((cell) => wanted.includes(cell.trim())) || cells.filter((cell) => known.has(plainName(cell))).length > 1
  )
}

/** Position of each column that is known; `given` (our name -> header) decides where it speaks. */
export function columnPlaces(
  headers: readonly string[],
  given: { readonly [K in CsvColumn]?: string },
): { readonly [K in CsvColumn]?: number } {
  const names = headers.map(plainName)
  const places: { [K in CsvColumn]?: number } = {}
  const taken = new Set<number>()
  for (const [column, header] of Object.entries(given)) {
    const place = headers.findIndex((name) => name.trim() === header)
    if (place < 0) continue // reported by the caller, who knows the line
    places[column as CsvColumn] = place
    taken.add(place)
  }
  for (const column of Object.keys(synonyms) as CsvColumn[]) {
    if (places[column] !== undefined) continue
    for (const name of synonyms[column]) {
      const place = names.findIndex((other, i) => !taken.has(i) && matches(other, name))
      if (place < 0) continue
      places[column] = place
      taken.add(place)
      break
    }
  }
  return places
}

// A coin file writes 'Volume BTC' and 'Volume USDT': the first, in coins, is the volume.
function matches(header: string, name: string): boolean {
  return header === name || (name === 'volume' && /^volume[a-z]{3,5}$/.test(header))
}

/** Files without a header: time, open, high, low, close, volume; exchanges add the number of trades. */
export function placesByCount(cells: number): { readonly [K in CsvColumn]?: number } | undefined {
  if (cells < 5) return undefined
  return {
    time: 0,
    open: 1,
    high: 2,
    low: 3,
    close: 4,
    ...(cells > 5 ? { volume: 5 } : undefined),
    ...(cells === 7 ? { trades: 6 } : cells >= 11 ? { trades: 8 } : undefined), // Kraken; Binance klines
  }
}
