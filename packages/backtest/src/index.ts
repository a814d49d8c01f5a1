// @bourse/backtest
export { backtestVersion } from './version.js'
