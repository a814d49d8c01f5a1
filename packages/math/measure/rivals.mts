// Accuracy of other packages over the same points: as ulps.mts, with their functions.
//   node --conditions=@bourse/source --import tsx measure/rivals.mts dist/ulps
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { errorIn } from '@bourse/proof'
import erfc from '@stdlib/math-base-special-erfc'
import erfcx from '@stdlib/math-base-special-erfcx'
import cdf from '@stdlib/stats-base-dists-normal-cdf'
import { create, erfDependencies } from 'mathjs'

const folder = process.argv[2]
if (folder === undefined) throw new Error('name the folder of .f64 files')
const { erf } = create(erfDependencies!)
const rivals: { [name: string]: (x: number) => number } = { normCdf: (x) => cdf(x, 0, 1), erfc, erfcx, erf: (x) => erf(x) }
for (const [name, f] of Object.entries(rivals)) {
  const bytes = readFileSync(join(folder, `${name}.f64`))
  const data = new Float64Array(bytes.buffer, bytes.byteOffset, bytes.length / 8)
  let worst = 0
  let at = 0
  for (let i = 0; i < data.length; i += 3) {
    const error = errorIn(f(data[i]!), data[i + 1]!, data[i + 2]!)
    if (!(error <= worst) && Math.abs(data[i + 1]!) > 1e-300) {
      worst = error
      at = data[i]!
    }
  }
  console.log(`${name}: worst ${worst.toFixed(1)} ulp at ${at}`)
}
