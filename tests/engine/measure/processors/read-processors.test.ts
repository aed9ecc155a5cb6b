import { describe, expect, it } from 'vitest'
import {
  chooseCores,
  processorsSchema,
  withCores,
} from '../../../../src/engine/measure/processors/processors'
import { readProcessors } from '../../../../src/engine/measure/processors/read-processors'
import { machine, MOUNT_V2, mountsV1, ofCores, systemTree } from './system-tree'

/** What is read of a machine with these files; the runtime knows of 8 cores. */
const read = (files: Readonly<Record<string, string>>) => {
  const processors = readProcessors(systemTree(files), 8)
  expect(processorsSchema.parse(processors)).toEqual(processors)
  return processors
}
const limitOf = (files: Readonly<Record<string, string>>) => {
  const { effective, limit, quota, usable } = read(files)
  return { effective, limit, quota, usable: usable.length }
}
const V2 = 'sys/fs/cgroup'

describe('effective cores', () => {
  it('effective cores are all cores of a machine that limits nothing', () => {
    const cgroup = {
      'proc/self/cgroup': '0::/user.slice/session-1.scope\n',
      'proc/self/mountinfo': MOUNT_V2,
    }
    const open = { [`${V2}/user.slice/cpu.max`]: 'max 100000\n' }
    expect(limitOf({ ...machine('0-7'), ...cgroup, ...open })).toEqual({
      effective: 8,
      limit: 'machine',
      quota: null,
      usable: 8,
    })
  })

  it('effective cores are half a core in a container of Docker with cpu.max 50000 100000', () => {
    const container = {
      ...machine('0-7'),
      'proc/self/cgroup': '0::/\n',
      'proc/self/mountinfo': MOUNT_V2,
      [`${V2}/cpu.max`]: '50000 100000\n',
      [`${V2}/cpuset.cpus.effective`]: '0-7\n',
    }
    expect(limitOf(container)).toEqual({ effective: 0.5, limit: 'quota', quota: 0.5, usable: 8 })
  })

  it('effective cores are the least of nested slices, whichever of them it is in', () => {
    const nested = (outer: string, middle: string, inner: string) => ({
      ...machine('0-7'),
      'proc/self/cgroup': '0::/kubepods.slice/burstable.slice/pod.scope\n',
      'proc/self/mountinfo': MOUNT_V2,
      [`${V2}/kubepods.slice/cpu.max`]: outer,
      [`${V2}/kubepods.slice/burstable.slice/cpu.max`]: middle,
      [`${V2}/kubepods.slice/burstable.slice/pod.scope/cpu.max`]: inner,
    })
    expect(limitOf(nested('250000 100000', 'max 100000', '400000 100000')).effective).toBe(2.5)
    expect(limitOf(nested('600000 100000', '75000 50000', 'max 100000')).effective).toBe(1.5)
    expect(limitOf(nested('max 100000', 'max 100000', '120000 100000')).effective).toBe(1.2)
  })

  it('effective cores heed cfs_quota of version 1, in the part of the tree that a container is shown', () => {
    const container = (quota: string) => ({
      ...machine('0-7'),
      'proc/self/cgroup':
        '5:memory:/docker/abc\n4:cpuset:/docker/abc\n3:cpuacct,cpu:/docker/abc\n1:name=systemd:/docker/abc\n',
      'proc/self/mountinfo': mountsV1('/docker/abc'),
      'sys/fs/cgroup/cpu,cpuacct/cpu.cfs_quota_us': `${quota}\n`,
      'sys/fs/cgroup/cpu,cpuacct/cpu.cfs_period_us': '100000\n',
    })
    expect(limitOf(container('150000')).effective).toBe(1.5)
    expect(limitOf(container('-1'))).toMatchObject({ effective: 8, limit: 'machine', quota: null })
  })

  it('effective cores heed version 1 where both are mounted and version 2 has no controller of CPU time', () => {
    const hybrid = {
      ...machine('0-3'),
      'proc/self/cgroup': '3:cpu,cpuacct:/slice/job\n2:cpuset:/\n1:name=systemd:/\n0::/slice/job\n',
      'proc/self/mountinfo': `${mountsV1('/')}\n43 30 0:33 / /sys/fs/cgroup/unified rw - cgroup2 cgroup2 rw\n`,
      'sys/fs/cgroup/cpu,cpuacct/slice/cpu.cfs_quota_us': '50000',
      'sys/fs/cgroup/cpu,cpuacct/slice/cpu.cfs_period_us': '100000',
      'sys/fs/cgroup/cpu,cpuacct/slice/job/cpu.cfs_quota_us': '-1',
      'sys/fs/cgroup/cpu,cpuacct/slice/job/cpu.cfs_period_us': '100000',
    }
    expect(limitOf(hybrid)).toMatchObject({ effective: 0.5, limit: 'quota' })
  })

  it('effective cores are found where a path leads out of what the container is shown', () => {
    const container = {
      ...machine('0-7'),
      'proc/self/cgroup': '0::/../../other\n',
      'proc/self/mountinfo': MOUNT_V2,
      [`${V2}/cpu.max`]: '200000 100000',
    }
    expect(limitOf(container).effective).toBe(2)
  })

  it('effective cores are those of a cpuset, or of affinity within it, which is named as the limit', () => {
    const inSet = {
      'proc/self/cgroup': '0::/job\n',
      'proc/self/mountinfo': MOUNT_V2,
      [`${V2}/job/cpuset.cpus.effective`]: '0-3\n',
    }
    expect(limitOf({ ...machine('0-7', '0-3'), ...inSet })).toMatchObject({
      effective: 4,
      limit: 'cpuset',
    })
    expect(limitOf({ ...machine('0-7', '1'), ...inSet })).toMatchObject({
      effective: 1,
      limit: 'affinity',
    })
    expect(read({ ...machine('0-7', '2,5') }).usable.map(({ id }) => id)).toEqual([2, 5])
  })

  it('effective cores are what the scheduler allows where a quota is wider than that', () => {
    const wide = {
      ...machine('0-7', '0,1'),
      'proc/self/cgroup': '0::/\n',
      [`${V2}/cpu.max`]: '400000 100000',
    }
    expect(limitOf(wide)).toEqual({ effective: 2, limit: 'affinity', quota: 4, usable: 2 })
  })

  it('effective cores are what the runtime knows of where the system has no such files', () => {
    expect(limitOf({})).toEqual({ effective: 8, limit: 'machine', quota: null, usable: 8 })
  })

  it('effective cores are not led astray by files of garbage', () => {
    const garbage = [
      '',
      '\0\0\0',
      'max',
      '-5 -5',
      '0 100000',
      '100 0',
      '1e999 1',
      'NaN NaN',
      '9-0',
      '1,,x',
    ]
    for (const text of garbage) {
      const files = {
        'sys/devices/system/cpu/online': text,
        'proc/self/status': `Cpus_allowed_list:\t${text}\n`,
        'proc/self/cgroup': `0::/\n${text}\n::::`,
        'proc/self/mountinfo': `${MOUNT_V2}${text} - ${text}\n - cgroup\n`,
        [`${V2}/cpu.max`]: text,
        [`${V2}/cpuset.cpus.effective`]: text,
        ...ofCores('cpu_capacity', { 0: text, 1: text }),
        ...ofCores('topology/core_cpus_list', { 0: text, 1: text }),
      }
      expect(limitOf(files)).toEqual({ effective: 8, limit: 'machine', quota: null, usable: 8 })
    }
  })
})

