// The XML of statements: elements with attributes, nothing in between. Strict and small on purpose: no document type, so no
// entities of the sender's, nothing outside this text, nothing that grows when it is read; each character is looked at once.
import { badText, type BourseError } from '@bourse/core'

/** One element, as it opens. `within`: names of what it lies in, outermost first. */
export type XmlElement = {
  readonly name: string
  readonly within: readonly string[]
  readonly attributes: ReadonlyMap<string, string>
}

const deepest = 32
const named: { readonly [entity: string]: string } = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

/** All elements in the order they open. Throws `input/parse`, naming the place, on anything that is not of this shape. */
export function xmlElements(text: string): readonly XmlElement[] {
  const elements: XmlElement[] = []
  const open: string[] = []
  let at = text.charCodeAt(0) === 0xfeff ? 1 : 0
  let roots = 0
  while (at < text.length) {
    const next = text.indexOf('<', at)
    const between = text.slice(at, next < 0 ? text.length : next)
    if (/\S/.test(between)) throw wrong(text, at, 'an element; statements hold no text')
    if (next < 0) break
    if (text.startsWith('<?', next)) at = after(text, '?>', next)
    else if (text.startsWith('<!--', next)) at = after(text, '-->', next + 4)
    else if (text.startsWith('<!', next)) throw wrong(text, next, 'an element; document types and CDATA are refused')
    else if (text.startsWith('</', next)) {
      const end = after(text, '>', next)
      if (open.pop() !== text.slice(next + 2, end - 1).trim()) throw wrong(text, next, 'the end of the open element')
      at = end
    } else {
      const element = elementAt(text, next, open)
      if (open.length === 0 && ++roots > 1) throw wrong(text, next, 'one root element')
      elements.push(element.element)
      if (!element.closed) open.push(element.element.name)
      if (open.length > deepest) throw wrong(text, next, `at most ${deepest} elements in each other`)
      at = element.end
    }
  }
  if (open.length > 0 || roots === 0) throw wrong(text, text.length, `</${open.at(-1) ?? 'a root element'}>`)
  return elements
}

function elementAt(
  text: string,
  start: number,
  open: readonly string[],
): { readonly element: XmlElement; readonly closed: boolean; readonly end: number } {
  const name = /[A-Za-z_][\w.-]*/y
  name.lastIndex = start + 1
  const found = name.exec(text)?.[0]
  if (found === undefined) throw wrong(text, start, 'the name of an element')
  const attributes = new Map<string, string>()
  const attribute = /\s+([A-Za-z_][\w.:-]*)\s*=\s*(?:"([^"<]*)"|'([^'<]*)')/y
  let at = start + 1 + found.length
  for (;;) {
    attribute.lastIndex = at
    const match = attribute.exec(text)
    if (match === null) break
    const [whole, key, double, single] = match
    if (attributes.has(key!)) throw wrong(text, at, `${key} once`)
    attributes.set(key!, plain(text, at, double ?? single ?? ''))
    at += whole.length
  }
  const end = /\s*(\/?)>/y
  end.lastIndex = at
  const close = end.exec(text)
  if (close === null) throw wrong(text, at, 'name="value", /> or >')
  return { element: { name: found, within: open.slice(), attributes }, closed: close[1] === '/', end: end.lastIndex }
}

function plain(text: string, at: number, value: string): string {
  if (!value.includes('&')) return value
  return value.replace(/&([^;&\s]{0,10});?/g, (entity, name: string) => {
    const code = /^#(?:x([0-9a-f]{1,6})|(\d{1,7}))$/i.exec(name)
    const point = code === null ? Number.NaN : Number.parseInt(code[1] ?? code[2]!, code[1] === undefined ? 10 : 16)
    if (entity.endsWith(';') && Object.hasOwn(named, name)) return named[name]!
    if (entity.endsWith(';') && point > 0 && point <= 0x10ffff) return String.fromCodePoint(point)
    throw wrong(text, at, 'only the five entities of XML and characters by number')
  })
}

function after(text: string, mark: string, from: number): number {
  const at = text.indexOf(mark, from)
  if (at < 0) throw wrong(text, from, mark)
  return at + mark.length
}

function wrong(text: string, at: number, allowed: string): BourseError {
  const line = text.slice(0, at).split('\n').length
  return badText('importFlex', `line ${line}`, text.slice(at, at + 40), allowed)
}
