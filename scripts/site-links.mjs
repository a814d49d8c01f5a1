// What is wrong with the links of a built site: pages and anchors that are not there, and whatever a page would load from
// outside (links that a reader follows may lead anywhere).
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { dirname, join, relative, sep } from 'node:path'

/** One line per problem; none is good. */
export function siteProblems(site) {
  const pages = readdirSync(site, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.html'))
    .map((path) => join(site, path))
  const read = new Map(pages.map((page) => [page, partsOf(readFileSync(page, 'utf8'))]))
  return [...read].flatMap(([page, { links, loads }]) => {
    const where = relative(site, page).split(sep).join('/')
    const dead = [...links, ...loads].map((link) => problemOf(link, page, site, read)).filter(Boolean)
    const outside = loads.filter((link) => /^(?:https?:)?\/\//.test(link)).map((link) => `loads ${link} from outside`)
    return [...new Set([...dead, ...outside])].map((problem) => `${where}: ${problem}`)
  })
}

function partsOf(html) {
  // What scripts hold is no link of the page.
  const text = html.replace(/<script\b[^>]*>.*?<\/script>/gs, (all) => all.slice(0, all.indexOf('>') + 1))
  const attributes = (pattern) => [...text.matchAll(pattern)].map((match) => decoded(match[1]))
  return {
    ids: new Set(attributes(/\sid="([^"]*)"/g)),
    links: attributes(/<a\b[^>]*?\shref="([^"]*)"/g),
    loads: [
      ...attributes(/<(?:script|img|iframe|source|video|audio)\b[^>]*?\ssrc="([^"]*)"/g),
      ...attributes(/<link\b[^>]*?\shref="([^"]*)"/g),
    ],
  }
}

const decoded = (text) => text.replaceAll('&amp;', '&').replaceAll('&#39;', "'").replaceAll('&quot;', '"')

function problemOf(link, page, site, read) {
  if (/^(?:[a-z][a-z\d+.-]*:|\/\/)/i.test(link)) return
  const [path, anchor] = link.split('#')
  const target = path === '' ? page : fileOf(decodeURI(path.split('?')[0]), page, site)
  if (target === undefined) return `${link} leads nowhere`
  const ids = read.get(target)?.ids
  if (anchor && ids !== undefined && !ids.has(decodeURIComponent(anchor))) return `${link} has no such place`
}

function fileOf(path, page, site) {
  const whole = path.startsWith('/') ? join(site, path) : join(dirname(page), path)
  const tried = [whole, `${whole}.html`, join(whole, 'index.html')]
  return tried.find((file) => existsSync(file) && statSync(file).isFile())
}
