import { readFileSync } from 'node:fs'
import { cpus } from 'node:os'
import { seconds, type Seconds } from '../statistics/quantity'

/**
 * CPU time that all but this process has used so far. Readings mean something by their difference.
 */
export interface OthersReading {
  /** Of programs that are none of the lab's. */
  readonly programSeconds: Seconds
  /** That a hypervisor gave to others while this machine had something to run (steal). */
  readonly stolenSeconds: Seconds
  /** Of the loopback service; null without one, and where it is not told. */
  readonly serviceSeconds: Seconds | null
}

/** Linux counts in hundredths of a second towards programs, whatever its own tick is. */
const TICKS_PER_SECOND = 100

/** Other processes of the lab. */
export interface LabPids {
  /** The loopback service; null without one. */
  readonly httpPid: number | null
  /** The one that started this; null where there is none. */
  readonly hostPid: number | null
  /** Those that keep cores awake. */
  readonly awakePids?: readonly number[]
}

/**
 * CPU time of processes that contenders run in. What one used that has ended is kept, as far as it
 * was looked at: the system forgets it.
 */
export class ForeignTimes {
  readonly #seconds = new Map<number, number>()

  /** Looks at these processes, and says what all that were ever looked at have used. */
  read(pids: readonly number[]): number {
    for (const pid of pids) {
      const now = readProcessSeconds(pid)
      if (now !== null) this.#seconds.set(pid, now)
    }
    return [...this.#seconds.values()].reduce((sum, used) => sum + used, 0)
  }
}

/**
 * Looks at what others do on these cores, in Linux's /proc/stat. Never throws.
 *
 * @param cores their ids; none for all
 * @param foreignSeconds what foreign processes of contenders used, which are no others
 * @returns null where it cannot be told, as in a container that is shown another machine's cores
 */
export function readOthers(
  { httpPid, hostPid, awakePids = [] }: LabPids,
  cores: readonly number[] = [],
  foreignSeconds = 0,
): OthersReading | null {
  const all = readAllSeconds(cores)
  if (all === null) return null
  const own = process.cpuUsage()
  const ownSeconds = (own.user + own.system) / 1e6
  const serviceSeconds = httpPid === null ? null : readProcessSeconds(httpPid)
  const hostSeconds = hostPid === null ? null : readProcessSeconds(hostPid)
  const awakeSeconds = awakePids.reduce((sum, pid) => sum + (readProcessSeconds(pid) ?? 0), 0)
  const labSeconds =
    ownSeconds + (serviceSeconds ?? 0) + (hostSeconds ?? 0) + awakeSeconds + foreignSeconds
  return {
    programSeconds: seconds(all.busySeconds - labSeconds),
    stolenSeconds: seconds(all.stolenSeconds),
    serviceSeconds,
  }
}

/**
 * CPU time that a process has used so far, from Linux's /proc/<pid>/stat (fields 14 and 15); null
 * where it cannot be told.
 */
function readProcessSeconds(pid: number): Seconds | null {
  // The name, in brackets, may hold anything; what follows it are numbers but for the state.
  const fields = read(`/proc/${pid}/stat`)?.split(') ').at(-1)?.split(' ').map(Number)
  const [user, system] = [fields?.[11], fields?.[12]]
  return user === undefined || system === undefined
    ? null
    : seconds((user + system) / TICKS_PER_SECOND)
}

/**
 * Only of some cores where others are not this process's to use: what is done there takes nothing.
 */
function readAllSeconds(
  cores: readonly number[],
): { readonly busySeconds: number; readonly stolenSeconds: number } | null {
  const stat = read('/proc/stat')
  if (stat === null) return null
  const lines = new Map(
    [...stat.matchAll(/^cpu(\d*) +(.*)$/gm)].map(([, id = '', times = '']) => [id, times]),
  )
  // In a container that is given some of the cores the file may tell of all of them.
  if (lines.size - 1 !== cpus().length) return null
  const wanted = cores.length === 0 || cores.length === lines.size - 1 ? [''] : cores.map(String)
  let [busy, stolen] = [0, 0]
  for (const id of wanted) {
    const times = lines.get(id)
    if (times === undefined) return null
    const [user = 0, nice = 0, system = 0, , , irq = 0, softirq = 0, steal = 0] = times
      .split(' ')
      .map(Number)
    busy += user + nice + system + irq + softirq
    stolen += steal
  }
  return { busySeconds: busy / TICKS_PER_SECOND, stolenSeconds: stolen / TICKS_PER_SECOND }
}

/**
 * The mean clock of the cores, from Linux's cpufreq or /proc/cpuinfo; null where it is not told.
 */
export function readCoreMhz(): number | null {
  const scaled = cpus().map((_, core) =>
    read(`/sys/devices/system/cpu/cpu${core}/cpufreq/scaling_cur_freq`),
  )
  const fromScaling = scaled.flatMap((text) => (text === null ? [] : [Number(text) / 1_000]))
  const fromInfo = [...(read('/proc/cpuinfo') ?? '').matchAll(/^cpu MHz\s*:\s*([\d.]+)$/gm)].map(
    ([, mhz]) => Number(mhz),
  )
  const clocks = (fromScaling.length > 0 ? fromScaling : fromInfo).filter((mhz) => mhz > 0)
  return clocks.length === 0 ? null : clocks.reduce((sum, mhz) => sum + mhz, 0) / clocks.length
}

function read(path: string): string | null {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return null
  }
}
