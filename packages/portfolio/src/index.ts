// @bourse/portfolio
export type { BookFilter, BookHole, BookView, Position } from './book/bookView.js'
export type { BookGreeks, Exposure } from './exposure/exposure.js'
export type { Holding } from './holdings/holding.js'
export type { Ledger, LedgerConfig, LedgerEntry } from './ledger/ledgerTypes.js'
export type { OrderPlan } from './orders/orderPlan.js'
export type { BookDifference } from './statement/bookDifference.js'
export { portfolioVersion } from './version.js'
