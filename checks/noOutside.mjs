// Loaded before every test file, and by NODE_OPTIONS in every Node process a test starts: nothing here may reach an
// outside address. Loopback and sockets on the file system pass; everything else throws, and is remembered.
import dgram from 'node:dgram'
import dns from 'node:dns'
import net from 'node:net'

const key = Symbol.for('bourse.outsideAttempts')

/** Addresses somebody tried to reach: the test file that did fails, even where the error was swallowed. */
export const attempts = globalThis[key] ?? []
globalThis[key] = attempts

/** True for 127.0.0.0/8, ::1, localhost and no address at all. */
export function isInside(host) {
  if (host === undefined || host === null || host === '') return true
  const name = String(host)
    .replace(/^\[|\]$/g, '')
    .toLowerCase()
  if (name === 'localhost' || name.endsWith('.localhost') || name === '::1') return true
  return /^(::ffff:)?127\.\d{1,3}\.\d{1,3}\.\d{1,3}$/.test(name)
}

function refuse(host) {
  attempts.push(String(host))
  return Object.assign(new Error(`a test tried to reach ${host}: tests contact nothing but this machine`), {
    code: 'EOUTSIDE',
  })
}

function guard(owner, method, hostOf) {
  const real = owner[method]
  if (typeof real !== 'function' || real[key] === true) return
  const guarded = function (...args) {
    const host = hostOf(args)
    if (!isInside(host)) throw refuse(host)
    return Reflect.apply(real, this, args)
  }
  owner[method] = Object.assign(guarded, real, { [key]: true })
}

// net normalises its arguments into an array before it calls connect again.
guard(net.Socket.prototype, 'connect', ([first, second]) => {
  const options = Array.isArray(first) ? first[0] : first
  if (options !== null && typeof options === 'object')
    return typeof options.path === 'string' ? undefined : options.host
  return typeof second === 'string' ? second : undefined
})
for (const resolver of [dns, dns.promises])
  for (const method of ['lookup', 'resolve', 'resolve4', 'resolve6']) guard(resolver, method, ([host]) => host)
guard(dgram.Socket.prototype, 'connect', ([, host]) => (typeof host === 'string' ? host : undefined))
guard(
  dgram.Socket.prototype,
  'send',
  (args) => args.filter((arg) => typeof arg === 'string')[typeof args[0] === 'string' ? 1 : 0],
)
