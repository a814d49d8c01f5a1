// All points of a grid, the last parameter fastest, and which of them lie side by side.
import { badArgument, type Json } from '@bourse/core'

/** Every value of each named parameter; the rest keep their defaults. */
export type SweepGrid<P> = { readonly [K in keyof P]?: Iterable<P[K]> }
/** A value for each parameter of a grid. */
export type ParamSet = { readonly [parameter: string]: Json }

export type GridPoints = {
  readonly points: readonly ParamSet[]
  /** Numbers of the points one step away in one parameter. */
  neighbours(point: number): readonly number[]
}

export function gridPoints(grid: { readonly [parameter: string]: Iterable<unknown> | undefined }): GridPoints {
  const axes = Object.entries(grid).flatMap(([name, values]) =>
    values === undefined ? [] : [{ name, values: [...values] as Json[] }],
  )
  for (const { name, values } of axes)
    if (values.length === 0) throw badArgument('sweep', `grid.${name}`, 0, 'at least one value')
  const count = axes.reduce((product, { values }) => product * values.length, 1)
  const placesOf = (point: number): number[] => {
    const places: number[] = []
    let rest = point
    for (const { values } of [...axes].reverse()) {
      places.unshift(rest % values.length)
      rest = Math.floor(rest / values.length)
    }
    return places
  }
  const points = Array.from({ length: count }, (_, point) => {
    const places = placesOf(point)
    return Object.fromEntries(axes.map(({ name, values }, i) => [name, values[places[i]!]!]))
  })
  return {
    points,
    neighbours(point) {
      const places = placesOf(point)
      const near: number[] = []
      let stride = 1
      for (let i = axes.length - 1; i >= 0; i--) {
        if (places[i]! > 0) near.push(point - stride)
        if (places[i]! < axes[i]!.values.length - 1) near.push(point + stride)
        stride *= axes[i]!.values.length
      }
      return near
    },
  }
}
