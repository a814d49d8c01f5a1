import { afterAll } from 'vitest'
import { attempts } from './noOutside.mjs'

// Node processes that a test starts (npm, tsx, a packer) are guarded too. Others, a browser say, are not.
const guard = `--import ${new URL('./noOutside.mjs', import.meta.url).href}`
const options = process.env['NODE_OPTIONS'] ?? ''
if (!options.includes(guard)) process.env['NODE_OPTIONS'] = `${options} ${guard}`.trim()

afterAll(() => {
  const reached = attempts.splice(0)
  if (reached.length > 0) throw new Error(`this file tried to reach ${reached.join(', ')}`)
})
