// Commands as text that is the same whoever wrote it.
import type { Command, Json } from '@bourse/core'

/** JSON with keys in order. */
export function commandText(command: Command | Json): string {
  return textOf(command as Json)
}

function textOf(value: Json | undefined): string {
  if (value === null || typeof value !== 'object') return JSON.stringify(value ?? null)
  if (Array.isArray(value)) return `[${value.map((one: Json) => textOf(one)).join(',')}]`
  const object = value as { readonly [key: string]: Json }
  const keys = Object.keys(object).filter((key) => object[key] !== undefined)
  return `{${keys
    .sort()
    .map((key) => `${JSON.stringify(key)}:${textOf(object[key])}`)
    .join(',')}}`
}
