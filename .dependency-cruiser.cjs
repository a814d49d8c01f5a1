// The layer rule, made from the floors: a package imports only from rows below its own, by name and by path.
const { existsSync, readdirSync, readFileSync } = require('node:fs')
const { join } = require('node:path')

// A copy with planted violations is checked with the same rules.
const base = process.env.BOURSE_LAYERS_ROOT ?? __dirname

module.exports = (async () => {
  const { floors, applications } = await import('./scripts/floors.mjs')
  const error = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to })
  const names = floors.flat()

  // Resolved or not: a package that is not declared does not resolve, and stays a name.
  const anyOf = (list) => `(^|/)(packages|@bourse)/(${list.join('|')})(/|$)`
  const layers = floors.flatMap((row, i) =>
    row.map((name) => {
      const notBelow = [...floors.slice(i).flat(), 'bourse', 'surface'].filter((other) => other !== name)
      const to = { path: [anyOf(notBelow), '^bourse(/|$)'] }
      return error(`floor-${name}`, `${name} imports only from floors below its own`, { path: sourcesOf(name) }, to)
    }),
  )

  const tests = '(\\.(test|test-d|bench)\\.ts$|/fixtures/)'
  const plain = { path: '^packages/[^/]+/src/', pathNot: [tests, '^packages/(proof|surface)/'] }
  const manifests = manifestsOf([...names, 'bourse'])
  const nodeOnly = manifests.flatMap(nodeFiles)
  const apps = `^packages/(${applications.join('|')})/`
  return {
    forbidden: [
      ...layers,
      error('declared', 'an import by name is declared in package.json', plain, {
        dependencyTypes: ['npm-no-pkg', 'npm-unknown', 'npm-dev', 'unknown'],
        dependencyTypesNot: ['npm-peer', 'npm'],
      }),
      ...manifests.map(({ name, manifest }) => declaredRule(name, manifest, plain.pathNot, error)),
      error('resolved', 'every import resolves', { path: '^packages/[^/]+/src/' }, { couldNotResolve: true }),
      error('proof', 'only tests and benches use the test tools', plain, {
        path: ['(packages|@bourse)/proof(/|$)', '(^|/)node_modules/(vitest|fast-check)/', '^(vitest|fast-check)$'],
      }),
      error(
        'rxjs',
        'rxjs is imported only by rx.ts',
        { ...plain, pathNot: [...plain.pathNot, '(^|/)rx\\.ts$', '/src/rx/'] },
        { path: ['(^|/)node_modules/rxjs/', '^rxjs(/|$)'] },
      ),
      error(
        'rx',
        'a plain file does not import a stream file, which brings rxjs along',
        { ...plain, pathNot: [...plain.pathNot, '(^|/)rx\\.ts$', '/src/rx/', '^packages/bourse/', apps] },
        { path: ['(^|/)src/rx\\.ts$', '^@bourse/[^/]+/rx$'] },
      ),
      error(
        'browser-safe',
        'node: modules are imported only by what package.json lists under bourse.node, and by applications',
        { ...plain, pathNot: [...plain.pathNot, ...nodeOnly, apps] },
        { dependencyTypes: ['core'] },
      ),
      error(
        'browser-safe-path',
        'a browser-safe file does not import a file that needs Node',
        { ...plain, pathNot: [...plain.pathNot, ...nodeOnly, '^packages/bourse/', apps] },
        { path: nodeOnly.length > 0 ? nodeOnly : '^nothing needs Node$' },
      ),
      // Types may know each other; values that do depend on the order of loading.
      error(
        'circular',
        'no import circles',
        { path: '^packages/' },
        {
          circular: true,
          viaOnly: { dependencyTypesNot: ['type-only'] },
        },
      ),
    ],
    options: {
      baseDir: base,
      tsPreCompilationDeps: true,
      tsConfig: { fileName: join(base, 'tsconfig.base.json') },
      doNotFollow: { path: 'node_modules|/dist/' },
      exclude: { path: ['(^|/)dist/', '(^|/)\\.samples/'] },
      combinedDependencies: false,
      enhancedResolveOptions: {
        conditionNames: ['@bourse/source', 'import', 'types', 'default'],
        exportsFields: ['exports'],
      },
    },
  }
})()

function sourcesOf(name) {
  return `^packages/${name}/src/(?!.*/?fixtures/).*(?<!\\.(test|test-d|bench))\\.ts$`
}

/** A package of the workspace resolves by its link, whatever the manifest says: only the declared ones may be named. */
function declaredRule(name, manifest, pathNot, error) {
  const declared = Object.keys({ ...manifest.dependencies, ...manifest.peerDependencies })
    .filter((one) => one.startsWith('@bourse/'))
    .map((one) => one.slice('@bourse/'.length))
  const others = declared.length > 0 ? `(?!(${[name, ...declared].join('|')})(/|$))` : `(?!${name}(/|$))`
  const comment = `${name} declares every package of ours that it imports`
  return error(
    `declared-${name}`,
    comment,
    { path: `^packages/${name}/src/`, pathNot },
    { path: `^(packages|@bourse)/${others}` },
  )
}

/** `"bourse": { "node": ["./workers"] }` covers src/workers.ts and everything in src/workers/. */
function nodeFiles({ name, manifest }) {
  return (manifest.bourse?.node ?? []).map((key) => `^packages/${name}/src/${key.replace('./', '')}(\\.ts$|/)`)
}

function manifestsOf(names) {
  const packages = join(base, 'packages')
  return readdirSync(packages)
    .filter((name) => names.includes(name) && existsSync(join(packages, name, 'package.json')))
    .map((name) => ({ name, manifest: JSON.parse(readFileSync(join(packages, name, 'package.json'), 'utf8')) }))
}
