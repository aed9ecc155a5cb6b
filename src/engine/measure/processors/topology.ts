import type { CoreKind, LogicalCore } from './processors'
import type { SystemFiles } from './system-files'

const CPU = 'sys/devices/system/cpu'

/**
 * A core with less than this share of the capacity or the clock of the best is of a slower kind.
 */
const LEAST_ALIKE = 0.85

/**
 * What the system tells of each of these cores: which one it shares with others (SMT), whether it
 * is of a fast or of a slow kind, and its clock. Sources: Linux, admin-guide/cputopology.rst, and
 * Documentation/ABI/testing/sysfs-devices-system-cpu (cpu_capacity, cpufreq).
 */
export function readTopology(files: SystemFiles, ids: readonly number[]): LogicalCore[] {
  const kindOf = coreKinds(files, ids)
  const clocks = clocksInInfo(files)
  return ids.map((id) => ({
    id,
    siblings: [...siblingsOf(files, id)],
    kind: kindOf(id),
    mhz:
      inMhz(files.readNumber(`${CPU}/cpu${id}/cpufreq/scaling_cur_freq`)) ?? clocks.get(id) ?? null,
    mostMhz: inMhz(files.readNumber(`${CPU}/cpu${id}/cpufreq/cpuinfo_max_freq`)),
  }))
}

/** The logical cores of the same physical one, itself among them. */
function siblingsOf(files: SystemFiles, id: number): readonly number[] {
  const folder = `${CPU}/cpu${id}/topology`
  const listed =
    files.readCpuList(`${folder}/core_cpus_list`) ??
    files.readCpuList(`${folder}/thread_siblings_list`)
  return listed?.includes(id) === true ? listed : [id]
}

/** Null for all where they are all of one kind, and where the system does not say. */
function coreKinds(files: SystemFiles, ids: readonly number[]): (id: number) => CoreKind | null {
  const fast = files.readCpuList('sys/devices/cpu_core/cpus')
  const slow = [
    ...(files.readCpuList('sys/devices/cpu_atom/cpus') ?? []),
    ...(files.readCpuList('sys/devices/cpu_lowpower/cpus') ?? []),
  ]
  if (fast !== null && slow.length > 0) {
    return (id) => (slow.includes(id) ? 'efficiency' : fast.includes(id) ? 'performance' : null)
  }
  for (const file of ['cpu_capacity', 'cpufreq/cpuinfo_max_freq']) {
    // Also of cores that this process may not use: slow ones are slow though it has no others.
    const known = allCpus(files, ids).flatMap((id): [number, number][] => {
      const value = files.readNumber(`${CPU}/cpu${id}/${file}`)
      return value === null || value === 0 ? [] : [[id, value]]
    })
    const best = Math.max(...known.map(([, value]) => value))
    if (known.every(([, value]) => value >= best * LEAST_ALIKE)) continue
    const values = new Map(known)
    return (id) => {
      const value = values.get(id)
      if (value === undefined) return null
      return value >= best * LEAST_ALIKE ? 'performance' : 'efficiency'
    }
  }
  return () => null
}

function allCpus(files: SystemFiles, ids: readonly number[]): readonly number[] {
  return files.readCpuList(`${CPU}/online`) ?? ids
}

function inMhz(kilohertz: number | null): number | null {
  return kilohertz === null || kilohertz === 0 ? null : kilohertz / 1_000
}

/** Where there is no cpufreq, as in virtual machines: the clock of each core by its number. */
function clocksInInfo(files: SystemFiles): ReadonlyMap<number, number> {
  const blocks = (files.read('proc/cpuinfo') ?? '').split(/\n\s*\n/)
  return new Map(
    blocks.flatMap((block): [number, number][] => {
      const id = /^processor\s*:\s*(\d+)$/m.exec(block)?.[1]
      const mhz = Number(/^cpu MHz\s*:\s*([\d.]+)$/m.exec(block)?.[1])
      return id === undefined || !(mhz > 0) ? [] : [[Number(id), mhz]]
    }),
  )
}
