// Program 9: an order system of one's own: XGBoost -> Kelly -> gate -> venue. The gate's memory is the caller's to keep.
import { readFileSync } from 'node:fs'
import * as b from 'bourse'
import { inventedPolymarket } from '../invented.js'

const [id, account, price] = ['fed-cut-dec:yes@polymarket', 'poly/main', 0.41] as const
const system = await inventedPolymarket(account, id, price)
const { clock, market, instruments } = system
const book = b.bookOf(system, { base: 'USDC', clock })

const model = b.loadXgboost(readFileSync(new URL('./model.json', import.meta.url), 'utf8'))
const probability = model.predict(Float64Array.of(0.2, 1.4, -0.3))[0]!
const quantity = Math.floor(b.kellyQuantity({ probability, price, capital: book.equity().value }, 0.25))
const route = { account, strategy: 'oms', instrument: id, side: 'buy', tif: 'gtc' } as const
const order: b.Order = { ...route, orderId: 'oms-1', quantity, type: 'limit', limit: price }

const rules = [b.maxOrderNotional('500 USDC'), b.drawdownLadder({ warn: 0.05, halve: 0.1, kill: 0.15, since: 'start' })]
const gate = b.createGate({ rules }) // at the next start { rules, state: what was kept }
const verdict = gate.checkOrder(order, b.riskContext({ now: clock.now(), book, market, instruments }))
console.log(b.explainVerdict(verdict), JSON.stringify(gate.save()).length, 'bytes to keep')
if (!verdict.pass) throw new Error('the gate refused')
console.log(await system.broker(account).place(verdict.order)) // accepted | rejected(reason) | unknown(askAgainBy)
while (book.quantity(id) < quantity) await new Promise((wait) => setTimeout(wait, 10))
console.log('holds', book.quantity(id), 'worth', book.equity().value)
await system.close()
