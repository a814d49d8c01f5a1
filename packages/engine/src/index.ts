// @bourse/engine
export { engineVersion } from './version.js'
