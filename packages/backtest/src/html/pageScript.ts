// What runs in the page: draws the charts from the page's own data, in the colours of the moment.

/** Plain script text, after the two chart libraries; reads the JSON of `#sheet`. */
export const pageScript = `
(() => {
  'use strict'
  // Times are told as the first and the steps from each to the next.
  const sheet = JSON.parse(document.getElementById('sheet').textContent, (key, value) => {
    let at = 0
    return key === 'time' && Array.isArray(value) ? value.map((step) => (at += step)) : value
  })
  const page = document.documentElement
  const colour = (name) => getComputedStyle(page).getPropertyValue('--' + name).trim()
  const hours = (times) => times.length > 2 && (times[times.length - 1] - times[0]) / (times.length - 1) < 43200
  const day = (seconds, times) => new Date(seconds * 1000).toISOString().slice(0, hours(times) ? 16 : 10).replace('T', ' ')
  const units = new Intl.NumberFormat('en', { maximumFractionDigits: 0 })
  const price = new Intl.NumberFormat('en', { maximumSignificantDigits: 7 })
  const compact = new Intl.NumberFormat('en', { notation: 'compact', maximumFractionDigits: 2 })
  const short = (value) => (value == null ? '–' : compact.format(value))
  const percent = (value) => (value == null ? '–' : (100 * value).toFixed(1) + ' %')
  const faded = (hex, alpha) => hex + Math.round(255 * alpha).toString(16).padStart(2, '0')
  let drawn = []
  let width = 0

  const place = (id) => {
    const at = document.getElementById(id)
    if (at) at.replaceChildren()
    return at
  }
  const widthOf = (at) => (page.dataset.paper === undefined ? at.clientWidth : at.closest('.two') ? 315 : 660)
  const say = (at, text) => { document.getElementById(at.id + '-readout').textContent = text }

  // Arrow keys walk along the rows; Home and End are the first and the last.
  const keys = (at, rows, show) => {
    let row = rows - 1
    at.onkeydown = (event) => {
      const stride = event.shiftKey ? 20 : 1
      const next = { ArrowLeft: row - stride, ArrowRight: row + stride, Home: 0, End: rows - 1 }[event.key]
      if (next === undefined) return
      event.preventDefault()
      row = Math.max(0, Math.min(rows - 1, next))
      show(row)
    }
  }

  const paneOf = (at, height, times) => LightweightCharts.createChart(at, {
    width: widthOf(at), height,
    layout: {
      background: { type: 'solid', color: colour('panel') }, textColor: colour('soft'), fontSize: 12,
      attributionLogo: false, panes: { separatorColor: colour('rule') },
    },
    grid: { vertLines: { visible: false }, horzLines: { color: colour('rule') } },
    rightPriceScale: { borderVisible: false }, timeScale: { borderVisible: false, minBarSpacing: 0.05, timeVisible: hours(times), tickMarkFormatter: tick },
    crosshair: { mode: 0 }, handleScroll: { mouseWheel: false }, handleScale: { mouseWheel: false },
    localization: { locale: 'en' },
  })
  // A day says its month too: a number alone could be anything.
  const tick = (seconds, type) => {
    const date = new Date(seconds * 1000)
    if (type === 0) return String(date.getUTCFullYear())
    if (type > 2) return date.toISOString().slice(11, 16)
    const month = date.toLocaleString('en', { month: 'short', timeZone: 'UTC' })
    return type === 1 ? month : date.getUTCDate() + ' ' + month
  }
  // All rows, and room for the last date.
  const whole = (chart, rows) => chart.timeScale().setVisibleLogicalRange({ from: -0.5, to: rows - 0.5 + 0.03 * rows })
  const points = (times, values) => times.map((time, i) => values[i] == null ? { time } : { time, value: values[i] })
  const keep = (at, chart) => drawn.push({
    remove: () => chart.remove(),
    // A pane paints with the next frame, which paper does not wait for.
    paper: () => { const still = chart.takeScreenshot(); still.style.width = '100%'; at.replaceChildren(still) },
  })

  function curve() {
    const at = place('equity')
    if (!at) return
    const { time, equity, benchmark, drawdown } = sheet
    const chart = paneOf(at, 420, sheet.time)
    const money = { type: 'custom', minMove: 0.01, formatter: (value) => units.format(value) }
    const own = chart.addSeries(LightweightCharts.LineSeries, { color: colour('c0'), lineWidth: 2, priceFormat: money, priceLineVisible: false })
    own.setData(points(time, equity))
    if (benchmark) chart.addSeries(LightweightCharts.LineSeries, { color: colour('c7'), lineWidth: 1, priceFormat: money, priceLineVisible: false, lastValueVisible: false }).setData(points(time, benchmark))
    const share = { type: 'custom', minMove: 0.0001, formatter: percent }
    const clear = faded(colour('loss'), 0)
    const deep = chart.addSeries(LightweightCharts.BaselineSeries, {
      baseValue: { type: 'price', price: 0 }, topLineColor: colour('loss'), topFillColor1: clear, topFillColor2: clear,
      bottomLineColor: colour('loss'), bottomFillColor1: faded(colour('loss'), 0.06), bottomFillColor2: faded(colour('loss'), 0.35),
      lineWidth: 1, priceFormat: share, priceLineVisible: false, lastValueVisible: false,
      autoscaleInfoProvider: (original) => { const found = original(); if (found && found.priceRange) found.priceRange.maxValue = 0; return found },
    }, 1)
    deep.setData(points(time, drawdown))
    deep.priceScale().applyOptions({ scaleMargins: { top: 0.12, bottom: 0.16 } })
    chart.panes()[0].setStretchFactor(3)
    chart.panes()[1].setStretchFactor(1)
    whole(chart, time.length)
    const show = (row) => say(at, day(time[row], time) + '  equity ' + units.format(equity[row]) + ' ' + sheet.base +
      (benchmark ? ', ' + sheet.benchmarkName + ' ' + units.format(benchmark[row]) : '') + ', below its peak ' + percent(-drawdown[row]))
    const rows = new Map(time.map((one, row) => [one, row]))
    chart.subscribeCrosshairMove((move) => { if (rows.has(move.time)) show(rows.get(move.time)) })
    keys(at, time.length, (row) => { chart.setCrosshairPosition(equity[row], time[row], own); show(row) })
    keep(at, chart)
  }

  function trades() {
    const at = place('trades')
    if (!at) return
    const which = document.getElementById('instrument')
    const { instrument, time, price: prices, fills: marks } = sheet.prices[which ? which.selectedIndex : 0]
    const fills = marks.time.map((at, i) => ({ time: at, side: marks.side[i] === 'b' ? 'buy' : 'sell', quantity: marks.quantity[i], price: marks.price[i] }))
    const chart = paneOf(at, 320, time)
    const line = chart.addSeries(LightweightCharts.LineSeries, {
      color: colour('c7'), lineWidth: 1, priceLineVisible: false,
      priceFormat: { type: 'custom', minMove: 1e-8, formatter: (value) => price.format(value) },
    })
    line.setData(points(time, prices))
    LightweightCharts.createSeriesMarkers(line, fills.map((fill) => ({
      time: fill.time, price: fill.price, size: fills.length > 120 ? 0.6 : 1,
      position: fill.side === 'buy' ? 'atPriceBottom' : 'atPriceTop',
      shape: fill.side === 'buy' ? 'arrowUp' : 'arrowDown', color: colour(fill.side === 'buy' ? 'gain' : 'loss'),
    })))
    whole(chart, time.length)
    const told = (row) => {
      const here = fills.filter((fill) => fill.time === time[row])
      return day(time[row], time) + '  ' + instrument + ' ' + price.format(prices[row]) +
        here.map((fill) => ', ' + fill.side + ' ' + fill.quantity + ' at ' + price.format(fill.price)).join('')
    }
    const rows = new Map(time.map((one, row) => [one, row]))
    chart.subscribeCrosshairMove((move) => { if (rows.has(move.time)) say(at, told(rows.get(move.time))) })
    keys(at, time.length, (row) => { chart.setCrosshairPosition(prices[row], time[row], line); say(at, told(row)) })
    keep(at, chart)
  }

  // Lines over time; values as shares or as plain ratios.
  function plot(id, height, time, series, format, bands) {
    const at = place(id)
    if (!at || !time.length) return
    const axis = { stroke: colour('soft'), grid: { stroke: colour('rule'), width: 1 }, ticks: { show: false }, font: '12px system-ui,sans-serif' }
    const tell = (row) => say(at, day(time[row], time) + '  ' +
      series.filter((one) => one.name).map((one) => one.name + ' ' + format((one.told || one.values)[row])).join(', '))
    const u = new uPlot({
      width: widthOf(at), height, legend: { show: false }, bands,
      tzDate: (seconds) => uPlot.tzDate(new Date(seconds * 1000), 'Etc/UTC'),
      cursor: { drag: { x: false, y: false }, points: { show: false } },
      scales: { y: { range: (_u, low, high) => {
        const [from, to] = [Math.min(0, low), Math.max(0, high)]
        const air = 0.06 * (to - from || 1)
        return [from < 0 ? from - air : from, to > 0 ? to + air : to]
      } } },
      axes: [{ ...axis, size: 40 }, { ...axis, size: 56, values: (_u, splits) => splits.map((one) => one == null ? '' : format(one)) }],
      series: [{}, ...series.map((one) => ({ stroke: one.stroke, fill: one.fill, width: one.width, points: { show: false } }))],
      hooks: { setCursor: [(one) => { if (one.cursor.idx != null && one.cursor.left >= 0) tell(one.cursor.idx) }] },
    }, [time, ...series.map((one) => one.values)], at)
    keys(at, time.length, (row) => {
      u.setCursor({ left: u.valToPos(time[row], 'x'), top: u.bbox.height / 2 / devicePixelRatio })
      tell(row)
    })
    drawn.push({ remove: () => u.destroy(), paper: () => {} })
  }

  function allocation() {
    const { holdings } = sheet
    if (!holdings) return
    const stacked = []
    const bands = []
    for (const side of ['long', 'short']) {
      let below = holdings.time.map(() => 0)
      holdings.buckets.forEach((bucket, i) => {
        if (!bucket[side]) return
        const sum = below.map((value, row) => value + bucket[side][row])
        const ink = colour('c' + (i % 8))
        const first = below.every((value) => value === 0)
        stacked.push({ values: sum, told: bucket[side], name: bucket.name + ' ' + side, stroke: ink, width: 1, fill: faded(ink, 0.55) })
        if (!first) bands.push({ series: [stacked.length, stacked.length - 1], fill: faded(ink, 0.55), dir: side === 'long' ? -1 : 1 })
        below = sum
      })
    }
    plot('allocation', 240, holdings.time, stacked, percent, bands)
  }

  function all() {
    for (const one of drawn) one.remove()
    drawn = []
    curve()
    trades()
    const ratio = (value) => (value == null ? '–' : value.toFixed(2))
    const line = (name, values, ink, width = 1.5) => ({ name, values, stroke: colour(ink), width })
    plot('sharpe', 200, sheet.time, [line('Sharpe ratio', sheet.sharpe, 'c0')], ratio)
    plot('volatility', 200, sheet.time, [line('Volatility', sheet.volatility, 'c1')], percent)
    const { holdings, contributions } = sheet
    for (const by of contributions ? ['strategy', 'class'] : [])
      plot('by-' + by, 240, contributions.time, contributions[by].map((one, i) => line(one.name, one.profit, 'c' + (i % 8))), short)
    allocation()
    if (!holdings) return
    const zero = holdings.time.map(() => 0)
    const lines = [line('gross', holdings.gross || zero, 'c0'), line('net', holdings.net || zero, 'c2')]
    if (holdings.margin) lines.push(line('margin', holdings.margin, 'c1'))
    plot('exposure', 240, holdings.time, lines, percent)
  }

  all()
  width = innerWidth
  const which = document.getElementById('instrument')
  if (which) which.onchange = all
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', all)
  addEventListener('resize', () => { if (innerWidth !== width && page.dataset.paper === undefined) { width = innerWidth; all() } })
  addEventListener('beforeprint', () => { page.dataset.paper = ''; all(); for (const one of drawn) one.paper() })
  addEventListener('afterprint', () => { delete page.dataset.paper; all() })
})()
`
