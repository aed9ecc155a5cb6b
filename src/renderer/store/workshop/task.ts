import { defineStore } from 'pinia'
import { computed, ref, shallowRef, watch } from 'vue'
import {
  assembled,
  checkTask,
  didTheSame,
  orderPuzzle,
  programIn,
  type CheckResult,
} from '../../../contract/workshop/lesson'
import type { ProgramReply } from '../../../contract/workshop/program'
import { unpackRecording, type Recording } from '../../../contract/workshop/recording'
import { useLesson } from './lesson'

/** What is done with the open lesson: its task, and its lines that are put in order. */
export const useTask = defineStore('task', () => {
  const open = useLesson()
  /** Of the last check; null before any, and once the program was changed since. */
  const results = shallowRef<readonly CheckResult[] | null>(null)
  const isChecking = ref(false)
  /** Places in the puzzle's lines, from 0, as they are ordered now. */
  const places = ref<readonly number[]>([])
  const orderVerdict = ref('')

  const isPassed = computed(
    () =>
      results.value !== null &&
      results.value.length > 0 &&
      results.value.every(({ isMet }) => isMet) &&
      open.outcome?.kind === 'finished',
  )
  const puzzle = computed(() => {
    const { lesson, language } = open
    if (lesson?.order === undefined) return null
    try {
      return orderPuzzle(programIn(lesson, language), language, lesson.order)
    } catch {
      // A lesson of one's own may name a function that its program has not.
      return null
    }
  })

  watch(
    puzzle,
    (shown) => {
      places.value = shown?.lines.map((_, at) => at) ?? []
      orderVerdict.value = ''
    },
    { immediate: true },
  )
  watch([() => open.lesson, () => open.language, () => open.program], () => {
    results.value = null
  })

  async function recordingOf(reply: ProgramReply | null): Promise<Recording | null> {
    const file = reply?.outcome.kind === 'finished' ? reply.recording : null
    return file === null ? null : unpackRecording(file)
  }

  return {
    results,
    isPassed,
    isChecking,
    puzzle,
    places,
    orderVerdict,
    /** Runs the program in the editor, and holds what it did against the task. */
    async check(): Promise<void> {
      const task = open.lesson?.task
      if (task === undefined || isChecking.value) return
      isChecking.value = true
      const recording = await open.runWith(task.controls)
      isChecking.value = false
      if (task !== open.lesson?.task) return
      results.value = recording === null ? [] : checkTask(recording, task)
    },
    /** Moves the line at that place up, or with 1 down. */
    move(at: number, by: -1 | 1): void {
      const moved = [...places.value]
      const [line] = moved.splice(at, 1)
      if (line === undefined || at + by < 0 || at + by > moved.length) return
      moved.splice(at + by, 0, line)
      places.value = moved
      orderVerdict.value = ''
    },
    /**
     * Runs the lines as they are ordered, and says whether that does what the lesson's program
     * does.
     */
    async checkOrder(): Promise<void> {
      const { lesson } = open
      const tried = puzzle.value
      if (lesson === null || tried === null || isChecking.value) return
      isChecking.value = true
      const own = await recordingOf(await open.runAside(programIn(lesson, open.language)))
      const reply = await open.runAside(assembled(tried, places.value))
      const recording = await recordingOf(reply)
      isChecking.value = false
      if (tried !== puzzle.value || reply === null) return
      if (reply.outcome.kind !== 'finished') {
        orderVerdict.value = `Not yet. In this order: ${reply.outcome.message}`
        return
      }
      const isRight = own !== null && recording !== null && didTheSame(recording, own)
      orderVerdict.value = isRight
        ? 'That is an order that does it.'
        : 'Not yet: it runs, and does something else.'
    },
  }
})
