import { readFileSync } from 'node:fs'
import { cpus, loadavg, release, totalmem } from 'node:os'
import { readProcessors } from '../processors/read-processors'
import { uvThreadsOf } from '../uv-threads'
import type { Environment } from './environment'
import { bytes } from '../statistics/quantity'

/** Which build of the lab this is; the commit is null where it is not known. */
export interface Build {
  readonly version: string
  readonly commit: string | null
}

/** Reads what machine and runtime this is. Never throws; what cannot be read is null. */
export function readEnvironment({ version, commit }: Build): Environment {
  const processors = readProcessors()
  return {
    cpuModel: cpus()[0]?.model.trim() ?? 'unknown',
    cores: processors.usable.length,
    processors,
    uvThreads: uvThreadsOf(process.env.UV_THREADPOOL_SIZE),
    memoryBytes: bytes(totalmem()),
    // Windows keeps no load average; Node gives 0 there.
    loadAverage1m: process.platform === 'win32' ? null : (loadavg()[0] ?? null),
    governor: readGovernor(),
    platform: `${process.platform} ${process.arch}`,
    osRelease: release(),
    versions: readVersions(),
    python: null,
    commit,
    corewise: version,
  }
}

/** Linux's rule for the first core's frequency, such as "performance" or "powersave". */
function readGovernor(): string | null {
  try {
    return readFileSync('/sys/devices/system/cpu/cpu0/cpufreq/scaling_governor', 'utf8').trim()
  } catch {
    return null
  }
}

function readVersions(): Record<string, string> {
  const known = ['node', 'v8', 'uv', 'electron']
  return Object.fromEntries(
    known.flatMap((name) => {
      const version = process.versions[name]
      return version === undefined ? [] : [[name, version]]
    }),
  )
}
