import { defineStore } from 'pinia'
import { computed, ref, shallowRef, watch } from 'vue'
import { programIn, rightChoice, type Lesson } from '../../../contract/workshop/lesson'
import type { ShownLanguage } from '../../../contract/preferences'
import type {
  ProgramLanguage,
  ProgramOutcome,
  ProgramReply,
} from '../../../contract/workshop/program'
import {
  Replay,
  unpackRecording,
  type Recording,
  type RecordingFile,
} from '../../../contract/workshop/recording'
import { useLab } from '../lab'
import { useNotices } from '../notices'
import { createPlayer } from './player'

/** In what the program is that runs: Python's where both are shown. */
export const runningIn = (shown: ShownLanguage): ProgramLanguage =>
  shown === 'TypeScript' ? 'typescript' : 'python'

/** What a control of a lesson is set to. */
type Controls = Record<string, number | boolean>

const initialControls = ({ controls }: Lesson): Controls =>
  Object.fromEntries(controls.map(({ name, initial }) => [name, initial]))

/**
 * The open lesson: its program, the run of it that was recorded, and how far one has gone in it.
 */
export const useLesson = defineStore('lesson', () => {
  const lab = useLab()
  const notices = useNotices()
  const { take, ...player } = createPlayer()
  const { replay, state, isAtEnd, jump, pause } = player
  const lesson = shallowRef<Lesson | null>(null)
  const controls = ref<Controls>({})
  /** In what the program is that runs. */
  const language = ref<ProgramLanguage>('python')
  /** The language that lessons are to have; a recording from elsewhere is in its own. */
  let spoken: ProgramLanguage = 'python'
  /** As it is in the editor. */
  const program = ref('')
  /** What the recorded run was a run of. */
  const ran = ref('')
  /** False for lessons from a file whose programs in TypeScript nobody agreed to have run yet. */
  const isAgreed = ref(true)
  /** Python's programs are asked about nowhere: they reach nothing. */
  const isAllowed = computed(() => isAgreed.value || language.value === 'python')
  const isRunning = ref(false)
  const outcome = shallowRef<ProgramOutcome | null>(null)
  /** What was recorded, as it is kept in a file. */
  const packed = shallowRef<RecordingFile | null>(null)
  /** The run of its twin in the other language, where both are shown: it has the same events. */
  const twin = shallowRef<Replay | null>(null)
  const isTwinShown = ref(false)
  /** A choice of the question, from 0; `passed` where the person went on without one. */
  const answer = ref<number | 'passed' | null>(null)
  /** Whether the run has answered the question: what it shows is no secret any more. */
  const isAnswered = ref(false)
  /**
   * Programs that were changed and left, by what they were before: nothing is lost by looking
   * elsewhere.
   */
  const changed = new Map<string, string>()
  let runs = 0

  /** Whether the program failed or was stopped; a recording from elsewhere is what it is. */
  const isCutShort = computed(() => outcome.value !== null && outcome.value.kind !== 'finished')
  /** Which choice came true in the run; null where none did. */
  const right = computed(() =>
    replay.value === null || lesson.value === null
      ? null
      : rightChoice(replay.value.recording, lesson.value.question),
  )

  watch([isAtEnd, answer], () => {
    if (!isAtEnd.value || answer.value === null) return
    // A run that did not come to its end shows nothing of what was asked.
    if (!isCutShort.value) isAnswered.value = true
  })

  /** The lesson's own program, in the language that is shown. */
  const ownProgram = (shown: Lesson): string => programIn(shown, language.value)

  /**
   * Runs the program with the controls as they are and goes to its beginning; with the twin of what
   * ran before, to where that was.
   */
  async function run(isTwin = false): Promise<Recording | null> {
    const shown = lesson.value
    if (shown === null || !isAllowed.value) return null
    pause()
    runs += 1
    twin.value = null
    const own = runs
    const source = program.value
    const position = state.value?.position ?? 0
    isRunning.value = true
    const reply = notices.valueOf(
      await lab.runProgram({
        name: shown.title,
        language: language.value,
        source,
        clock: shown.clock,
        controls: { ...controls.value },
      }),
    )
    const file = reply?.recording ?? null
    const recording = file === null ? null : await unpackRecording(file)
    // Another run may have been asked for since.
    if (own !== runs) return null
    isRunning.value = false
    ran.value = source
    outcome.value = reply?.outcome ?? null
    packed.value = file
    take(recording)
    if (isTwin) jump(position)
    if (isTwinShown.value) await runTwin()
    return recording
  }

  /** Runs a program with the controls as the lesson has them, and shows nothing of it. */
  async function runAside(source: string): Promise<ProgramReply | null> {
    const shown = lesson.value
    if (shown === null || !isAllowed.value) return null
    return notices.valueOf(
      await lab.runProgram({
        name: shown.title,
        language: language.value,
        source,
        clock: shown.clock,
        controls: initialControls(shown),
      }),
    )
  }

  /** Runs the twin of an unchanged program; it is shown where it did the same. */
  async function runTwin(): Promise<void> {
    const shown = lesson.value
    const recorded = replay.value
    if (shown === null || recorded === null || !isAgreed.value) return
    if (program.value !== ownProgram(shown)) return
    const own = runs
    const other = language.value === 'python' ? 'typescript' : 'python'
    const reply = await lab.runProgram({
      name: shown.title,
      language: other,
      source: programIn(shown, other),
      clock: shown.clock,
      controls: { ...controls.value },
    })
    const file = reply.ok ? reply.value.recording : null
    if (own !== runs || file === null) return
    const played = new Replay(await unpackRecording(file))
    if (played.length === recorded.length) twin.value = played
  }

  /** Leaves what was recorded, and the run that goes on. */
  function forgetRun(): void {
    pause()
    runs += 1
    isRunning.value = false
    outcome.value = null
    packed.value = null
    twin.value = null
    take(null)
  }

  /** Leaves what was shown, the run of its program too. */
  function clear(): void {
    forgetRun()
    answer.value = null
    isAnswered.value = false
  }

  return {
    lesson,
    controls,
    language,
    program,
    isAllowed,
    isRunning,
    outcome,
    packed,
    ...player,
    /** The twin where it is after as many events; null where it is not shown. */
    twinState: computed(() =>
      twin.value === null || state.value === null ? null : twin.value.jumpTo(state.value.position),
    ),
    twin,
    answer,
    isCutShort,
    right,
    isAnswered,
    isEdited: computed(() => lesson.value !== null && program.value !== ownProgram(lesson.value)),
    /** Whether the program was changed since it ran. */
    isStale: computed(() => program.value !== ran.value),
    run: () => run(),
    runAside,
    /** Runs the program with the controls as a task of the lesson has them. */
    runWith(set: Controls): Promise<Recording | null> {
      if (lesson.value !== null) controls.value = { ...initialControls(lesson.value), ...set }
      return run()
    },
    /** Predicts, or goes on without it; what the run has answered is no longer foretold. */
    choose(choice: number | 'passed'): void {
      if (!isAnswered.value) answer.value = choice
    },
    /** Shows a lesson from its beginning, and runs its program where it may be run. */
    show(shown: Lesson, mayRun: boolean): void {
      clear()
      lesson.value = shown
      language.value = spoken
      isAgreed.value = mayRun
      controls.value = initialControls(shown)
      program.value = changed.get(ownProgram(shown)) ?? ownProgram(shown)
      ran.value = program.value
      player.chooseLanes(shown.lanes)
      void run()
    },
    /** The person agreed that the program is run. */
    allow(): void {
      isAgreed.value = true
      void run()
    },
    /** Whether the twin stands beside the program. */
    showTwin(isShown: boolean): void {
      isTwinShown.value = isShown
      // A run that goes on is followed by that of its twin, which would end it here.
      if (isShown && twin.value === null && !isRunning.value) void runTwin()
      if (!isShown) twin.value = null
    },
    /** Takes programs in that language from now on, and runs the open one where it may be run. */
    speak(chosen: ProgramLanguage): void {
      const shown = lesson.value
      spoken = chosen
      if (chosen === language.value) return
      language.value = chosen
      if (shown === null) return
      pause()
      program.value = changed.get(ownProgram(shown)) ?? ownProgram(shown)
      if (isAllowed.value) {
        void run(true)
        return
      }
      // What the other program did says nothing of one that may not run.
      forgetRun()
      ran.value = program.value
    },
    /**
     * Shows a run that was recorded elsewhere; there is no lesson to it and nothing runs.
     *
     * @throws RangeError where the recording is damaged; what was shown stays then
     */
    async showRecording(file: RecordingFile): Promise<void> {
      const recording = await unpackRecording(file)
      clear()
      lesson.value = null
      program.value = recording.program?.source ?? ''
      language.value = recording.program?.language ?? 'typescript'
      ran.value = program.value
      packed.value = file
      player.chooseLanes('events')
      take(recording)
      answer.value = 'passed'
    },
    /** The open lesson as it was kept, with the program that is in the editor. */
    keep(kept: Lesson): void {
      if (lesson.value !== null) changed.delete(ownProgram(lesson.value))
      lesson.value = kept
    },
    edit(text: string): void {
      program.value = text
      if (lesson.value === null) return
      const own = ownProgram(lesson.value)
      if (text === own) changed.delete(own)
      else changed.set(own, text)
    },
    /** Goes back to the lesson's own program. */
    reset(): void {
      if (lesson.value === null) return
      const own = ownProgram(lesson.value)
      program.value = own
      changed.delete(own)
      void run()
    },
    /** Runs again with a control that is played with: nothing is asked about that run. */
    tryControl(name: string, value: number): void {
      controls.value = { ...controls.value, [name]: value }
      answer.value = 'passed'
      void run()
    },
    setControl(name: string, value: number | boolean): void {
      controls.value = { ...controls.value, [name]: value }
      // It is another run, so it is asked about once more; a pass stays one.
      if (answer.value !== 'passed') answer.value = null
      isAnswered.value = false
      void run()
    },
  }
})
