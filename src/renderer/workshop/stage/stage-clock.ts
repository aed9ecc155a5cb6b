import { onBeforeUnmount, readonly, ref, type Ref } from 'vue'
import { isMotionReduced } from '../player/token-motion'

/** A stretch of a run's time that is gone through, milliseconds. */
interface Played {
  readonly fromMs: number
  readonly toMs: number
  /** What is shown of it where the system asks for less motion. */
  readonly stillMs: number
}

/** Goes through a stretch of time in `lengthMs` of real time. */
export function useStageClock(
  played: () => Played,
  lengthMs: number,
): {
  readonly atMs: Readonly<Ref<number>>
  readonly isPlaying: Readonly<Ref<boolean>>
  /** Back to the begin; with less motion to the moment that says most. */
  rewind(): void
  /** Goes on, or from the begin where it was at the end. */
  play(): void
  pause(): void
} {
  const atMs = ref(0)
  const isPlaying = ref(false)
  let frame = 0

  function pause(): void {
    cancelAnimationFrame(frame)
    isPlaying.value = false
  }

  function rewind(): void {
    pause()
    const { fromMs, stillMs } = played()
    atMs.value = isMotionReduced() ? stillMs : fromMs
  }

  function play(): void {
    pause()
    const { fromMs, toMs, stillMs } = played()
    if (isMotionReduced() || toMs <= fromMs) {
      atMs.value = stillMs
      return
    }
    if (atMs.value >= toMs) atMs.value = fromMs
    isPlaying.value = true
    let last = performance.now()
    const advance = (now: number): void => {
      // The first frame may have been begun before this.
      const passedMs = Math.max(0, now - last)
      last = now
      atMs.value = Math.min(toMs, atMs.value + (passedMs / lengthMs) * (toMs - fromMs))
      if (atMs.value >= toMs) isPlaying.value = false
      else frame = requestAnimationFrame(advance)
    }
    frame = requestAnimationFrame(advance)
  }

  onBeforeUnmount(pause)
  return { atMs: readonly(atMs), isPlaying: readonly(isPlaying), rewind, play, pause }
}
