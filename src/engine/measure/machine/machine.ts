import { readFileSync } from 'node:fs'
import { cpus } from 'node:os'
import { seconds, type Seconds } from '../statistics/quantity'

/** What the whole machine has done so far, and how fast its cores are clocked. */
export interface MachineReading {
  /** CPU time of everything on the machine but this process; null where it cannot be told. */
  readonly otherSeconds: Seconds | null
  /** Mean clock of the cores in MHz; null where it is not told. */
  readonly coreMhz: number | null
}

/** Linux counts in hundredths of a second towards programs, whatever its own tick is. */
const TICKS_PER_SECOND = 100

/**
 * Looks at the machine: Linux's /proc/stat, where time that a hypervisor gave to others counts as
 * used (steal), and cpufreq or /proc/cpuinfo for the clock. Never throws.
 */
export function readMachine(): MachineReading {
  return { otherSeconds: readOtherSeconds(), coreMhz: readCoreMhz() }
}

/**
 * CPU time that a process has used so far, from Linux's /proc/<pid>/stat (fields 14 and 15); null
 * where it cannot be told.
 */
export function readProcessSeconds(pid: number): Seconds | null {
  // The name, in brackets, may hold anything; what follows it are numbers but for the state.
  const fields = read(`/proc/${pid}/stat`)?.split(') ').at(-1)?.split(' ').map(Number)
  const [user, system] = [fields?.[11], fields?.[12]]
  return user === undefined || system === undefined
    ? null
    : seconds((user + system) / TICKS_PER_SECOND)
}

function readOtherSeconds(): Seconds | null {
  const stat = read('/proc/stat')
  if (stat === null) return null
  // In a container that is given some of the cores the file may tell of all of them.
  if ((stat.match(/^cpu\d+ /gm)?.length ?? 0) !== cpus().length) return null
  const [user = 0, nice = 0, system = 0, , , irq = 0, softirq = 0, steal = 0] = (
    /^cpu +(.*)$/m.exec(stat)?.[1] ?? ''
  )
    .split(' ')
    .map(Number)
  const own = process.cpuUsage()
  const ownSeconds = (own.user + own.system) / 1e6
  const busySeconds = (user + nice + system + irq + softirq + steal) / TICKS_PER_SECOND
  return seconds(busySeconds - ownSeconds)
}

function readCoreMhz(): number | null {
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