/** An Alder Lake: two fast cores of two threads each, four slow cores. */
const alderLake = {
  ...machine('0-7'),
  'sys/devices/cpu_core/cpus': '0-3\n',
  'sys/devices/cpu_atom/cpus': '4-7\n',
  ...ofCores('topology/core_cpus_list', {
    0: '0-1',
    1: '0-1',
    2: '2-3',
    3: '2-3',
    4: 4,
    5: 5,
    6: 6,
    7: 7,
  }),
  ...ofCores('cpufreq/cpuinfo_max_freq', { 0: 5_200_000, 1: 5_200_000, 4: 3_900_000 }),
  ...ofCores('cpufreq/scaling_cur_freq', { 0: 4_811_022, 4: 800_000 }),
}

describe('kinds of cores', () => {
  it('kinds of cores are those of an Alder Lake, with the siblings and the clock of each', () => {
    const { usable } = read(alderLake)
    expect(usable.map(({ kind }) => kind)).toEqual([
      ...Array.from({ length: 4 }, () => 'performance'),
      ...Array.from({ length: 4 }, () => 'efficiency'),
    ])
    expect(usable[0]).toMatchObject({ siblings: [0, 1], mhz: 4_811.022, mostMhz: 5_200 })
    expect(usable[4]).toMatchObject({ siblings: [4], mhz: 800, mostMhz: 3_900 })
  })

  it('kinds of cores are told by the capacity of an ARM big.LITTLE, also where only slow ones may be used', () => {
    const capacity = ofCores('cpu_capacity', { 0: 446, 1: 446, 2: 446, 3: 446, 4: 1_024, 5: 1_024 })
    const kinds = (allowed: string) =>
      read({ ...machine('0-5', allowed), ...capacity }).usable.map(({ kind }) => kind)
    expect(kinds('3-5')).toEqual(['efficiency', 'performance', 'performance'])
    expect(kinds('0-1')).toEqual(['efficiency', 'efficiency'])
  })

  it('kinds of cores are not made of cores that are all alike, or nearly', () => {
    const kinds = (values: Record<number, number>) =>
      read({ ...machine('0-1'), ...ofCores('cpufreq/cpuinfo_max_freq', values) }).usable.map(
        ({ kind }) => kind,
      )
    expect(kinds({ 0: 5_000_000, 1: 5_000_000 })).toEqual([null, null])
    expect(kinds({ 0: 5_000_000, 1: 4_700_000 })).toEqual([null, null])
  })

  it('kinds of cores take the clock from cpuinfo where there is no cpufreq, as in a virtual machine', () => {
    const info = 'processor\t: 0\ncpu MHz\t\t: 2596.1\n\nprocessor\t: 1\ncpu MHz\t\t: 2600.0\n'
    const { usable } = read({ ...machine('0-1'), 'proc/cpuinfo': info })
    expect(usable.map(({ mhz }) => mhz)).toEqual([2_596.1, 2_600])
  })
})

