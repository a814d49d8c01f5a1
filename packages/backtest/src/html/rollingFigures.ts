// Figures of the periods just past, all along a curve.

/** Per year; NaN until there are that many rows, and `sharpe` where nothing moved. */
export type RollingFigures = { readonly sharpe: Float64Array; readonly volatility: Float64Array }

/**
 * Sharpe ratio and volatility over the returns of the last `window` rows. The window is summed anew at every row: a curve for the eye is
 * short, and running sums of squares lose their digits.
 */
export function rollingFigures(equity: Float64Array, window: number, periodsPerYear: number): RollingFigures {
  const returns = Float64Array.from({ length: equity.length }, (_, i) =>
    i === 0 ? Number.NaN : equity[i]! / equity[i - 1]! - 1,
  )
  const sharpe = new Float64Array(equity.length).fill(Number.NaN)
  const volatility = new Float64Array(equity.length).fill(Number.NaN)
  const year = Math.sqrt(periodsPerYear)
  for (let i = window; i < equity.length; i++) {
    let sum = 0
    for (let k = i - window + 1; k <= i; k++) sum += returns[k]!
    const mean = sum / window
    let squares = 0
    for (let k = i - window + 1; k <= i; k++) squares += (returns[k]! - mean) ** 2
    const deviation = Math.sqrt(squares / (window - 1))
    volatility[i] = deviation * year
    if (squares > 0) sharpe[i] = (mean / deviation) * year
  }
  return { sharpe, volatility }
}
