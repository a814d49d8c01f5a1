import { defineConfig } from 'vitest/config'

// Tests read the sources of the workspace, never a build: the condition below is ours alone.
const conditions = ['@bourse/source', 'module', 'node', 'import', 'default']

export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  test: {
    include: ['packages/*/src/**/*.test.ts', 'checks/**/*.test.ts'],
    reporters: ['default', './scripts/closing-line.mjs'],
    setupFiles: ['./checks/noOutside.ts'],
    testTimeout: 120_000,
    hookTimeout: 120_000,
    pool: 'forks',
  },
})
