import { defineStore } from 'pinia'
import { computed } from 'vue'
import { useRun } from './run'
import { useSpec } from './spec'
import { useSweep } from './sweep'

/** What pressing the one button does: a run, or a sweep where one is asked for. */
export const useLaunch = defineStore('launch', () => {
  const run = useRun()
  const spec = useSpec()
  const sweep = useSweep()
  const isSweep = computed(() => sweep.over !== null)
  const isReady = computed(() => (isSweep.value ? sweep.request !== null : spec.spec !== null))

  return {
    isSweep,
    isReady,
    /** About how long it takes, in milliseconds: what is swept changes nothing of that. */
    expectedMs: computed(
      () => (spec.prediction?.expectedMs ?? 0) * (isSweep.value ? sweep.values.length : 1),
    ),
    start(): void {
      if (isSweep.value) {
        if (sweep.request !== null) void run.startSweep(sweep.request)
      } else if (spec.spec !== null) void run.start(spec.spec)
    },
  }
})
