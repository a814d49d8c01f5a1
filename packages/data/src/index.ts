// @bourse/data
export { dataVersion } from './version.js'
