import { readFileSync } from 'node:fs'
import { cpus } from 'node:os'
import { listTasks } from '../cpu/linux-task'
import { seconds, type Seconds } from '../statistics/quantity'

/**
 * CPU time that all but this process has used so far. Readings mean something by their difference.
 */
export interface OthersReading {
  /** Of programs that are none of the lab's. */
  readonly programSeconds: Seconds
  /** That a hypervisor gave to others while this machine had something to run (steal). */
  readonly stolenSeconds: Seconds
  /**
   * Of the loopback service, and of processes that a person's own jobs started; null without, and
   * where it is not told.
   */
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
  /** Those that may start others, see `readStartedSeconds`; null where no job may. */
  readonly starters?: Starters | null
}

/** The processes in which a person's own jobs run. */
export interface Starters {
  /** This process for jobs of Node, those of the contenders for others. */
  readonly pids: readonly number[]
  /** Processes below them that the lab itself started. */
  readonly known: readonly number[]
}

/**
 * CPU time of what jobs started, as a server of their own, and of what that started: of those that
 * still run, and of those that ended and were waited for. It is no contender's, as a job may start
 * what others use; nor is it another program's.
 */
function readStartedSeconds({ pids, known }: Starters): Seconds {
  const all = [...pids]
  const isKnown = new Set([...pids, ...known])
  let used = 0
  // The list grows while it is gone through: each may have started others.
  for (const pid of all) {
    const { own, ended } = readProcessTimes(pid) ?? { own: 0, ended: 0 }
    used += pids.includes(pid) ? ended : own + ended
    all.push(...childrenOf(pid).filter((child) => !isKnown.has(child)))
  }
  return seconds(used)
}

/** Processes that any thread of this one started, as Linux tells them. */
function childrenOf(pid: number): number[] {
  return (listTasks(pid) ?? []).flatMap((thread) =>
    (read(`/proc/${pid}/task/${thread}/children`) ?? '').split(' ').filter(Boolean).map(Number),
  )
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
  { httpPid, hostPid, awakePids = [], starters = null }: LabPids,
  cores: readonly number[] = [],
  foreignSeconds = 0,
): OthersReading | null {
  const all = readAllSeconds(cores)
  if (all === null) return null
  const own = process.cpuUsage()
  const ownSeconds = (own.user + own.system) / 1e6
  const startedSeconds = starters && readStartedSeconds(starters)
  const serviceSeconds = httpPid === null ? startedSeconds : readProcessSeconds(httpPid)
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

/** CPU time that a process has used so far; null where it cannot be told. */
function readProcessSeconds(pid: number): Seconds | null {
  const times = readProcessTimes(pid)
  return times && seconds(times.own)
}

/**
 * Seconds of CPU time of a process, and of those that it started, waited for and that ended, from
 * Linux's /proc/<pid>/stat (fields 14 to 17); null where it cannot be told.
 */
function readProcessTimes(pid: number): { readonly own: number; readonly ended: number } | null {
  // The name, in brackets, may hold anything; what follows it are numbers but for the state.
  const fields = read(`/proc/${pid}/stat`)?.split(') ').at(-1)?.split(' ').map(Number)
  const [user, system, endedUser, endedSystem] = fields?.slice(11, 15) ?? []
  if (user === undefined || system === undefined) return null
  return {
    own: (user + system) / TICKS_PER_SECOND,
    ended: ((endedUser ?? 0) + (endedSystem ?? 0)) / TICKS_PER_SECOND,
  }
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
