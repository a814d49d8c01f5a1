// A thousand pairs of averages over a hundred thousand bars: two threads against one, with columns in shared memory.
import { barColumns } from '@bourse/data'
import { defineBench } from '@bourse/proof'
import { ticksOf } from './columns/exactCross.js'
import { walkBars } from './fixtures/walkBars.js'
import { workerExecutor } from './workers.js'

const bars = walkBars('A@X', 100_000, 'pairs', { step: 60_000, decimals: 4, move: 0.0005 })
const shared = { bars: barColumns(bars), ticks: { close: ticksOf(bars.close, 4) } }
const pairs = Array.from({ length: 1000 }, (_, i) => [5 + (i % 25), 40 + 3 * Math.floor(i / 25)])
// Threads of a run from sources read them too.
const execArgv = [
  '--conditions=@bourse/source',
  '--import',
  new URL('./fixtures/registerTsx.mjs', import.meta.url).href,
]
const [one, two] = [workerExecutor({ workers: 1, execArgv }), workerExecutor({ workers: 2, execArgv })]
const job = new URL('./fixtures/pairJob.ts#pairJob', import.meta.url)

async function ran(executor: typeof one): Promise<number> {
  let sum = 0
  for await (const { result } of executor.map(job, pairs, { shared }))
    sum += result.ok ? Number(result.value) : Number.NaN
  return sum
}

export const bench = defineBench({
  title: 'sweeps',
  races: () => [
    {
      name: '1,000 pairs x 100k bars',
      operations: 1000,
      contenders: { 'two threads': () => ran(two), 'one thread': () => ran(one) },
    },
  ],
})
