// Error of the special functions against 50-digit references, in units of the last place of the true value.
//   python3 src/fixtures/normal.py 1000000 dist/ulps
//   node --conditions=@bourse/source --import tsx measure/ulps.mts dist/ulps
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as math from '@bourse/math'
import { errorIn } from '@bourse/proof'

const folder = process.argv[2]
if (folder === undefined) throw new Error('name the folder of .f64 files')
for (const file of readdirSync(folder).filter((name) => name.endsWith('.f64'))) {
  const name = file.slice(0, -4)
  const f = Reflect.get(math, name.replace(/Lower$/, '')) as (x: number) => number
  if (f === undefined) continue
  const bytes = readFileSync(join(folder, file))
  const data = new Float64Array(bytes.buffer, bytes.byteOffset, bytes.length / 8)
  let worst = 0
  let at = 0
  let above = 0
  for (let i = 0; i < data.length; i += 3) {
    const error = errorIn(f(data[i]!), data[i + 1]!, data[i + 2]!)
    if (!(error <= 1)) above++
    if (!(error <= worst)) {
      worst = error
      at = data[i]!
    }
  }
  console.log(`${name}: ${data.length / 3} points, worst ${worst.toFixed(3)} ulp at ${at}, above 1 ulp ${above}`)
}
