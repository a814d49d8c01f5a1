// A vitest reporter: one closing line, `N passed, N failed, N skipped`, that also counts files which fail to load
// and errors nobody caught, so that nothing red can hide.
import { writeSync } from 'node:fs'

export default class ClosingLine {
  onTestRunEnd(modules, unhandledErrors) {
    let passed = 0
    let failed = unhandledErrors.length
    let skipped = 0
    for (const module of modules) {
      let failedHere = 0
      for (const test of module.children.allTests()) {
        const { state } = test.result()
        if (state === 'passed') passed++
        else if (state === 'failed') failedHere++
        else skipped++
      }
      // A file that did not load, or a suite whose hook threw, fails without a failing test.
      failed += failedHere === 0 && module.state() === 'failed' ? 1 : failedHere
    }
    const line = `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`
    process.once('exit', () => writeSync(1, `\n${line}\n`))
  }
}
