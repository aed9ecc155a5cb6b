import type { Racer } from '../../../contract/workshop/lesson'

/** Where dots stand in a heap, and how far apart. */
interface DotGrid {
  readonly rows: number
  readonly columns: number
  readonly pitchPx: number
}

/** Of the width, for each of the two heaps; between them dots are on their way. */
const HEAP_SHARE = 0.4

/** The grid in which so many dots are largest, with a heap of them at either end of a track. */
export function dotGrid(count: number, widthPx: number, heightPx: number): DotGrid {
  let best: DotGrid = { rows: 1, columns: count, pitchPx: 0 }
  for (let rows = 1; rows <= count; rows += 1) {
    const columns = Math.ceil(count / rows)
    const pitchPx = Math.min(heightPx / rows, (widthPx * HEAP_SHARE) / columns)
    if (pitchPx > best.pitchPx) best = { rows, columns, pitchPx }
  }
  return best
}

/** A job as a dot, and how far it is on its way from one heap to the other, from 0 to 1. */
interface Dot {
  readonly x: number
  readonly y: number
  readonly way: number
}

/** Each job at a moment, on a track that is `widthPx` wide. */
export function dotsAt(
  { jobs, order }: Pick<Racer, 'jobs' | 'order'>,
  atMs: number,
  { rows, columns, pitchPx }: DotGrid,
  widthPx: number,
): Dot[] {
  const rankOf = new Map(order.map((job, rank) => [job, rank]))
  const placeOf = (place: number): { column: number; row: number } => ({
    column: Math.floor(place / rows),
    row: place % rows,
  })
  return jobs.map(({ fromMs, toMs }, job) => {
    const way = toMs > fromMs ? (atMs - fromMs) / (toMs - fromMs) : Number(atMs >= toMs)
    const share = Math.min(1, Math.max(0, way))
    // The first to begin stand foremost, and the first to end go through to the far side.
    const start = placeOf(job)
    const end = placeOf(rankOf.get(job) ?? job)
    const startX = (columns - start.column - 0.5) * pitchPx
    const endX = widthPx - (end.column + 0.5) * pitchPx
    return {
      x: startX + (endX - startX) * share,
      y: (start.row + (end.row - start.row) * share + 0.5) * pitchPx,
      way: share,
    }
  })
}
