import { execFileSync } from 'node:child_process'
import { once } from 'node:events'
import { createServer, request } from 'node:http'
import { connect } from 'node:net'
import { describe, expect, test } from 'vitest'
import { attempts, isInside } from './noOutside.mjs'

// 192.0.2.1 is an address of documentation: nobody lives there, and without the guard nothing would be sent to anyone.
const outside = '192.0.2.1'

describe('no test contacts an outside address', () => {
  test('fetch, http and sockets are refused before anything is sent', async () => {
    await expect(fetch(`http://${outside}/`)).rejects.toThrow()
    expect(() => connect(80, outside)).toThrow(/contact nothing but this machine/)
    expect(() => connect({ port: 80, host: 'bourse.invalid' })).toThrow(/bourse\.invalid/)
    expect(() => request({ host: outside, port: 80 })).toThrow(/contact nothing but this machine/)
    expect(attempts.splice(0)).toEqual([outside, outside, 'bourse.invalid', outside])
  })

  test('loopback stays open', async () => {
    const server = createServer((_request, response) => response.end('here')).listen(0, '127.0.0.1')
    await once(server, 'listening')
    const address = server.address()
    const port = typeof address === 'object' ? address?.port : undefined
    expect(await (await fetch(`http://127.0.0.1:${port}/`)).text()).toBe('here')
    server.close()
  })

  test('Node processes that tests start are guarded', () => {
    const child = `try { require('node:net').connect(80, '${outside}') } catch (error) { console.log(error.code) }`
    expect(execFileSync(process.execPath, ['-e', child], { encoding: 'utf8' }).trim()).toBe('EOUTSIDE')
  })

  test.each([
    ['127.0.0.1', true],
    ['127.8.9.10', true],
    ['::1', true],
    ['localhost', true],
    ['128.0.0.1', false],
    ['127.0.0.1.example.org', false],
    ['10.0.0.1', false],
    ['example.org', false],
  ])('%s inside: %s', (host, inside) => expect(isInside(host)).toBe(inside))
})
