// The live chain of program 3 is for pages: bundled as an application would, and run in a browser where one is installed.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'esbuild'
import { chromium } from 'playwright-core'
import { expect, test } from 'vitest'
import { root } from '../scripts/workspace.mjs'

const browserPath = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(existsSync)

test.skipIf(browserPath === undefined)(
  'the live chain runs in a browser',
  async () => {
    const bundle = await build({
      entryPoints: [join(root, 'examples', 'program-3-live-chain', 'main.ts')],
      bundle: true,
      write: false,
      format: 'esm',
      platform: 'browser',
      conditions: ['@bourse/source'],
      logLevel: 'silent',
    })
    const browser = await chromium.launch({ executablePath: browserPath!, args: ['--no-sandbox'] })
    try {
      const page = await browser.newPage()
      const said: string[] = []
      const wrong: string[] = []
      page.on('console', (message) => said.push(message.text()))
      page.on('pageerror', (error) => wrong.push(String(error)))
      await page.addScriptTag({ type: 'module', content: bundle.outputFiles[0]!.text })
      await expect.poll(() => said.filter((line) => line.includes('210 options')).length, { timeout: 30_000 }).toBe(3)
      expect(wrong).toEqual([])
      expect(said.at(-1)).toMatch(/^2\d{3}-\d\d-\d\d forward \d{3}\.\d\d at the money 0\.\d{4} none$/)
    } finally {
      await browser.close()
    }
  },
  60_000,
)
