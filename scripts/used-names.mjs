// Which exported names a piece of TypeScript imports, and whose they are: pages link with it to the reference, packages
// to the recipes and examples that use them.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './workspace.mjs'

/** Module of every exported name, as `checks/names.txt` holds them: `priceOption` is of `@bourse/pricing`. */
export function moduleOfNames() {
  const lines = readFileSync(join(root, 'checks', 'names.txt'), 'utf8').split('\n')
  return new Map(lines.map((line) => line.split(' ')).flatMap(([name, module]) => (module ? [[name, module]] : [])))
}

const modules = moduleOfNames()

/** Names that the code imports from us, each with its module, in the order of the code; types are left out. */
export function usedNames(code) {
  const imports = [...code.matchAll(/^import (?!type )\{([^}]*)\} from '(?:bourse|@bourse)[^']*'/gm)]
  const names = imports.flatMap(([, list]) => list.split(',').map((part) => part.trim()))
  const values = names.filter((name) => name !== '' && !name.startsWith('type ')).map((name) => name.split(' as ')[0])
  // `import * as b from 'bourse'`
  const spread = /^import \* as (\w+) from 'bourse'/m.exec(code)?.[1]
  const dotted =
    spread === undefined
      ? []
      : [...code.matchAll(new RegExp(`\\b${spread}\\.([a-z]\\w*)`, 'g'))].map(([, name]) => name)
  return [...new Set([...values, ...dotted])].flatMap((name) => {
    const module = modules.get(name)
    return module === undefined ? [] : [{ name, module }]
  })
}

/** Package of a module: `pricing` of `@bourse/pricing/rx`. */
export const packageOf = (module) => module.split('/')[1]
