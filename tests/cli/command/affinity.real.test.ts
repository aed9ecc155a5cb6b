import { parseInput } from '../../../src/host/input/parse-input'
import { readdirSync, readFileSync } from 'node:fs'
import { setTimeout as delay } from 'node:timers/promises'
import { spawnSync } from 'node:child_process'
import { cpus } from 'node:os'
import { expect, test } from 'vitest'
import { resultSchema } from '../../../src/engine/result/result'
import { brief, start } from '../corewise'
import { scratch } from '../../scratch'

/** A thread as it was seen: where it may run, where it ran last, and for how long until then. */
interface Seen {
  readonly tid: string
  readonly allowed: string
  readonly core: string
  readonly cpuNs: number
}

/** All threads of a process. */
function threadsOf(pid: number): Seen[] {
  return tasksOf(pid).flatMap((tid) => {
    try {
      const read = (file: string) => readFileSync(`/proc/${pid}/task/${tid}/${file}`, 'latin1')
      const cpuNs = Number(read('schedstat').split(' ')[0])
      const core = read('stat').split(') ').at(-1)?.split(' ')[36] ?? ''
      const allowed = /^Cpus_allowed_list:\s*(.*)$/m.exec(read('status'))?.[1] ?? ''
      return [{ tid, allowed, core, cpuNs }]
    } catch {
      // It ended meanwhile.
      return []
    }
  })
}

function tasksOf(pid: number): string[] {
  try {
    return readdirSync(`/proc/${pid}/task`)
  } catch {
    return []
  }
}

/** The children of a process. */
const childrenOf = (pid: number): number[] =>
  readdirSync('/proc').flatMap((name) => {
    try {
      const stat = readFileSync(`/proc/${name}/stat`, 'latin1')
      return Number(stat.split(') ').at(-1)?.split(' ')[1]) === pid ? [Number(name)] : []
    } catch {
      return []
    }
  })

/** What a brief run on one core says, and what was seen of its threads meanwhile. */
async function watchedRun() {
  const home = await scratch()
  const args = ['run', 'cpu-bound', '--cores', '1', '--workers', '3', '--json', '--quiet', ...brief]
  const run = start([...args, '--contenders', 'event-loop,thread-pool'], home)
  const before = new Map<string, number>()
  /** Threads that ran since they were seen to be kept to one core, at each look. */
  const ran: Seen[] = []
  const afterwards: Seen[] = []
  while (run.child.exitCode === null) {
    for (const pid of childrenOf(run.child.pid ?? -1)) {
      const threads = threadsOf(pid)
      // Until it has been kept to a core, it has only what a runtime starts with.
      const isKept = threads.every(({ allowed }) => !/[-,]/.test(allowed))
      if (before.size > 0) afterwards.push(...threads)
      if (!isKept) continue
      // What sleeps stays where it last ran, kept to another core or not.
      ran.push(...threads.filter(({ tid, cpuNs }) => cpuNs > (before.get(tid) ?? cpuNs)))
      for (const { tid, cpuNs } of threads) before.set(tid, cpuNs)
    }
    await delay(20)
  }
  return { ...(await run.ended), ran, afterwards }
}

test('a run on one core has all its threads there, from before the first to the last', async (context) => {
  if (spawnSync('taskset', ['--version']).status !== 0) context.skip('there is no taskset')
  if (cpus().length < 2) context.skip('there is only one core')
  let [looks, threads] = [0, 0]
  // The pool's dispatcher and workers, the coordinator and the runtime's helpers: of one run a busy
  // machine may show too little.
  while (looks <= 20 || threads <= 4) {
    const { code, stdout, ran, afterwards } = await watchedRun()
    expect(code).toBe(0)
    const { environment, spec } = parseInput(resultSchema, JSON.parse(stdout), 'the file')
    const [core] = environment.processors?.usable ?? []
    expect(environment).toMatchObject({ cores: 1, processors: { effective: 1, limit: 'asked' } })
    expect(spec.cores).toBe(1)
    const only = String(core?.id)
    expect(ran.filter((thread) => thread.core !== only)).toEqual([])
    expect(afterwards.filter(({ allowed }) => allowed !== only)).toEqual([])
    looks += ran.length
    threads = Math.max(threads, new Set(ran.map(({ tid }) => tid)).size)
  }
})
