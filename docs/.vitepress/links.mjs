// Links as they stand in the repository, where READMEs lie in packages and examples are programs, as they are on the site.
import { packageOf, usedNames } from '../../scripts/used-names.mjs'

const moved = [
  [/^(?:\.\.?\/)+examples\/([\w-]+)(?:\/[^#]*)?$/, '/examples/$1.md'],
  [/^(?:\.\.?\/)+packages\/([\w-]+)\/README\.md/, '/packages/$1.md'],
  [/^\.\.\/([\w-]+)\/README\.md/, '/packages/$1.md'],
  [/^(?:\.\.?\/)+docs\//, '/'],
]

/** Where a link of the repository leads on the site. */
export function siteLink(href) {
  const [pattern, instead] = moved.find(([one]) => one.test(href)) ?? []
  return pattern === undefined ? href : href.replace(pattern, instead)
}

/** The anchor of a heading, as the generated reference writes it too: `row_status` of ROW_STATUS, `chain` of chain$(). */
export const placeOf = (heading) =>
  heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}_\s-]/gu, '')
    .trim()
    .replace(/\s+/g, '-')

/** Moves the links of a page, and adds to a recipe or an example the reference of what it uses. */
export function withSiteLinks(markdown) {
  markdown.core.ruler.push('site-links', ({ tokens, env, Token }) => {
    for (const { children } of tokens)
      for (const token of children ?? [])
        if (token.type === 'link_open') token.attrSet('href', siteLink(token.attrGet('href') ?? ''))
    const page = env.relativePath ?? ''
    if (!/^(recipes|examples)\/(?!index)/.test(page)) return
    const names = tokens.filter(({ type, info }) => type === 'fence' && info.startsWith('ts'))
    const used = usedNames(names.map(({ content }) => content).join('\n'))
    if (used.length === 0) return
    const line = new Token('html_block', '', 0)
    line.content = `<p class="uses">In the reference: ${used.map(referenceLink).join(' · ')}</p>\n`
    tokens.push(line)
  })
}

const referenceLink = ({ name, module }) =>
  `<a href="/reference/${module}.html#${placeOf(name)}"><code>${name}</code></a><small> ${packageOf(module)}</small>`
