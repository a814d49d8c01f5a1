// The text in which LightGBM writes its models (v2 to v4): a head and one block per tree, each line a name and a value.
import { badModel } from '../trees/treeSet.js'

const format = 'loadLightgbm'

/** Lines of one block by name. */
export type Block = { readonly place: string; readonly lines: ReadonlyMap<string, string> }

export function parseBlocks(text: string): { readonly head: Block; readonly trees: readonly Block[] } {
  const [first, ...others] = text.split(/\r?\nTree=\d+\r?\n/)
  if (!/^tree\s/.test(first!)) throw badModel(format, 'line 1', "should be 'tree': this is no LightGBM model")
  return { head: blockOf('head', first!), trees: others.map((block, i) => blockOf(`Tree=${i}`, block)) }
}

function blockOf(place: string, text: string): Block {
  const lines = new Map<string, string>()
  for (const line of text.split(/\r?\n/)) {
    if (line === 'end of trees') break
    const equals = line.indexOf('=')
    if (equals > 0) lines.set(line.slice(0, equals), line.slice(equals + 1).trim())
    else if (line.trim() !== '') lines.set(line.trim(), '')
  }
  return { place, lines }
}

/** The value of a line; throws where there is none. */
export function wordOf({ place, lines }: Block, name: string): string {
  const word = lines.get(name)
  if (word === undefined) throw badModel(format, `${place} ${name}`, 'is missing')
  return word
}

export function countOf(block: Block, name: string, least: number, largest: number): number {
  const count = Number(wordOf(block, name))
  if (!(Number.isInteger(count) && count >= least && count <= largest))
    throw badModel(format, `${block.place} ${name}`, `should be a whole number from ${least} to ${largest}`)
  return count
}

/** A line of numbers; empty where the line is missing and none are wanted. */
export function numbersOf(block: Block, name: string, length: number): Float64Array {
  const words = (block.lines.get(name) ?? '').split(/\s+/).filter((word) => word !== '')
  if (words.length !== length)
    throw badModel(format, `${block.place} ${name}`, `has ${words.length} numbers, it should have ${length}`)
  return Float64Array.from(words, (word) => {
    const number = word === 'inf' ? Number.POSITIVE_INFINITY : word === '-inf' ? Number.NEGATIVE_INFINITY : Number(word)
    if (Number.isNaN(number) && word !== 'nan')
      throw badModel(format, `${block.place} ${name}`, `holds ${word.slice(0, 20)}`)
    return number
  })
}
