import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'

/**
 * Ends a process at once, and all that it started: somebody's job may start programs, which would
 * go on without it. One that was detached is found, too, as long as those between are alive.
 */
export function killTree(pid: number): void {
  for (const one of [...descendantsOf(pid), pid]) {
    try {
      process.kill(one, 'SIGKILL')
    } catch {
      // It has ended by itself.
    }
  }
}

function descendantsOf(pid: number): number[] {
  const children = new Map<number, number[]>()
  for (const [child, parent] of processes()) {
    const others = children.get(parent)
    if (others === undefined) children.set(parent, [child])
    else others.push(child)
  }
  const found: number[] = []
  const collect = (parent: number): void => {
    for (const child of children.get(parent) ?? []) {
      found.push(child)
      collect(child)
    }
  }
  collect(pid)
  return found
}

/** Every process of this machine that can be seen, and which one started it. */
function processes(): (readonly [pid: number, parent: number])[] {
  if (process.platform === 'win32') return []
  if (process.platform === 'linux') {
    return readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .map((name) => [Number(name), parentOf(name)] as const)
  }
  const { stdout } = spawnSync('ps', ['-A', '-o', 'pid=,ppid='], { encoding: 'utf8' })
  return stdout.split('\n').map((line) => {
    const [pid = 0, parent = 0] = line.trim().split(/\s+/).map(Number)
    return [pid, parent] as const
  })
}

/**
 * The fourth field of proc(5)'s `stat`; the second is a name that may hold anything. 0 where it
 * ended.
 */
function parentOf(pid: string): number {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1])
  } catch {
    return 0
  }
}
