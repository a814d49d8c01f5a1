// Program 8: a risk page over three brokers: reports as they come at /stream, and for orders that are posted what they would do.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import * as b from 'bourse'
import { riskContext$ } from 'bourse/rx'
import { inventedDesk } from '../invented.js'
import { lookAt } from './look.js'

const { system, scenarios } = await inventedDesk()
const options = { confidence: 0.95, scenarios, greeks: true }
const context$ = riskContext$(system, { base: 'USD', clock: system.clock, every: '100ms' })

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (request.url === '/stream') {
    const told = (context: b.RiskContext): string => JSON.stringify(b.riskReport(context, options))
    const page = context$.subscribe((context) => response.write(`data: ${told(context)}\n\n`))
    request.on('close', () => page.unsubscribe())
  } else {
    const orders = JSON.parse((await request.toArray()).join('')) as b.OrderDraft[]
    response.end(JSON.stringify(b.whatIf(context$.value, orders, options))) // before, after, worst of partial fills
  }
}
const server = createServer((request, response) => {
  answer(request, response).catch((error) => response.writeHead(400).end(String(error)))
})
await lookAt(server) // a browser and a trader; your page listens on a port of its own
await system.close()
