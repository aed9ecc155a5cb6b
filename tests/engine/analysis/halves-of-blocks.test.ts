import { expect, test } from 'vitest'
import { halvesOfBlocks, sumOf, type Part } from '../../../src/engine/analysis/halves-of-blocks'
import type { Figures } from '../../../src/engine/result/figures'
import {
  cores,
  milliseconds,
  perSecond,
  seconds,
} from '../../../src/engine/measure/statistics/quantity'
import { figuresOf } from '../../../src/engine/result/measured-figures'
import { syntheticResult, typical } from '../../charts/synthetic-result'

/** Blocks of one second with samples at these times (seconds), which use so many cores. */
function figuresWith(
  blocks: readonly (readonly (readonly [at: number, coresUsed: number | null])[])[],
): Figures {
  const [contender] = syntheticResult({ 'event-loop': typical['event-loop'] }).contenders
  const figures = contender === undefined ? null : figuresOf(contender)
  const [block] = figures?.blocks ?? []
  const [sample] = figures?.samples ?? []
  if (figures === null || block === undefined || sample === undefined) throw new Error('no figures')
  return {
    ...figures,
    blocks: blocks.map(() => ({ ...block, measuredSeconds: seconds(1) })),
    samples: blocks.flatMap((samples, index) =>
      samples.map(([at, coresUsed]) => ({
        ...sample,
        atMs: milliseconds((index + at) * 1_000),
        jobsPerSecond: perSecond(100),
        coresUsed: coresUsed === null ? null : cores(coresUsed),
      })),
    ),
  }
}

const about = (coreSeconds: number, jobs: number): Part => ({
  coreSeconds: expect.closeTo(coreSeconds) as number,
  jobs: expect.closeTo(jobs) as number,
})

test('each block is halved by its samples, each weighed by the time that it covers', () => {
  const halves = halvesOfBlocks(
    figuresWith([
      [
        [0.2, 1],
        [0.5, 0.5],
        [0.8, 0.4],
        [1, 0.2],
      ],
      [
        [0.4, 1],
        [0.6, 7],
        [1, 0.5],
      ],
    ]),
  )
  expect(halves).toHaveLength(2)
  const [[first, second], [third, fourth]] = halves as [(typeof halves)[0], (typeof halves)[0]]
  expect(first).toEqual(about(0.35, 50))
  expect(second).toEqual(about(0.16, 50))
  // The sample in the middle is in neither half.
  expect(third).toEqual(about(0.4, 40))
  expect(fourth).toEqual(about(0.2, 40))
  expect(sumOf([first, third])).toEqual(about(0.75, 90))
})

test('a block’s last sample may come just after its end', () => {
  const [, second] = halvesOfBlocks(
    figuresWith([
      [
        [0.5, 1],
        [1.0004, 1],
      ],
      [
        [0.5, 0.3],
        [1, 0.3],
      ],
    ]),
  )
  expect(second?.[0].coreSeconds).toBeCloseTo(0.15, 2)
})

test('blocks with one sample, or without their CPU time, have no halves', () => {
  expect(halvesOfBlocks(figuresWith([[[1, 1]]]))).toEqual([])
  const untold = [
    [0.5, null],
    [1, null],
  ] as const
  expect(halvesOfBlocks(figuresWith([untold]))).toEqual([])
})
