import { expect, test } from 'vitest'
import {
  readThrottling,
  throttlingBetween,
} from '../../../../src/engine/measure/processors/control-groups'
import type { Processors } from '../../../../src/engine/measure/processors/processors'
import { SlowCoreWatch } from '../../../../src/engine/measure/processors/slow-core-watch'
import { SystemFiles } from '../../../../src/engine/measure/processors/system-files'
import { MOUNT_V2, systemTree } from './system-tree'

const stat = (periods: number, throttled: number) =>
  `usage_usec 1\nnr_periods ${periods}\nnr_throttled ${throttled}\nthrottled_usec 5\n`

test('a throttled group is told by its periods, and of nested ones the one that was stopped most', () => {
  const readings = [
    [100, 10, 100, 0],
    [200, 47, 150, 5],
  ].map(([inner = 0, innerStopped = 0, outer = 0, outerStopped = 0]) =>
    readThrottling(
      new SystemFiles(
        systemTree({
          'proc/self/cgroup': '0::/slice/job\n',
          'proc/self/mountinfo': MOUNT_V2,
          'sys/fs/cgroup/slice/job/cpu.max': '50000 100000',
          'sys/fs/cgroup/slice/job/cpu.stat': stat(inner, innerStopped),
          'sys/fs/cgroup/slice/cpu.max': '200000 100000',
          'sys/fs/cgroup/slice/cpu.stat': stat(outer, outerStopped),
          // Without a quota nothing is stopped.
          'sys/fs/cgroup/cpu.stat': stat(9_000, 9_000),
        }),
      ),
    ),
  )
  expect(throttlingBetween(readings[0] ?? [], readings[1] ?? [])).toEqual({
    periods: 100,
    throttled: 37,
  })
})

test('nothing is told of throttling without a quota, and where groups came or went', () => {
  expect(readThrottling(new SystemFiles(systemTree({})))).toEqual([])
  expect(throttlingBetween([], [])).toBeNull()
  expect(throttlingBetween([{ periods: 1, throttled: 0 }], [])).toBeNull()
})

const core = (id: number, kind: 'performance' | 'efficiency' | null) => ({
  id,
  siblings: [id],
  kind,
  mhz: null,
  mostMhz: null,
})
const processors = (...kinds: ('performance' | 'efficiency' | null)[]): Processors => ({
  effective: kinds.length,
  limit: 'machine',
  online: kinds.length,
  quota: null,
  usable: kinds.map((kind, id) => core(id, kind)),
})

test('time on slow cores is weighed by what each thread used', () => {
  const cores = new Map([
    [11, 0],
    [12, 1],
  ])
  const watch = new SlowCoreWatch(
    processors('performance', 'efficiency'),
    (tid) => cores.get(tid) ?? null,
  )
  watch.look([
    { tid: 11, coresUsed: 0.9 },
    { tid: 12, coresUsed: 0.3 },
    { tid: 99, coresUsed: 1 },
    { tid: null, coresUsed: 1 },
  ])
  expect(watch.share).toBeCloseTo(0.25)
})

test('cores of one kind are neither slow nor fast, also where all are of the slow one', () => {
  for (const kind of [null, 'efficiency'] as const) {
    const watch = new SlowCoreWatch(processors(kind, kind), () => 0)
    watch.look([{ tid: 1, coresUsed: 1 }])
    expect(watch.share).toBeNull()
  }
})
