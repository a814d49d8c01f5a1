// The house as a picture: a box per package, its floor as its row, and a line where one uses another directly. Who uses
// whom is read from the manifests; what follows from other lines is left out. A line that passes a floor takes a place in
// its row, so that no line runs behind a box.
import { floorMeaning, floors } from './floors.mjs'
import { floorPackages } from './workspace.mjs'

const [box, gap, lane, floorHeight] = [{ width: 92, height: 30 }, 22, 14, 70]

/** An SVG that takes its colours from the page, light or dark. */
export function floorsSvg() {
  const uses = usedDirectly()
  const floorOfName = new Map(floors.flatMap((row, floor) => row.map((name) => [name, floor])))
  const used = floors.map((row, floor) => ({ floor, row: row.filter((name) => uses.has(name)) }))
  const shown = used.filter(({ row }) => row.length > 0)
  const rowOf = new Map(shown.map(({ floor }, i) => [floor, i]))
  const level = (name) => rowOf.get(floorOfName.get(name))

  const rows = shown.map(({ row }) => [...row])
  const lines = [...uses].flatMap(([name, others]) =>
    others.map((other) => {
      const between = Array.from({ length: level(name) - level(other) - 1 }, (_, i) => `${name} ${other} ${i}`)
      between.forEach((one, i) => {
        rows[level(name) - 1 - i].push(one)
      })
      return [name, ...between, other]
    }),
  )
  const steps = lines.flatMap((line) => line.slice(1).map((to, i) => [line[i], to]))
  const x = placed(untangled(rows, steps))
  const width = Math.max(...x.values()) + box.width / 2 + 8
  const top = (row) => (shown.length - 1 - row) * floorHeight + 8

  // An anchor of HTML: the site's router does not know those of SVG.
  const boxes = [...uses.keys()].map(
    (name) =>
      `<foreignObject x="${x.get(name) - box.width / 2}" y="${top(level(name))}" width="${box.width}" height="${box.height}"><a href="/packages/${name}.html">${name}</a></foreignObject>`,
  )
  const words = shown.map(
    ({ floor }, row) =>
      `<text class="says" x="${width + 10}" y="${top(row) + 19}">${floorMeaning[floor].replace('->', '→')}</text>`,
  )
  const paths = lines.map((line) => pathOf(line.map((one, i) => ({ x: x.get(one), y: top(level(line[0]) - i) }))))
  return [
    `<figure class="floors"><svg viewBox="0 0 ${width + 300} ${top(0) + box.height + 8}" role="img" aria-label="The packages on their floors, and which uses which">`,
    `<g class="lines">${paths.join('')}</g>${boxes.join('')}${words.join('')}</svg></figure>`,
  ].join('')
}

/** From the foot of a box, straight through the floors it passes, to the head of another. */
function pathOf(points) {
  const bends = points.slice(1).map(({ x, y }, i) => {
    const above = points[i]
    const [from, half] = [above.y + box.height, (y - above.y - box.height) / 2]
    return `C${above.x} ${from + half} ${x} ${y - half} ${x} ${y}${i + 2 < points.length ? `V${y + box.height}` : ''}`
  })
  return `<path d="M${points[0].x} ${points[0].y + box.height}${bends.join('')}"/>`
}

/** What a package uses, less what it has through another that it uses. */
function usedDirectly() {
  const all = new Map(
    floorPackages().map(({ name, manifest }) => {
      const names = Object.keys({ ...manifest.dependencies, ...manifest.peerDependencies })
      return [name, names.filter((one) => one.startsWith('@bourse/')).map((one) => one.slice('@bourse/'.length))]
    }),
  )
  const reached = (name) => new Set((all.get(name) ?? []).flatMap((other) => [other, ...reached(other)]))
  return new Map(
    [...all].map(([name, others]) => [
      name,
      others.filter((other) => !others.some((between) => between !== other && reached(between).has(other))),
    ]),
  )
}

/** Orders within the rows: two neighbours change places as long as fewer lines cross, or the same are shorter. */
function untangled(rows, steps) {
  const cost = () => {
    const x = placed(rows)
    let sum = 0
    for (const [i, [a, b]] of steps.entries()) {
      sum += Math.abs(x.get(a) - x.get(b))
      for (const [c, d] of steps.slice(i + 1))
        if (floorAt(rows, a) === floorAt(rows, c) && (x.get(a) - x.get(c)) * (x.get(b) - x.get(d)) < 0) sum += 200
    }
    return sum
  }
  let best = cost()
  for (let better = true; better; ) {
    better = false
    for (const row of rows)
      for (let i = 0; i < row.length; i++)
        for (let j = i + 1; j < row.length; j++) {
          ;[row[i], row[j]] = [row[j], row[i]]
          const now = cost()
          if (now < best) [best, better] = [now, true]
          else [row[i], row[j]] = [row[j], row[i]]
        }
  }
  return rows
}

const floorAt = (rows, name) => rows.findIndex((row) => row.includes(name))

/** Middles of what stands in the rows, boxes and passing lines, every row centred. */
function placed(rows) {
  const wide = (one) => (one.includes(' ') ? lane : box.width)
  const widths = rows.map((row) => row.reduce((sum, one) => sum + wide(one) + gap, -gap))
  const most = Math.max(...widths)
  const x = new Map()
  for (const [i, row] of rows.entries()) {
    let at = 8 + (most - widths[i]) / 2
    for (const one of row) {
      x.set(one, at + wide(one) / 2)
      at += wide(one) + gap
    }
  }
  return x
}
