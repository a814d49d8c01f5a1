// The Sharpe ratio of the periods just past, all along a curve.

/**
 * Per year, over the returns of the last `window` rows; NaN until there are that many, and where nothing moved. The window
 * is summed anew at every row: a curve for the eye is short, and running sums of squares lose their digits.
 */
export function rollingSharpe(equity: Float64Array, window: number, periodsPerYear: number): Float64Array {
  const returns = Float64Array.from({ length: equity.length }, (_, i) =>
    i === 0 ? Number.NaN : equity[i]! / equity[i - 1]! - 1,
  )
  const sharpe = new Float64Array(equity.length).fill(Number.NaN)
  for (let i = window; i < equity.length; i++) {
    let sum = 0
    for (let k = i - window + 1; k <= i; k++) sum += returns[k]!
    const mean = sum / window
    let squares = 0
    for (let k = i - window + 1; k <= i; k++) squares += (returns[k]! - mean) ** 2
    if (squares > 0) sharpe[i] = (mean / Math.sqrt(squares / (window - 1))) * Math.sqrt(periodsPerYear)
  }
  return sharpe
}
