import { availableParallelism } from 'node:os'
import { readGroupLimits } from './control-groups'
import type { Processors } from './processors'
import { parseCpuList } from './cpu-list'
import { SystemFiles } from './system-files'
import { readTopology } from './topology'

/**
 * Reads how many cores there really are for this process, and what they are. Never throws: what the
 * system does not tell limits nothing. `availableParallelism` knows affinity alone: no quota of a
 * control group and no kinds of cores.
 *
 * @param root the folder of the system's files
 * @param known how many cores the runtime knows of, where the system's files tell none
 */
export function readProcessors(root = '/', known = availableParallelism()): Processors {
  const files = new SystemFiles(root)
  const counted = Array.from({ length: Math.max(1, known) }, (_, id) => id)
  const allowed = allowedCpus(files)
  const online = files.readCpuList('sys/devices/system/cpu/online') ?? allowed ?? counted
  const { quota, cpuset } = readGroupLimits(files)
  const inSet = online.filter((id) => cpuset?.includes(id) ?? true)
  const usable = orAll(
    inSet.filter((id) => allowed?.includes(id) ?? true),
    allowed ?? counted,
  )
  const isLimitedByQuota = quota !== null && quota < usable.length
  return {
    effective: isLimitedByQuota ? quota : usable.length,
    limit: isLimitedByQuota
      ? 'quota'
      : // A cpuset shows in the affinity as well.
        usable.length < inSet.length
        ? 'affinity'
        : usable.length < online.length
          ? 'cpuset'
          : 'machine',
    online: Math.max(online.length, usable.length),
    quota,
    usable: readTopology(files, usable),
  }
}

/** The cores that the scheduler lets this process run on; null where the system does not tell. */
function allowedCpus(files: SystemFiles): readonly number[] | null {
  const status = files.read('proc/self/status') ?? ''
  return parseCpuList(/^Cpus_allowed_list:\s*(.*)$/m.exec(status)?.[1] ?? '')
}

/** Files that contradict each other leave what the scheduler says. */
function orAll(usable: readonly number[], all: readonly number[]): readonly number[] {
  return usable.length === 0 ? all : usable
}
