import { spawn } from 'node:child_process'
import type { Processors } from '../../measure/processors/processors'
import { SystemFiles } from '../../measure/processors/system-files'

/** What keeps cores awake while a run goes on. */
export interface AwakeCores {
  /** Its processes, whose CPU time is neither a contender's nor another program's. */
  readonly pids: readonly number[]
  /** Lets the cores sleep again. */
  readonly end: () => void
}

/**
 * What keeps a core awake, as the arguments of `taskset`: counts for about 10 ms at a time, and
 * ends when its parent is no longer the one that started it. That it asks the system for its parent
 * each time, rather than the shell for `$PPID`, makes it end as well where the parent was gone at
 * once.
 */
export function awakeArguments(core: number, parentPid: number): string[] {
  const spin = [
    `while read -r _ _ _ parent _ </proc/$$/stat && [ "$parent" = ${parentPid} ]`,
    'do n=0; while [ $n -lt 20000 ]; do n=$((n+1)); done',
    'done',
  ].join('; ')
  return ['-c', String(core), 'chrt', '--idle', '0', 'sh', '-c', spin]
}

/**
 * Keeps cores awake by a process on each that only runs when nothing else wants the core (Linux's
 * SCHED_IDLE). A core that nobody uses is put to sleep, by the system or by a hypervisor that gives
 * it to another machine. The first job after that costs up to several times its CPU time, as caches
 * and page tables are cold: blocks of a loop that works for 0.4 ms of every 20 would differ by up
 * to a half, by which core it is on and by what else wakes that.
 *
 * Does nothing where the system cannot, where a quota would pay for it, and where cores are
 * siblings: there it would take from the core beside it. Nor does it where a contender is in a
 * session of its own and the system shares cores between sessions first (sched_autogroup): a policy
 * counts within one, and a spinning process would take up to half a core from that contender.
 *
 * @param hasSessions whether contenders have processes in sessions of their own
 */
export function keepCoresAwake(
  processors: Processors | null,
  hasSessions: boolean,
  files = new SystemFiles(),
): AwakeCores {
  const isShared = hasSessions && files.readNumber('proc/sys/kernel/sched_autogroup_enabled') === 1
  const cores =
    processors !== null && mayKeepAwake(processors) && !isShared ? processors.usable : []
  const children = cores.map(({ id }) => {
    const child = spawn('taskset', awakeArguments(id, process.pid), { stdio: 'ignore' })
    // Without these programs the cores sleep.
    child.on('error', () => undefined)
    child.unref()
    return child
  })
  return {
    get pids() {
      return children.flatMap(({ pid }) => pid ?? [])
    },
    end: () => {
      for (const child of children) child.kill('SIGKILL')
    },
  }
}

function mayKeepAwake({ quota, usable }: Processors): boolean {
  const haveSiblings = usable.some(({ siblings }) => siblings.length > 1)
  return process.platform === 'linux' && quota === null && !haveSiblings
}
