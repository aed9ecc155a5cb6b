import { computed, ref, shallowRef } from 'vue'
import {
  hasTime as movesOn,
  nextPosition,
  Replay,
  stepUnits,
  type LoopState,
  type Recording,
  type StepUnit,
} from '../../../contract/workshop/recording'

/** Events a second that a run can be played at. */
export const speeds = [1, 3, 10, 30, 100, 1_000, 10_000] as const

/** What is on the axis of the lanes. */
export const laneAxes = ['events', 'time'] as const
type LaneAxis = (typeof laneAxes)[number]

/** Up to so many events a second one sees where a task goes. */
const MOST_FOLLOWED = 30

/** As many events as are prepared in a few milliseconds. */
const EVENTS_A_FRAME = 5_000

/** What was recorded of a run, how far one has gone in it, and how one goes on. */
export function createPlayer() {
  const replay = shallowRef<Replay | null>(null)
  const state = shallowRef<LoopState | null>(null)
  /** Whether one step led to where one is, so that what moved is seen to move. */
  const isStep = ref(false)
  const isPlaying = ref(false)
  /** Events a second. */
  const speed = ref<number>(10)
  const stepUnit = ref<StepUnit>('event')
  const chosenLanes = ref<LaneAxis>('events')

  const length = computed(() => replay.value?.length ?? 0)
  const isAtEnd = computed(() => state.value !== null && state.value.position >= length.value)
  /** A run all of which is at one time has no lanes by time. */
  const hasTime = computed(() => replay.value !== null && movesOn(replay.value.recording))

  function go(position: number, asStep: boolean): void {
    if (replay.value === null) return
    isStep.value = asStep
    state.value = replay.value.jumpTo(position)
  }

  function jump(position: number): void {
    go(position, Math.abs(position - (state.value?.position ?? 0)) <= 1)
  }

  function pause(): void {
    isPlaying.value = false
  }

  /** Plays on until the end or a pause; as many events a second as `speed` says. */
  function play(): void {
    if (isPlaying.value || replay.value === null) return
    if (isAtEnd.value) jump(0)
    isPlaying.value = true
    let last = performance.now()
    let due = 0
    const advance = (now: number): void => {
      if (!isPlaying.value) return
      due += ((now - last) / 1_000) * speed.value
      last = now
      const count = Math.floor(due)
      due -= count
      const isFollowed = speed.value <= MOST_FOLLOWED
      if (count > 0) go((state.value?.position ?? 0) + count, isFollowed)
      if (isAtEnd.value) pause()
      else requestAnimationFrame(advance)
    }
    requestAnimationFrame(advance)
  }

  /**
   * Goes to the beginning of a recorded run, and makes its whole length quick to jump in, frame by
   * frame.
   */
  function take(recording: Recording | null): void {
    const shown = recording === null ? null : new Replay(recording)
    replay.value = shown
    isStep.value = false
    state.value = shown?.state ?? null
    const prepare = (): void => {
      if (shown === null || replay.value !== shown) return
      if (!shown.prepare(EVENTS_A_FRAME)) requestAnimationFrame(prepare)
    }
    prepare()
  }

  return {
    replay,
    state,
    isStep,
    isPlaying,
    speed,
    length,
    isAtEnd,
    hasTime,
    stepUnit,
    chooseStep(unit: string): void {
      stepUnit.value = stepUnits.find((each) => each === unit) ?? 'event'
    },
    laneAxis: computed<LaneAxis>(() => (hasTime.value ? chosenLanes.value : 'events')),
    chooseLanes(axis: string): void {
      chosenLanes.value = laneAxes.find((each) => each === axis) ?? 'events'
    },
    jump,
    pause,
    take,
    /** One event on or back, or to where the next iteration, printed line or task begins. */
    step(by: 1 | -1): void {
      pause()
      if (replay.value === null) return
      const position = state.value?.position ?? 0
      go(nextPosition(replay.value.recording, stepUnit.value, position, by), true)
    },
    toggle(): void {
      if (isPlaying.value) pause()
      else play()
    },
  }
}
