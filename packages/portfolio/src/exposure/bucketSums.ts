import type { Exposure, ExposureHole } from './exposure.js'

/** Sums by bucket, and what they lack. */
export type BucketSums = Map<string, { gross: number; net: number; holes: ExposureHole[] | undefined }>

export function addToBucket(sums: BucketSums, bucket: string, amount: number, holes: readonly ExposureHole[]): void {
  let sum = sums.get(bucket)
  if (sum === undefined) {
    sum = { gross: 0, net: 0, holes: undefined }
    sums.set(bucket, sum)
  }
  sum.gross += Math.abs(amount)
  sum.net += amount
  if (holes.length === 0) return
  sum.holes ??= []
  sum.holes.push(...holes)
}

export function exposuresIn(sums: BucketSums): readonly Exposure[] {
  return Array.from(sums, ([bucket, { gross, net, holes }]) =>
    holes === undefined ? { bucket, gross, net } : { bucket, gross, net, holes: differentHoles(holes) },
  )
}

/** Each hole once, in order of first appearance. */
export function differentHoles(holes: readonly ExposureHole[]): readonly ExposureHole[] {
  return [...new Map(holes.map((hole) => [`${hole.missing} ${hole.of}`, hole])).values()]
}
