import { join, posix } from 'node:path'
import type { SystemFiles } from './system-files'

/** A folder of a control group that this process is in or below, and the version that it is of. */
interface Group {
  readonly folder: string
  readonly version: 1 | 2
}

/** What control groups leave of the machine to this process; null where they limit nothing. */
export interface GroupLimits {
  /** CPU seconds per second: the least of all groups that it is in. */
  readonly quota: number | null
  readonly cpuset: readonly number[] | null
}

/** How many periods groups with a quota had so far, and in how many they were stopped. */
export interface ThrottleReading {
  readonly periods: number
  readonly throttled: number
}

/**
 * The limits of all control groups that this process is in. A group is within its parents and has
 * no more than they have, so each of them is asked. Source: Linux, admin-guide/cgroup-v2.rst
 * (cpu.max, cpuset.cpus.effective) and scheduler/sched-bwc.rst (cpu.cfs_quota_us).
 */
export function readGroupLimits(files: SystemFiles): GroupLimits {
  const quotas = groupsFor(files, 'cpu').flatMap((group) => readQuota(files, group) ?? [])
  const cpuset = groupsFor(files, 'cpuset')
    .map((group) => readCpuset(files, group))
    .find((cpus) => cpus !== null)
  return { quota: quotas.length === 0 ? null : Math.min(...quotas), cpuset: cpuset ?? null }
}

/** Of each group with a quota how often it was stopped so far, from the innermost one on. */
export function readThrottling(files: SystemFiles): readonly ThrottleReading[] {
  return groupsFor(files, 'cpu')
    .filter((group) => readQuota(files, group) !== null)
    .flatMap(({ folder }) => {
      const stat = files.read(join(folder, 'cpu.stat')) ?? ''
      const [periods, throttled] = [numberIn(stat, 'nr_periods'), numberIn(stat, 'nr_throttled')]
      return periods === null || throttled === null ? [] : [{ periods, throttled }]
    })
}

/**
 * Between two readings, of the group that was stopped most: its periods, and those in which it was
 * stopped. Null where no group has a quota, or has another number of groups one by now.
 */
export function throttlingBetween(
  from: readonly ThrottleReading[],
  to: readonly ThrottleReading[],
): ThrottleReading | null {
  if (from.length !== to.length) return null
  const passed = to.map(({ periods, throttled }, index) => ({
    periods: Math.max(0, periods - (from[index]?.periods ?? periods)),
    throttled: Math.max(0, throttled - (from[index]?.throttled ?? throttled)),
  }))
  return passed.sort((a, b) => b.throttled - a.throttled)[0] ?? null
}

/**
 * The groups that decide on a controller, from the one that this process is in outwards. Version 1
 * has a tree for each controller, version 2 one for all; both may be mounted, and then a controller
 * is in one of them.
 */
function groupsFor(files: SystemFiles, controller: 'cpu' | 'cpuset'): Group[] {
  const mounts = mountsOf(files)
  return (files.read('proc/self/cgroup') ?? '').split('\n').flatMap((line) => {
    const [, id, names = '', path = ''] = /^(\d+):([^:]*):(\/.*)$/.exec(line) ?? []
    const version = id === '0' && names === '' ? 2 : 1
    if (version === 1 && !names.split(',').includes(controller)) return []
    const mount = mounts.find(
      (one) => one.version === version && (version === 2 || one.names.includes(controller)),
    )
    if (mount === undefined) return []
    return foldersOf(mount, path).map((folder) => ({ folder, version }))
  })
}

interface Mount {
  readonly version: 1 | 2
  /** The controllers of version 1. */
  readonly names: readonly string[]
  /** The part of the tree that is mounted. */
  readonly root: string
  readonly place: string
}

/** Where the trees are mounted; the usual places where the system does not say. */
function mountsOf(files: SystemFiles): readonly Mount[] {
  const info = files.read('proc/self/mountinfo')
  if (info === null) return usualMounts
  return info.split('\n').flatMap((line): Mount[] => {
    const [before = '', after = ''] = line.split(' - ')
    const [, , , root = '/', place = ''] = before.split(' ')
    const [type = '', , options = ''] = after.split(' ')
    if (type === 'cgroup2') return [{ version: 2, names: [], root, place }]
    return type === 'cgroup' ? [{ version: 1, names: options.split(','), root, place }] : []
  })
}

const usualMounts: readonly Mount[] = [
  { version: 2, names: [], root: '/', place: '/sys/fs/cgroup' },
  { version: 1, names: ['cpu'], root: '/', place: '/sys/fs/cgroup/cpu' },
  { version: 1, names: ['cpuset'], root: '/', place: '/sys/fs/cgroup/cpuset' },
]

/**
 * From the group at `path` to the top of what is mounted. A container may be shown only its own
 * part of the tree: then the path begins with that, or leads out of it (`/../..`).
 */
function foldersOf({ root, place }: Mount, path: string): string[] {
  const isWithin = root === '/' || path === root || path.startsWith(`${root}/`)
  const inside = isWithin ? path.slice(root === '/' ? 0 : root.length) : ''
  const names = posix.normalize(`/${inside}`).split('/').filter(Boolean)
  return Array.from({ length: names.length + 1 }, (_, up) =>
    join(place, ...names.slice(0, names.length - up)),
  )
}

function readQuota(files: SystemFiles, { folder, version }: Group): number | null {
  const [quota, period] =
    version === 2
      ? (files.read(join(folder, 'cpu.max')) ?? '').split(' ')
      : [
          files.read(join(folder, 'cpu.cfs_quota_us')) ?? '',
          files.read(join(folder, 'cpu.cfs_period_us')) ?? '',
        ]
  // No quota is "max" in version 2 and −1 in version 1.
  if (!/^\d+$/.test(quota ?? '') || !/^\d+$/.test(period ?? '')) return null
  const share = Number(quota) / Number(period)
  return Number.isFinite(share) && share > 0 ? share : null
}

function readCpuset(files: SystemFiles, { folder, version }: Group): readonly number[] | null {
  const names = version === 2 ? ['cpuset.cpus.effective'] : ['cpuset.effective_cpus', 'cpuset.cpus']
  return (
    names.map((name) => files.readCpuList(join(folder, name))).find((cpus) => cpus !== null) ?? null
  )
}

function numberIn(stat: string, name: string): number | null {
  const text = new RegExp(`^${name} (\\d+)$`, 'm').exec(stat)?.[1]
  return text === undefined ? null : Number(text)
}