describe('the cores that a run is kept to', () => {
  it('the cores of a run are fast ones first, then slow ones, then the siblings of those that it has', () => {
    const order = chooseCores(read(alderLake), 8).map(({ id }) => id)
    expect(order).toEqual([0, 2, 4, 5, 6, 7, 1, 3])
  })

  it('the cores of a run are each a physical one while there are some, with SMT on, and all alike with SMT off', () => {
    const siblings = ofCores('topology/thread_siblings_list', {
      0: '0,2',
      1: '1,3',
      2: '0,2',
      3: '1,3',
    })
    const smt = read({ ...machine('0-3'), ...siblings })
    expect(chooseCores(smt, 3).map(({ id }) => id)).toEqual([0, 1, 2])
    const without = read({ ...machine('0-3') })
    expect(chooseCores(without, 3).map(({ id }) => id)).toEqual([0, 1, 2])
  })

  it('the cores of a run are refused where there are not so many', () => {
    expect(() => chooseCores(read(machine('0-1')), 3)).toThrow('expected 1 to 2 cores, got 3')
    expect(() => chooseCores(read(machine('0-1')), 0.5)).toThrow(RangeError)
  })

  it('the cores of a run make an environment of fewer cores, unless a quota leaves less than they are', () => {
    const processors = read(machine('0-3'))
    expect(withCores({ cores: 4, processors }, 2)).toMatchObject({
      cores: 2,
      processors: { effective: 2, limit: 'asked', online: 4 },
    })
    const halved = { ...processors, effective: 0.5, limit: 'quota' as const, quota: 0.5 }
    expect(withCores({ cores: 4, processors: halved }, 2)).toMatchObject({
      cores: 2,
      processors: { effective: 0.5, limit: 'quota' },
    })
  })
})
