/** The moving averages that other indicators can be made with; TA-Lib's MAType 0 .. 8 in its order. */
export type AverageType = 'sma' | 'ema' | 'wma' | 'dema' | 'tema' | 'trima' | 'kama' | 'mama' | 't3'

/** TA-Lib's order: the index is its MAType. */
export const averageTypes: readonly AverageType[] = ['sma', 'ema', 'wma', 'dema', 'tema', 'trima', 'kama', 'mama', 't3']
