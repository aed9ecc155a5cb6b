import { defineStore } from 'pinia'
import { computed, ref, watch } from 'vue'

const MINUTE_MS = 60_000
const MOST_MINUTES = 90
/** The seconds change on time, to the eye. */
const TICK_MS = 250

/** The time that an exercise has. */
export const useCountdown = defineStore('countdown', () => {
  const minutes = ref(3)
  /** By `Date.now`; null where no time is counted. */
  const endsAtMs = ref<number | null>(null)
  const nowMs = ref(0)
  watch(endsAtMs, (endsAt, _before, onCleanup) => {
    if (endsAt === null) return
    const timer = setInterval(() => (nowMs.value = Date.now()), TICK_MS)
    onCleanup(() => {
      clearInterval(timer)
    })
  })

  const leftMs = computed(() =>
    endsAtMs.value === null ? null : Math.max(0, endsAtMs.value - nowMs.value),
  )

  return {
    minutes,
    endsAtMs,
    /** Null where no time is counted. */
    leftMs,
    /** Starts it, or ends it. */
    toggle(): void {
      nowMs.value = Date.now()
      endsAtMs.value = endsAtMs.value === null ? nowMs.value + minutes.value * MINUTE_MS : null
    },
    /** Starts it with so many minutes; where it runs, anew. */
    begin(length: number): void {
      minutes.value = Math.min(MOST_MINUTES, Math.max(1, length))
      nowMs.value = Date.now()
      endsAtMs.value = nowMs.value + minutes.value * MINUTE_MS
    },
    stop(): void {
      endsAtMs.value = null
    },
    /** A minute more or less, of what is left too. */
    change(by: 1 | -1): void {
      const changed = Math.min(MOST_MINUTES, Math.max(1, minutes.value + by))
      if (endsAtMs.value !== null) endsAtMs.value += (changed - minutes.value) * MINUTE_MS
      minutes.value = changed
    },
  }
})
