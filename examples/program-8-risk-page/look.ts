// What a browser and a trader do with the page: look at the stream three times, then ask what an order would do.
import { once } from 'node:events'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { OrderDraft, Result, RiskReport, WhatIf } from 'bourse'

export async function lookAt(server: Server): Promise<void> {
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const page = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const reader = (await fetch(`${page}/stream`)).body!.pipeThrough(new TextDecoderStream()).getReader()
  let text = ''
  while (text.split('\n\n').length <= 3) text += (await reader.read()).value
  for (const event of text.split('\n\n').slice(0, 3)) {
    const report = JSON.parse(event.slice('data: '.length)) as Result<RiskReport, string>
    if (!report.ok) throw new Error(report.failure.message)
    const { equity, var: loss, byBucket, greeks } = report.value
    const buckets = byBucket.map(({ bucket, net }) => `${bucket} ${net.toFixed(0)}`).join(', ')
    console.log(
      `equity ${equity.value.toFixed(0)}, VaR ${loss.value.toFixed(0)}, vega ${greeks!.vega.value.toFixed(0)}: ${buckets}`,
    )
  }
  await reader.cancel()

  const ask = async (body: string): Promise<Response> => fetch(page, { method: 'POST', body })
  const account = 'ibkr/U1'
  const sell: OrderDraft = { type: 'market', instrument: 'SPY@ARCX', account, side: 'sell', quantity: 100 }
  const answer = (await (await ask(JSON.stringify([sell]))).json()) as Result<WhatIf, string>
  if (!answer.ok) throw new Error(answer.failure.message)
  const { before, after, worst } = answer.value
  console.log('what if SPY is sold: VaR', ...[before, after, worst].map((one) => one.var.value.toFixed(0)))
  if (!(worst.shortfall.value >= after.shortfall.value)) throw new Error('not the worst')
  console.log((await ask('no orders')).status, await (await ask('[{}]')).text())
  server.closeAllConnections()
  server.close()
}
