// The house as a picture: a box per package, its floor as its row, and a line where one uses another directly. Who uses
// whom is read from the manifests; what follows from other lines is left out.
import { floorMeaning, floors } from './floors.mjs'
import { floorPackages } from './workspace.mjs'

const [box, gap, floorHeight, left] = [{ width: 96, height: 30 }, 40, 66, 8]

/** An SVG that takes its colours from the page, light or dark. */
export function floorsSvg() {
  const uses = usedDirectly()
  const rows = untangled(
    floors.map((row) => row.filter((name) => uses.has(name))),
    uses,
  )
  const shown = rows.map((row, floor) => ({ row, floor })).filter(({ row }) => row.length > 0)
  const widest = Math.max(...rows.map((row) => row.length))
  const width = left + widest * (box.width + gap)
  const place = new Map()
  shown.forEach(({ row }, i) => {
    const y = (shown.length - 1 - i) * floorHeight + 8
    const start = left + (width - left - row.length * (box.width + gap) + gap) / 2
    row.forEach((name, j) => {
      place.set(name, { x: start + j * (box.width + gap), y })
    })
  })
  const lines = [...uses].flatMap(([name, all]) => [...all].map((other) => line(place.get(name), place.get(other))))
  // An anchor of HTML: the site's router does not know those of SVG.
  const boxes = [...place].map(
    ([name, { x, y }]) =>
      `<foreignObject x="${x}" y="${y}" width="${box.width}" height="${box.height}"><a href="/packages/${name}.html">${name}</a></foreignObject>`,
  )
  const words = shown.map(({ floor }, i) => {
    const y = (shown.length - 1 - i) * floorHeight + 28
    return `<text class="says" x="${width + 12}" y="${y}">${floorMeaning[floor].replace('->', '→')}</text>`
  })
  const height = shown.length * floorHeight - (floorHeight - box.height) + 16
  return [
    `<figure class="floors"><svg viewBox="0 0 ${width + 290} ${height}" role="img" aria-label="The packages on their floors, and which uses which">`,
    `<g class="lines">${lines.join('')}</g>${boxes.join('')}${words.join('')}</svg></figure>`,
  ].join('')
}

function line(from, to) {
  const [x1, y1, x2, y2] = [from.x + box.width / 2, from.y + box.height, to.x + box.width / 2, to.y]
  const bend = (y2 - y1) / 2
  return `<path d="M${x1} ${y1}C${x1} ${y1 + bend} ${x2} ${y2 - bend} ${x2} ${y2}"/>`
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

/** Orders within the rows that make the lines shortest: every order is tried, floor by floor, until none is better. */
function untangled(rows, uses) {
  const at = (row, name) => row.indexOf(name) - (row.length - 1) / 2
  const length = (order) => {
    let sum = 0
    for (const [name, others] of uses)
      for (const other of others) {
        const [upper, lower] = [name, other].map((one) => order.find((row) => row.includes(one)))
        sum += (at(upper, name) - at(lower, other)) ** 2
      }
    return sum
  }
  let best = rows
  for (let round = 0; round < 3; round++)
    best.forEach((_row, i) => {
      for (const order of permutations(best[i])) {
        const tried = best.with(i, order)
        if (length(tried) < length(best)) best = tried
      }
    })
  return best
}

const permutations = (row) =>
  row.length < 2 ? [row] : row.flatMap((one, i) => permutations(row.toSpliced(i, 1)).map((rest) => [one, ...rest]))
