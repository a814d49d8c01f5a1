// @bourse/risk/rx
export { type MarginNews, type MarginStreamOptions, margin$ } from './margin/rx.js'
