// The chart libraries as they are installed, read from disk. Node only.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import type { ChartLibraries } from './tearSheetPage.js'

let read: ChartLibraries | undefined

export function chartLibraries(): ChartLibraries {
  read ??= {
    scripts: [
      textOf('lightweight-charts', 'lightweight-charts.standalone.production.js'),
      textOf('uplot', 'uPlot.iife.min.js'),
    ],
    style: textOf('uplot', 'uPlot.min.css'),
  }
  return read
}

function textOf(name: string, file: string): string {
  const manifest = createRequire(import.meta.url).resolve(`${name}/package.json`)
  return readFileSync(join(dirname(manifest), 'dist', file), 'utf8').trim()
}
