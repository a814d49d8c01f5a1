/** Direction of an order or a fill. Quantities are positive; this is the sign. */
export type Side = 'buy' | 'sell'
/** maker: rested in the book. taker: met what rested. */
export type Liquidity = 'maker' | 'taker'
