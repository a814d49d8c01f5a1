// On which exchange a root is listed, where a scheme writes the exchange beside it.
const roots = {
  CME: 'ES NQ RTY MES MNQ M2K 6E 6J 6B 6A 6S 6C M6E SR3 LE HE BTC MBT ETH MET',
  CBOT: 'YM MYM ZN ZB ZF ZT UB TN ZQ ZC ZW ZS ZM ZL',
  NYMEX: 'CL MCL NG HO RB PL PA',
  COMEX: 'GC MGC SI SIL HG',
  CFE: 'VX VXM',
} as const

/** The exchanges of the table. */
export type FuturesExchange = keyof typeof roots

/** The exchange of a root; `undefined` for roots the table does not hold. */
export function futuresExchangeOf(root: string): FuturesExchange | undefined {
  return (Object.keys(roots) as FuturesExchange[]).find((exchange) => roots[exchange].split(' ').includes(root))
}
