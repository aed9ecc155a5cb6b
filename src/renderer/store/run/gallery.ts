import { defineStore } from 'pinia'
import { ref, watch } from 'vue'
import type { ExperimentName } from '../../../contract/gallery'
import { useOwnJob } from './own-job'
import { useRun } from './run'
import { useSpec } from './spec'

/** Whether the experiments of the literature are on the stage, to choose one of them. */
export const useGallery = defineStore('gallery', () => {
  const ownJob = useOwnJob()
  const run = useRun()
  const spec = useSpec()
  const isOpen = ref(false)

  // What is measured, opened from the library or chosen beside takes the stage.
  watch(
    () => [run.live?.runId, run.finished, spec.draft],
    () => (isOpen.value = false),
  )
  // Its own opening closes that one.
  watch(
    () => ownJob.isOpen,
    (isOther) => {
      if (isOther) isOpen.value = false
    },
  )

  return {
    isOpen,
    open(): void {
      ownJob.isOpen = false
      isOpen.value = true
    },
    /** Runs it as it stands in the gallery; what comes of it takes the stage. */
    async start(experiment: ExperimentName): Promise<void> {
      await run.startExperiment(experiment)
    },
  }
})
