import { defineStore } from 'pinia'
import { computed } from 'vue'
import { useRun } from './run'
import { useSpec } from './spec'
import { useSurvey } from './survey'
import { useSweep } from './sweep'

/** What pressing the one button does: a run, or a sweep where one is asked for. */
export const useLaunch = defineStore('launch', () => {
  const run = useRun()
  const spec = useSpec()
  const survey = useSurvey()
  const sweep = useSweep()
  const isSweep = computed(() => sweep.over !== null)
  const isFitting = computed(() => (isSweep.value ? sweep.request !== null : spec.spec !== null))
  const isReady = computed(() => isFitting.value && !survey.isMeasuring)

  return {
    isSweep,
    /** Whether all that was filled in can be run. */
    isFitting,
    /** Whether it can be run now. */
    isReady,
    /** About how long it takes, in milliseconds: what is swept changes nothing of that. */
    expectedMs: computed(
      () => (spec.prediction?.expectedMs ?? 0) * (isSweep.value ? sweep.values.length : 1),
    ),
    start(): void {
      if (!isReady.value) return
      if (isSweep.value) {
        if (sweep.request !== null) void run.startSweep(sweep.request)
      } else if (spec.spec !== null) void run.start(spec.spec)
    },
  }
})
