import type { Body } from '.'
import type { JobModule } from '../../own-job/job-module'

/** The job of this thread; null before it was loaded. */
let loaded: JobModule | null = null

/** A person's own job: all of it happens in the wait, in whichever way the thread can take it. */
export const own: Body = {
  prepare: async (plan) => {
    if (plan.own === null) throw new Error('own: null, but the workload is "own"')
    // Only now: what compiles a job is no part of threads that run other kinds of work.
    const { loadJob } = await import('../../own-job/load-job')
    const { forbidExit } = await import('../../own-job/forbid-exit')
    forbidExit()
    loaded = await loadJob(plan.own)
    await loaded.before()
  },
  conclude: async () => loaded?.after(),
  wait: (plan, index, waits) => {
    if (loaded === null) throw new Error('The job was not loaded before it was run')
    const { inputs, variants } = loaded
    const input = inputs[plan.placeOf(index) % inputs.length]
    const { blocking, job, coroutine } = variants
    return waits.either({
      alsoComputes: true,
      ...(blocking && { blocking: () => blocking(input) }),
      ...(coroutine && { coroutine: () => coroutine(input) }),
      async: () => {
        if (job === undefined) throw new Error('The file has no `job` for this thread')
        return job(input)
      },
    })
  },
}
