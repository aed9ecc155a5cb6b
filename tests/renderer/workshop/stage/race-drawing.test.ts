import { describe, expect, it } from 'vitest'
import { race } from '../../../../src/contract/workshop/lesson'
import { dotGrid, dotsAt } from '../../../../src/renderer/workshop/stage/race-drawing'

const { threads } = race({ jobs: 400, waitMs: 20, cpuMs: 0.1 }, 8, 2)

describe('the dots of a race', () => {
  it.each([
    [236, 84],
    [900, 115],
    [1_680, 200],
  ])('dots have room in two heaps on a track of %i × %i', (widthPx, heightPx) => {
    const grid = dotGrid(400, widthPx, heightPx)
    expect(grid.rows * grid.columns).toBeGreaterThanOrEqual(400)
    expect(grid.rows * grid.pitchPx).toBeLessThanOrEqual(heightPx + 1e-9)
    expect(2 * grid.columns * grid.pitchPx).toBeLessThan(widthPx)
    expect(grid.pitchPx).toBeGreaterThan(3)
  })

  it('dots begin in the heap at the left, go over, and end in the one at the right, none over another', () => {
    const grid = dotGrid(400, 900, 115)
    const placesAt = (atMs: number): string[] =>
      dotsAt(threads, atMs, grid, 900).map(({ x, y }) => `${x.toFixed(2)} ${y.toFixed(2)}`)
    const start = dotsAt(threads, 0, grid, 900)
    expect(start.every(({ x, way }) => x < 450 && way === 0)).toBe(true)
    const end = dotsAt(threads, threads.endMs, grid, 900)
    expect(end.every(({ x, way }) => x > 450 && way === 1)).toBe(true)
    expect(new Set(placesAt(0)).size).toBe(400)
    expect(new Set(placesAt(threads.endMs)).size).toBe(400)
    const middle = dotsAt(threads, 510, grid, 900)
    expect(middle.filter(({ way }) => way > 0 && way < 1)).toHaveLength(8)
  })
})
