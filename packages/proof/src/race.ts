// Benches here are races: contenders take turns in one process, so that a machine that slows down slows all of them.

/** Runs its work once and returns something that depends on all of it, so that nothing can be optimised away. Work on other threads is awaited. */
export type Contender = () => number | Promise<number>

/** The first contender is ours; ratios are time of ours over time of the other: below 1 we are faster. */
export type Race = {
  readonly name: string
  readonly operations: number
  readonly contenders: { readonly [name: string]: Contender }
}

/** What a `*.bench.ts` file exports as `bench`: a title and races made when the bench is run. */
export type Bench = { readonly title: string; readonly races: () => readonly Race[] | Promise<readonly Race[]> }

/** Median of the turns of each contender. */
export type RaceResult = { readonly name: string; readonly nanoseconds: number; readonly ratio: number }

/** Keeps the type and reads well at the top of a bench file. */
export function defineBench(bench: Bench): Bench {
  return bench
}

let sink = 0

/** Interleaved turns; `ratio` is the median over turns of ours / theirs within the same turn. */
export async function runRace(race: Race, turns = 15, turnMs = 30): Promise<readonly RaceResult[]> {
  const names = Object.keys(race.contenders)
  const repeats: number[] = []
  for (const name of names) repeats.push(await warmUp(race.contenders[name]!, turnMs))
  const times = names.map(() => new Float64Array(turns))
  for (let turn = 0; turn < turns; turn++)
    for (let k = 0; k < names.length; k++) {
      const i = (k + turn) % names.length // nobody always goes first
      times[i]![turn] = await timeOf(race.contenders[names[i]!]!, repeats[i]!)
    }
  return names.map((name, i) => ({
    name,
    nanoseconds: (median(times[i]!) / race.operations) * 1e6,
    ratio: median(times[0]!.map((ours, turn) => ours / times[i]![turn]!)),
  }))
}

async function warmUp(contender: Contender, turnMs: number): Promise<number> {
  let repeats = 1
  for (let i = 0; i < 3; i++) await timeOf(contender, 1)
  for (let ms = await timeOf(contender, repeats); ms * repeats < turnMs; ms = await timeOf(contender, repeats))
    repeats *= 2
  return repeats
}

/** Milliseconds per call. */
async function timeOf(contender: Contender, repeats: number): Promise<number> {
  const start = performance.now()
  for (let i = 0; i < repeats; i++) {
    const made = contender()
    sink += typeof made === 'number' ? made : await made
  }
  return (performance.now() - start) / repeats
}

function median(values: Float64Array): number {
  const sorted = values.slice().sort()
  return (sorted[(sorted.length - 1) >> 1]! + sorted[sorted.length >> 1]!) / 2
}

/** Read by the runner after all races, so that the sums are used. */
export function racedSum(): number {
  return sink
}
