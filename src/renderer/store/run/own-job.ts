import { defineStore } from 'pinia'
import { computed, ref, shallowRef, watch } from 'vue'
import { MOST_IN_JOB, type JobSource, type TrialOutcome } from '../../../contract/own-job'
import { faultMark, type LineMark } from '../../model/workshop/line-marks'
import { useLab } from '../lab'
import { useNotices } from '../notices'
import { useLaunch } from './launch'
import { useRun } from './run'
import { useSpec } from './spec'

/**
 * A person's own job in the editor: where it is from, what was edited, and what its trial came to.
 */
export const useOwnJob = defineStore('own-job', () => {
  const lab = useLab()
  const launch = useLaunch()
  const notices = useNotices()
  const run = useRun()
  const spec = useSpec()
  const isOpen = ref(false)
  const isTrying = ref(false)
  const sources = shallowRef<readonly JobSource[]>([])
  const chosen = shallowRef<JobSource | null>(null)
  /** What was edited of each source, so that looking at another one loses nothing. */
  const edits = shallowRef<ReadonlyMap<JobSource, string>>(new Map())
  const outcome = shallowRef<TrialOutcome | null>(null)

  /** As an editor has it, with one way to end a line. */
  const text = computed(() =>
    chosen.value === null ? '' : (edits.value.get(chosen.value) ?? withPlainLines(chosen.value)),
  )
  const isEdited = computed(() => chosen.value !== null && edits.value.has(chosen.value))

  function show(source: JobSource): void {
    if (!sources.value.includes(source)) sources.value = [...sources.value, source]
    chosen.value = source
    outcome.value = null
  }

  // What is measured, or opened from the library, takes the stage.
  watch(
    () => [run.live?.runId, run.finished],
    () => (isOpen.value = false),
  )
  // So does another spec: of a preset, or of a run that was opened.
  watch(
    () => spec.draft?.workload.kind,
    (kind) => {
      if (kind !== 'own') isOpen.value = false
    },
  )
  // What is seen in the editor is what is to be run, and not a preset, or what was tried before it.
  watch(
    () => {
      if (!isOpen.value || outcome.value?.kind === 'tried') return null
      return spec.draft?.workload.kind === 'own'
        ? 'Try your job before it is run: it was changed.'
        : 'Try your job before it is run, or choose a preset.'
    },
    (why) => (launch.heldBack = why),
  )

  return {
    isOpen,
    isTrying,
    sources,
    chosen,
    text,
    isEdited,
    outcome,
    /** The line that a trial complains of. */
    marks: computed<LineMark[]>(() => {
      const found = outcome.value
      return found?.kind === 'faulty' && found.line !== null ? [faultMark(found.line, 'here')] : []
    }),
    async open(): Promise<void> {
      isOpen.value = true
      if (chosen.value !== null) return
      sources.value = notices.valueOf(await lab.jobSources()) ?? []
      // A file may have been chosen meanwhile.
      chosen.value ??= sources.value[0] ?? null
    },
    show,
    /** A file by the shell's own dialog. */
    async choose(): Promise<void> {
      const source = notices.valueOf(await lab.chooseJob())
      if (source !== null) show(source)
    },
    /** A file that the page read: where it stands is not known, so a copy of it is tried. */
    async take(file: File): Promise<void> {
      const source = file.size > MOST_IN_JOB ? null : await file.text()
      if (source === null) {
        const message = `${file.name} is too large for a job: expected at most 1 MiB.`
        notices.complain({ code: 'invalid-input', message, fields: [] })
        return
      }
      show({ kind: 'file', origin: null, fileName: file.name, source })
    },
    edit(edited: string): void {
      if (chosen.value === null || edited === text.value) return
      edits.value = new Map([...edits.value, [chosen.value, edited]])
      outcome.value = null
    },
    /**
     * @param agreedTo the version that the person agreed to on the page; null where they were not
     *   asked
     */
    async tryOut(agreedTo: string | null = null): Promise<void> {
      const source = chosen.value
      if (source === null || isTrying.value) return
      isTrying.value = true
      outcome.value = null
      const { origin, fileName } = source
      const tried = isEdited.value ? withLinesOf(source, text.value) : source.source
      const reply = await lab.tryJob({ origin, fileName, source: tried, agreedTo })
      isTrying.value = false
      const found = notices.valueOf(reply)
      if (chosen.value !== source || found === null) return
      outcome.value = found
      if (found.kind !== 'tried') return
      launch.take({ spec: found.spec, sweep: null, search: null, experiment: null })
    },
    async cancel(): Promise<void> {
      notices.valueOf(await lab.cancelTrial())
    },
  }
})

const withPlainLines = ({ source }: JobSource): string => source.replaceAll('\r\n', '\n')

/** Edited text with the ends of lines that its file has. */
const withLinesOf = ({ source }: JobSource, text: string): string =>
  source.includes('\r\n') ? text.replaceAll('\n', '\r\n') : text
