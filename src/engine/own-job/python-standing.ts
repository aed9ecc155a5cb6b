import { setTimeout } from 'node:timers/promises'
import { stacksIn } from '../process/python-stacks'

/** How long a process of Python may take to tell where it stands, and between two looks. */
const ANSWER_MS = 1_000
const LOOK_MS = 50

/** No more processes are asked: of a pool in which jobs hang, any one tells. */
const MOST_ASKED = 8

/**
 * The line of a job's file at which processes of Python stand, in a job that does not end; null
 * where none tells. They answer on standard error (`standing.py`), one after the other.
 *
 * @param complaint what they have said there
 */
export async function lineWhereItStands(
  pids: readonly number[],
  complaint: () => string,
  file: string,
): Promise<number | null> {
  for (const pid of pids.slice(0, MOST_ASKED)) {
    const before = complaint()
    try {
      process.kill(pid, 'SIGUSR1')
    } catch {
      // It has ended, or its system has no such signal.
      continue
    }
    await settled(complaint, before)
    const line = lineInStacks(complaint(), file)
    if (line !== null) return line
  }
  return null
}

/** Resolves once something more was said, and nothing since the last look; soon in any case. */
async function settled(complaint: () => string, before: string): Promise<void> {
  let last = before
  for (let leftMs = ANSWER_MS; leftMs > 0; leftMs -= LOOK_MS) {
    await setTimeout(LOOK_MS)
    const said = complaint()
    if (said !== before && said === last) return
    last = said
  }
}

/**
 * The innermost line of a job's file in the stacks that Python wrote of its threads and tasks; null
 * where there is none. Threads that the job started by itself, such as those of a server, do not
 * count: they may wait for ever.
 */
export function lineInStacks(said: string, file: string): number | null {
  for (const stack of stacksIn(said).stacks) {
    if (!/^Task |corewise_contender|^ {2}\.\.\./m.test(stack)) continue
    for (const [, path, line] of stack.matchAll(/^ {2}File "(.+)", line (\d+)/gm)) {
      if (path === file) return Number(line)
    }
  }
  return null
}
