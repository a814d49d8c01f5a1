// Formulas between dollars in pages and in the words of the sources, as MathML: browsers draw it without script or font.
import temml from 'temml'

/** `$formula$` inside a line of text; what is beside the dollars decides, so that amounts of money stay what they are. */
export function withFormulas(markdown) {
  markdown.inline.ruler.before('escape', 'formula', (state, silent) => {
    const found = /^\$(?=\S)([^$]*[^$\s])\$(?!\w)/.exec(state.src.slice(state.pos))
    if (found === null) return false
    if (!silent) state.push('formula', '', 0).content = found[1]
    state.pos += found[0].length
    return true
  })
  markdown.renderer.rules.formula = (tokens, i) => temml.renderToString(tokens[i].content, { throwOnError: true })
}
