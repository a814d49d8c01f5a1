// Geometric means of the races per peer, and where we are slowest: node --conditions=@bourse/source --import tsx
// packages/indicators/measure/speed.mts [columns|steppers] [turns]
import { type Bench, runRace } from '@bourse/proof'

const which = process.argv[2] ?? 'columns'
const turns = Number(process.argv[3] ?? 7)
const { bench } = (await import(`../src/${which}.bench.ts`)) as { readonly bench: Bench }
const logs = new Map<string, number[]>()
const rows: { readonly name: string; readonly ours: number; readonly worst: string; readonly ratio: number }[] = []
for (const race of await bench.races()) {
  try {
    const [ours, ...theirs] = runRace(race, turns, 4)
    for (const { name, ratio } of theirs) logs.set(name, [...(logs.get(name) ?? []), Math.log(ratio)])
    const hardest = theirs.reduce((most, one) => (one.ratio > most.ratio ? one : most))
    rows.push({ name: race.name, ours: ours!.nanoseconds, worst: hardest.name, ratio: hardest.ratio })
    console.log(race.name.padEnd(22), `${ours!.nanoseconds.toFixed(1)} ns`.padStart(11), ...theirs.map(({ name, ratio }) => `${name} ${(1 / ratio).toFixed(1)}x`))
  } catch (error) {
    console.log(race.name.padEnd(22), String(error).slice(0, 100))
  }
}
for (const [name, list] of logs)
  console.log(`${name}: ${Math.exp(-list.reduce((a, b) => a + b, 0) / list.length).toFixed(1)} times our time over ${list.length} functions, least ${Math.exp(-Math.max(...list)).toFixed(2)}`)
const slowest = rows.reduce((most, row) => (row.ours > most.ours ? row : most))
console.log(`slowest: ${slowest.name}, ${slowest.ours.toFixed(1)} ns a bar`)
