// @bourse/sim
export { simVersion } from './version.js'
