import { describe, expect, test } from 'vitest'
import {
  between,
  MOST_PROFILE_BYTES,
  type CpuProfile,
} from '../../../src/engine/profile/cpu-profile'
import { idleMs, lengthOf, longest, spansOf } from '../../../src/engine/profile/executed'

const JOB = '/home/you/my-job.ts'
const node = (id: number, functionName: string, children: number[] = [], url = '', line = -1) => ({
  id,
  callFrame: { functionName, url, lineNumber: line, columnNumber: line, scriptId: '0' },
  hitCount: 0,
  children,
})

/** Serves, computes in the job, is idle, computes again, in the package as well; 1 ms a sample. */
const profile: CpuProfile = {
  nodes: [
    node(1, '(root)', [2, 3]),
    node(2, 'serve', [4], '/lab/out/main/loop-thread.cjs', 9),
    node(3, '(idle)'),
    node(4, 'compute', [5], JOB, 3),
    node(5, 'parse', [], '/home/you/node_modules/marked/lib/marked.js', 99),
  ],
  startTime: 1_000,
  endTime: 7_000,
  samples: [2, 4, 4, 3, 4, 5],
  timeDeltas: [0, 1_000, 1_000, 1_000, 1_000, 1_000],
}

describe('what a thread executed', () => {
  test('spans lie within the one that called them', () => {
    const [before, after] = spansOf(profile, JOB)
    expect(before).toMatchObject({ name: 'serve', place: 'loop-thread.cjs:10', owner: 'lab' })
    expect(before).toMatchObject({ fromMs: 0, toMs: 3 })
    expect(before?.within).toMatchObject([
      { name: 'compute', place: 'my-job.ts:4', owner: 'job', fromMs: 1, toMs: 3, within: [] },
    ])
    expect(after).toMatchObject({ fromMs: 4, toMs: 6 })
    expect(after?.within[0]?.within).toMatchObject([
      { name: 'parse', place: 'marked/lib/marked.js:100', owner: 'package', fromMs: 5, toMs: 6 },
    ])
  })

  test('functions add up, idle time apart', () => {
    expect(longest(profile, JOB, 2)).toMatchObject([
      { name: 'compute', selfMs: 3, totalMs: 4 },
      { name: 'serve', selfMs: 1, totalMs: 5 },
    ])
    expect(idleMs(profile)).toBe(1)
    expect(lengthOf(profile)).toBe(6)
  })

  test('a function that calls itself counts once', () => {
    const nodes = [node(1, '(root)', [2]), node(2, 'f', [3], JOB, 1), node(3, 'f', [], JOB, 1)]
    const samples = [3, 3]
    const recursive = { nodes, samples, timeDeltas: [0, 1_000], startTime: 0, endTime: 2_000 }
    expect(longest(recursive, JOB, 5)).toMatchObject([{ name: 'f', selfMs: 2, totalMs: 2 }])
  })

  test('functions of a changed file may call each other in a circle', () => {
    const nodes = [node(1, '(root)', [2]), node(2, 'f', [1], JOB, 1)]
    const odd = { nodes, samples: [2, 7], timeDeltas: [0, -5], startTime: 0, endTime: 2_000 }
    expect(spansOf(odd, JOB).length).toBeGreaterThan(0)
  })
})

describe('a part of a profile', () => {
  test('samples between two times keep the functions that they are in', () => {
    const part = between(profile, 3_500, 5_500)
    expect(part.samples).toEqual([3, 4])
    expect(part.timeDeltas).toEqual([500, 1_000])
    expect(part.nodes.map(({ id }) => id)).toEqual([1, 2, 3, 4])
    expect(part.nodes.find(({ id }) => id === 4)).toMatchObject({ hitCount: 1, children: [] })
    expect(lengthOf(part)).toBe(2)
  })

  test('too large a profile loses its beginning', () => {
    const count = 700_000
    const many = {
      samples: Array.from({ length: count }, () => 4),
      timeDeltas: Array<number>(count).fill(1_000),
    }
    const whole = { ...profile, ...many, startTime: 0, endTime: count * 1_000 }
    const part = between(whole, 0, whole.endTime)
    expect(JSON.stringify(part).length).toBeLessThanOrEqual(MOST_PROFILE_BYTES)
    expect(part.samples.length).toBeGreaterThan(count / 4)
    expect(part.endTime).toBe(whole.endTime)
  })
})
