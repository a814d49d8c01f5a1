const heights = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█']

/** A curve in one line of `width` characters, from its lowest to its highest value; '' where it does not move. */
export function sparkline(values: Float64Array, width: number): string {
  const count = Math.min(width, values.length)
  const shown = Array.from({ length: count }, (_, i) =>
    count === 1 ? values[0]! : values[Math.round((i * (values.length - 1)) / (count - 1))]!,
  )
  const [low, high] = [Math.min(...shown), Math.max(...shown)]
  if (!(high > low)) return ''
  return shown.map((value) => heights[Math.round(((value - low) / (high - low)) * (heights.length - 1))]!).join('')
}
