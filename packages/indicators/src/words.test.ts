// The words of every indicator hold what its page in the reference is made of: a formula and where it comes from.
import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import * as indicators from './index.js'

const folder = new URL('.', import.meta.url)
const sources = readdirSync(folder)
  .filter((name) => name.endsWith('.ts') && !/\.(test|bench)\.ts$/.test(name))
  .map((name) => readFileSync(new URL(name, folder), 'utf8'))
const makers = Object.keys(indicators).filter((name) => `${name}Of` in indicators)

function wordsOf(name: string): string {
  const source = sources.find((text) => text.includes(`export function ${name}(`)) ?? ''
  const before = source.slice(0, source.indexOf(`export function ${name}(`))
  return before.slice(before.lastIndexOf('/**'))
}

test('every exported function is an indicator or the column of one', () => {
  expect(Object.keys(indicators).filter((name) => !makers.includes(name.replace(/Of$/, '')))).toEqual([])
})

test.each(makers)('%s has a formula and a source', (name) => {
  expect(wordsOf(name)).toMatch(/^ \* Formula: \S/m)
  expect(wordsOf(name)).toMatch(/^ \* Source: \S|TA-Lib:\s( \* )?[A-Z]/m)
})
