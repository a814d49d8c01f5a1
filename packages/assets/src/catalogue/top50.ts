// Fifty large coins and what they are, as they stood on a day: data, to be replaced by later data.
import { badArgument, type IsoDate } from '@bourse/core'

/** What a coin is, coarsely. */
export type CoinSector =
  | 'majors'
  | 'stablecoins'
  | 'layer1'
  | 'layer2'
  | 'defi'
  | 'exchange'
  | 'payments'
  | 'infrastructure'
  | 'ai'
  | 'meme'
  | 'privacy'
  | 'realWorld'
/** `rank` by market capitalisation on the day of the list, 1 the largest; neighbours change places often. */
export type RankedCoin = {
  readonly rank: number
  readonly ticker: string
  readonly name: string
  readonly sector: CoinSector
}
/** A list with its day and where it is from. */
export type CoinList = { readonly asOf: IsoDate; readonly source: string; readonly coins: readonly RankedCoin[] }
/** From that day on the coin has another ticker; `ratio` new coins for one old. */
export type CoinRename = {
  readonly from: string
  readonly to: string
  readonly on: IsoDate
  readonly ratio: number
  readonly source: string
}

const rows = [
  'BTC Bitcoin majors',
  'ETH Ether majors',
  'USDT Tether stablecoins',
  'XRP XRP majors',
  'BNB BNB majors',
  'SOL Solana majors',
  'USDC USD_Coin stablecoins',
  'TRX Tron layer1',
  'DOGE Dogecoin meme',
  'ADA Cardano layer1',
  'HYPE Hyperliquid defi',
  'SUI Sui layer1',
  'BCH Bitcoin_Cash payments',
  'LINK Chainlink infrastructure',
  'LEO UNUS_SED_LEO exchange',
  'XLM Stellar payments',
  'AVAX Avalanche layer1',
  'TON Toncoin layer1',
  'SHIB Shiba_Inu meme',
  'LTC Litecoin payments',
  'HBAR Hedera layer1',
  'XMR Monero privacy',
  'DOT Polkadot layer1',
  'USDE Ethena_USDe stablecoins',
  'DAI Dai stablecoins',
  'BGB Bitget_Token exchange',
  'UNI Uniswap defi',
  'PEPE Pepe meme',
  'PI Pi layer1',
  'AAVE Aave defi',
  'OKB OKB exchange',
  'TAO Bittensor ai',
  'APT Aptos layer1',
  'CRO Cronos exchange',
  'ICP Internet_Computer layer1',
  'NEAR NEAR layer1',
  'ETC Ethereum_Classic layer1',
  'ONDO Ondo realWorld',
  'MNT Mantle layer2',
  'POL Polygon layer2',
  'GT GateToken exchange',
  'KAS Kaspa layer1',
  'VET VeChain infrastructure',
  'SKY Sky defi',
  'ENA Ethena defi',
  'RENDER Render ai',
  'ARB Arbitrum layer2',
  'FET Artificial_Superintelligence_Alliance ai',
  'ATOM Cosmos layer1',
  'FIL Filecoin infrastructure',
]

/**
 * The top 50 with sectors, as of mid-2025: order by market capitalisation as generally published then, without wrapped and
 * staked versions of other coins. For grouping and limits, not for ranking: the order of neighbours is not reliable.
 *
 * @example
 * import { cryptoTop50 } from '@bourse/assets/catalogue'
 * cryptoTop50().coins.filter((coin) => coin.sector === 'layer2').map((coin) => coin.ticker) // => ['MNT', 'POL', 'ARB']
 */
export function cryptoTop50(): CoinList {
  const coins = rows.map((row, i): RankedCoin => {
    const [ticker = '', name = '', sector = ''] = row.split(' ')
    return { rank: i + 1, ticker, name: name.replaceAll('_', ' '), sector: sector as CoinSector }
  })
  return { asOf: '2025-06-30', source: 'market capitalisations as generally published in mid-2025', coins }
}

/**
 * Coins that changed their ticker, oldest first.
 *
 * @example
 * import { coinRenames } from '@bourse/assets/catalogue'
 * coinRenames.find((rename) => rename.from === 'MATIC')?.to // => 'POL'
 */
export const coinRenames: readonly CoinRename[] = [
  { from: 'LUNA', to: 'LUNC', on: '2022-05-28', ratio: 1, source: 'Terra: the old chain became Terra Classic' },
  { from: 'RNDR', to: 'RENDER', on: '2024-07-26', ratio: 1, source: 'Render Network: move to Solana' },
  { from: 'MATIC', to: 'POL', on: '2024-09-04', ratio: 1, source: 'Polygon Labs: MATIC became POL' },
  { from: 'FTM', to: 'S', on: '2025-01-16', ratio: 1, source: 'Fantom became Sonic' },
  { from: 'EOS', to: 'A', on: '2025-05-14', ratio: 1, source: 'EOS became Vaulta' },
]

/**
 * The ticker, on a day, of a coin whose ticker was written on another: renames between the two are followed, so that LUNA
 * written in 2021 is LUNC today, and LUNA written today is LUNA. Throws where the days go backwards.
 *
 * @example
 * import { coinTickerOn } from '@bourse/assets/catalogue'
 * coinTickerOn('MATIC', '2024-01-02', '2026-01-02') // => 'POL'
 * coinTickerOn('MATIC', '2024-01-02', '2024-09-03') // => 'MATIC'
 */
export function coinTickerOn(
  ticker: string,
  written: IsoDate,
  on: IsoDate,
  renames: readonly CoinRename[] = coinRenames,
): string {
  if (on < written) throw badArgument('coinTickerOn', 'on', on, `not before ${written}`)
  let now = ticker
  for (const rename of renames) if (rename.from === now && written < rename.on && rename.on <= on) now = rename.to
  return now
}

/**
 * The sector of a coin, also by an older ticker; `undefined` for coins the list does not hold.
 *
 * @example
 * import { coinSector } from '@bourse/assets/catalogue'
 * coinSector('MATIC') // => 'layer2'
 */
export function coinSector(ticker: string): CoinSector | undefined {
  const { coins } = cryptoTop50()
  const find = (wanted: string): CoinSector | undefined => coins.find((coin) => coin.ticker === wanted)?.sector
  return find(ticker) ?? find(coinTickerOn(ticker, '2000-01-01', '9999-12-31'))
}
