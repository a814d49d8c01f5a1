// The house in letters, as a README shows it, is drawn on the site.
import { floorsSvg } from '../../scripts/floors-picture.mjs'

/** A block fenced as ```text floors becomes the picture. */
export function withFloors(markdown) {
  const { fence } = markdown.renderer.rules
  markdown.renderer.rules.fence = (tokens, i, ...rest) =>
    tokens[i].info === 'text floors' ? floorsSvg() : fence(tokens, i, ...rest)
}
