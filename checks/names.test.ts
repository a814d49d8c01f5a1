import { expect, test } from 'vitest'
import { nameProblems, namesFile, namesText, undocumentedNames } from '../scripts/names.mjs'
import { textOf } from '../scripts/workspace.mjs'

test('the public surface is the one that is written down', () => {
  const now = namesText().split('\n')
  const written = textOf(namesFile).split('\n')
  const diff = [
    ...written.filter((line) => !now.includes(line)).map((line) => `- ${line}`),
    ...now.filter((line) => !written.includes(line)).map((line) => `+ ${line}`),
  ]
  const command = 'the public surface changed; if that is meant: node scripts/names.mjs --write'
  expect(diff, `${command}\n${diff.join('\n')}`).toEqual([])
  expect(textOf(namesFile), command).toBe(namesText())
})

test('one name, one meaning, and none of them bare', () => expect(nameProblems()).toEqual([]))

test('every name has words, and every function an example', () => expect(undocumentedNames()).toEqual([]))

test('a name with two owners or without a noun is seen', () => {
  const name = { name: 'price', from: '@bourse/fx', kind: 'function', file: 'a.ts' }
  expect(nameProblems([name, { ...name, from: '@bourse/pricing', file: 'b.ts' }])).toEqual([
    'price (@bourse/fx): say of what',
    'price: exported by @bourse/fx and by @bourse/pricing',
    'price (@bourse/pricing): say of what',
  ])
})
