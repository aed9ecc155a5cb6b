import { defineStore } from 'pinia'
import { ref, shallowRef } from 'vue'
import { isolated } from '../../../report/isolated-text'
import type { QueuedRun, Work } from '../../../contract/run'
import { useLab } from '../lab'
import { useNotices } from '../notices'
import { useRun } from './run'
import { useSurvey } from './survey'

/** The runs that wait until what is measured has ended, in the order in which they begin. */
export const useQueue = defineStore('queue', () => {
  const lab = useLab()
  const notices = useNotices()
  const run = useRun()
  const survey = useSurvey()
  const queued = shallowRef<readonly QueuedRun[]>([])
  const isShown = ref(false)
  lab.on('queue', (all) => (queued.value = all))

  // The next takes the stage at once, so what the one before came to is told.
  lab.on('run', (event) => {
    if (event.kind !== 'finished' || queued.value.length === 0) return
    const name = event.saved.ok ? event.saved.value.name : 'The run'
    notices.tell(`“${isolated(name)}” is over: ${event.verdict.headline}`)
  })

  async function clear(): Promise<void> {
    notices.valueOf(await lab.clearQueue())
  }

  return {
    queued,
    /** Whether the list is open. */
    isShown,
    /** Takes up what waits when the window is opened or loaded again. */
    async join(): Promise<void> {
      queued.value = notices.valueOf(await lab.queuedRuns()) ?? []
    },
    /**
     * Puts something behind what is measured and what waits, and says so.
     *
     * @returns whether it begins at once
     */
    async add(work: Work): Promise<boolean> {
      const isToWait = run.isRunning || survey.isMeasuring
      const reply = await lab.queueRun(work)
      if (!reply.ok) notices.complain(reply.error)
      else if (isToWait) notices.tell(`“${isolated(nameOf(work))}” waits in the queue`)
      return reply.ok && !isToWait
    },
    /** Puts a waiting run in another place, from 0. */
    async move(id: string, to: number): Promise<void> {
      notices.valueOf(await lab.moveQueuedRun({ id, to }))
    },
    async remove(id: string): Promise<void> {
      notices.valueOf(await lab.unqueueRun({ id }))
    },
    clear,
    /** Ends what is measured too, which is kept as far as it came. */
    async cancelAll(): Promise<void> {
      await clear()
      await run.cancel()
    },
  }
})

function nameOf(work: Work): string {
  return work.kind === 'experiment' ? work.experiment : work.spec.name
}
