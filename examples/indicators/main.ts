// Price with Bollinger bands and VWAP, and the strength index below, of a seeded series: one page without a script.
import assert from 'node:assert/strict'
import { mkdirSync, writeFileSync } from 'node:fs'
import { bollingerOf, createRng, rsi, rsiOf, vwapSessionOf } from 'bourse'

const count = 240
const barsADay = 60
const rng = createRng('indicators')
const column = (): Float64Array => new Float64Array(count)
const bars = { high: column(), low: column(), close: column(), volume: column(), session: column() }
let price = 100
for (let i = 0; i < count; i++) {
  const open = price
  price *= Math.exp(0.006 * rng.normal())
  bars.close[i] = price
  bars.high[i] = Math.max(open, price) * (1 + 0.003 * rng.next())
  bars.low[i] = Math.min(open, price) * (1 - 0.003 * rng.next())
  bars.volume[i] = 500 + Math.floor(1000 * rng.next())
  bars.session[i] = Math.floor(i / barsADay)
}

const bands = bollingerOf(bars.close, 20)
const { vwap } = vwapSessionOf(bars)
const strength = rsiOf(bars.close, 14)

const [width, priceHeight, rsiHeight] = [960, 340, 130]
const lowest = Math.min(...bars.low, ...bands.lower.slice(19))
const highest = Math.max(...bars.high, ...bands.upper.slice(19))
const x = (i: number): string => ((i + 0.5) * (width / count)).toFixed(1)
const y = (value: number): string => (10 + (priceHeight - 20) * (1 - (value - lowest) / (highest - lowest))).toFixed(1)
const yRsi = (value: number): string => (rsiHeight * (1 - value / 100)).toFixed(1)

/** A path that begins anew after what is not known, and where `breaks` says so. */
function line(
  values: Float64Array,
  height: (value: number) => string,
  breaks = (_i: number): boolean => false,
): string {
  let path = ''
  let isOpen = false
  for (const [i, value] of values.entries()) {
    if (breaks(i)) isOpen = false
    if (!Number.isNaN(value)) path += `${isOpen ? 'L' : 'M'}${x(i)} ${height(value)}`
    isOpen = !Number.isNaN(value)
  }
  return path
}

const known = [...bands.upper.keys()].slice(19)
const cloud = [
  ...known.map((i) => `${x(i)},${y(bands.upper[i]!)}`),
  ...known.toReversed().map((i) => `${x(i)},${y(bands.lower[i]!)}`),
].join(' ')
const wicks = Array.from(bars.high, (high, i) => `M${x(i)} ${y(high)}V${y(bars.low[i]!)}`).join('')
const label = (text: string, at: number): string => `<text x="8" y="${at}">${text}</text>`

const page = `<!doctype html>
<html lang="en"><meta charset="utf-8"><title>Bands, VWAP and RSI</title>
<style>
  body { font: 14px system-ui, sans-serif; color: #1b2733; background: #fff; max-width: ${width}px; margin: 24px auto }
  svg { width: 100%; height: auto; display: block; border: 1px solid #d7dee6; margin-bottom: 8px; background: #fbfcfd }
  path { fill: none; stroke-width: 1.4 } text { fill: #5b6b7a; font-size: 12px }
  .wick { stroke: #b6c2ce; stroke-width: 2 } .close { stroke: #1b2733 } .band { stroke: #4c86c6; stroke-width: 1 }
  .vwap { stroke: #d9822b; stroke-width: 2 } .rsi { stroke: #7b4fb5 } .guide { stroke: #d7dee6; stroke-dasharray: 4 4 }
  b.close { color: #1b2733 } b.band { color: #4c86c6 } b.vwap { color: #d9822b } b.rsi { color: #7b4fb5 }
</style>
<h1>A seeded series</h1>
<p><b class="close">close</b> with its range, <b class="band">Bollinger bands</b> (20, 2),
<b class="vwap">VWAP</b> of each session of ${barsADay} bars; below <b class="rsi">RSI</b> (14).</p>
<svg viewBox="0 0 ${width} ${priceHeight}">
  <polygon points="${cloud}" fill="#4c86c6" opacity="0.12"/>
  <path class="wick" d="${wicks}"/>
  <path class="band" d="${line(bands.upper, y)}${line(bands.middle, y)}${line(bands.lower, y)}"/>
  <path class="vwap" d="${line(vwap, y, (i) => i % barsADay === 0)}"/>
  <path class="close" d="${line(bars.close, y)}"/>
  ${label(`${lowest.toFixed(2)} to ${highest.toFixed(2)}`, 18)}
</svg>
<svg viewBox="0 0 ${width} ${rsiHeight}">
  <path class="guide" d="M0 ${yRsi(70)}H${width}M0 ${yRsi(30)}H${width}"/>
  <path class="rsi" d="${line(strength, yRsi)}"/>
  ${label('70', Number(yRsi(70)) - 4)}${label('30', Number(yRsi(30)) - 4)}
</svg>
</html>
`
const folder = new URL('../out/', import.meta.url)
mkdirSync(folder, { recursive: true })
writeFileSync(new URL('indicators.html', folder), page)

// The same one by one, as a stream would bring it.
const stepper = rsi(14)
const stepped = Float64Array.from(bars.close, (close) => stepper.next(close))
const outside = known.filter((i) => bars.close[i]! > bands.upper[i]! || bars.close[i]! < bands.lower[i]!).length
console.log(`examples/out/indicators.html: ${count} bars, last close ${bars.close.at(-1)!.toFixed(4)}`)
console.log(
  `last RSI ${strength.at(-1)!.toFixed(4)}, last VWAP ${vwap.at(-1)!.toFixed(4)}, ${outside} closes outside the bands`,
)

assert.deepEqual(stepped, strength)
assert.equal(
  strength.findIndex((value) => !Number.isNaN(value)),
  14,
)
assert.equal(bars.close.at(-1)!.toFixed(4), '119.3040')
assert.equal(strength.at(-1)!.toFixed(4), '45.2671')
assert.equal(vwap.at(-1)!.toFixed(4), '117.0647')
assert.equal(outside, 34)
console.log('All as expected.')
