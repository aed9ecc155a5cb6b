import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createColors } from 'picocolors'
import type { Paint } from '../../src/cli/terminal'
import { foreignView } from '../../src/cli/view/foreign-view'
import { resultView } from '../../src/cli/view/result-view'
import { surveyView } from '../../src/cli/view/survey-view'
import { sweepView } from '../../src/cli/view/sweep-view'
import { exportFormats, type ExportFormat } from '../../src/contract/export'
import { answer, type Handlers } from '../../src/contract/channel/handlers'
import { callNames } from '../../src/contract/lab-api'
import { replySchema } from '../../src/contract/channel/reply'
import { socketCallSchema } from '../../src/contract/channel/socket-message'
import { calls } from '../../src/contract/lab-api'
import { gather, sleep } from '../../src/engine/loop'
import { describeEvent } from '../../src/engine/recorder/recording/describe-event'
import { lanesBetween } from '../../src/engine/recorder/replay/lanes'
import { packRecording } from '../../src/engine/recorder/recording/recording-file'
import { eventCount } from '../../src/engine/recorder/recording/recording'
import { Replay } from '../../src/engine/recorder/replay/replay'
import { exportResult } from '../../src/host/export/export-result'
import { toolFiles } from '../../src/host/export/tool/tool-files'
import { explain } from '../../src/host/explain'
import { readKept } from '../../src/host/input/read-result'
import { readSpec } from '../../src/host/input/read-spec'
import { createLabService } from '../../src/host/lab-service'
import { readLessons } from '../../src/host/lesson/lessons'
import { readRecording, recordingFile } from '../../src/host/lesson/save-recording'
import { WorkshopFolder } from '../../src/host/lesson/workshop-folder'
import type { KeptResult } from '../../src/host/library/kept-result'
import { libraryEntry } from '../../src/host/library/library-entry'
import { Library } from '../../src/host/library/library'
import { Surveys } from '../../src/host/library/surveys'
import { PreferencesFile } from '../../src/host/preferences'
import { Lab } from '../../src/host/run/lab'
import { predict } from '../../src/host/run/prediction'
import { browserShell } from '../../src/server/browser-shell'
import { syntheticResult, syntheticSpec, syntheticSweep, typical } from '../charts/synthetic-result'
import { syntheticCost, syntheticMemory } from '../charts/synthetic-survey'
import { record } from '../engine/recorder/record'
import { k6Export, k6Summary, oha, wrk2 } from '../host/foreign/documented'
import { handoutKind, type HandoutInput } from './handout-kind'
import { programKind } from './program-kind'
import { scratch } from '../scratch'

/** A kind of input: what is changed, and what the lab does with what comes of it. */
export interface Kind {
  /** Inputs that are right, of which some place is changed. */
  bases(): Promise<readonly unknown[]>
  /** Makes an input coherent again that was changed, as far as the lab asks for it. */
  readonly mend?: (value: unknown) => unknown
  /**
   * Does what a person would with the input. Whatever is thrown is to be an error of the lab, in
   * words for a person.
   *
   * @param text the input, of which `value` was the last form that JSON has
   * @param folder is empty, and its own
   */
  exercise(text: string, folder: string): Promise<void>
}

const paint: Paint = {
  ...createColors(false),
  contender: (_name: string, text: string) => text,
}

/** Of many kinds: made once, as that takes as long as a hundred inputs. */
let madeResults: readonly unknown[] | null = null
const results = (): readonly unknown[] => (madeResults ??= makeResults())

const makeResults = (): unknown[] => {
  const { 'event-loop': loop, 'thread-pool': pool } = typical
  const both = { 'event-loop': { ...loop, seconds: 0.4 }, 'thread-pool': { ...pool, seconds: 0.4 } }
  const short = syntheticSpec({ durationMs: 400 })
  const open = syntheticSpec({ load: { kind: 'open', arrivalsPerSecond: 500 } })
  const failed = { ...loop, status: 'failed' as const, error: 'a thread died', failed: 3 }
  return [
    syntheticResult(both, short),
    withoutHistograms(syntheticResult(both, short)),
    syntheticResult({ 'event-loop': { ...loop, arrived: 2_500, rejected: 3, seconds: 0.4 } }, open),
    syntheticResult({ 'event-loop': failed, 'thread-pool': { ...pool, status: 'not-run' } }, short),
    syntheticSweep('concurrency', [1, 10], () => syntheticResult(both, short)),
  ]
}

const surveys = (): unknown[] => [
  syntheticCost({ 'loop-iteration': [100, 110], 'pool-job': [9_000, 9_900] }),
  syntheticMemory({ 'loop-tasks': { 1: 1_000, 1_000: 400 } }),
]

/** Without its histogram a latency may be anything, and is shown. */
const withoutHistograms = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value, (key, inner: unknown) => (key === 'histogram' ? '' : inner)))

/** Jobs per second and cores used as what they are made of gives them. */
function coherent(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(coherent)
  if (typeof value !== 'object' || value === null) return value
  const made = Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [key, coherent(inner)]),
  ) as Record<string, unknown>
  const { completed, completionSeconds, measuredSeconds, cpuSeconds } = made
  if (typeof completed !== 'number' || typeof measuredSeconds !== 'number') return made
  const seconds = typeof completionSeconds === 'number' ? completionSeconds : measuredSeconds
  if ('jobsPerSecond' in made && seconds > 0) made.jobsPerSecond = completed / seconds
  if ('coresUsed' in made && typeof cpuSeconds === 'number' && measuredSeconds > 0) {
    made.coresUsed = cpuSeconds / measuredSeconds
  }
  return made
}

const file = async (folder: string, text: string): Promise<string> => {
  const path = join(folder, 'input.json')
  await writeFile(path, text)
  return path
}

function view(kept: KeptResult): void {
  switch (kept.kind) {
    case 'corewise-result':
      resultView(kept, paint)
      break
    case 'corewise-sweep':
      sweepView(kept, paint)
      break
    case 'corewise-foreign':
      foreignView(kept, paint)
      break
    case 'corewise-cost':
    case 'corewise-memory':
      surveyView(kept, paint)
      return
  }
  libraryEntry('input', kept, { name: null, note: '', tags: [] })
}

const foreignFolder = join(import.meta.dirname, '../../tests/host/foreign/real')

const foreignText = (name: string) => readFile(join(foreignFolder, name), 'utf8')

/** A log and a table as HdrHistogram's programs write them: those that the lab exports. */
async function percentileLog(): Promise<{ readonly hlog: string; readonly hgrm: string }> {
  const measured = syntheticResult({ 'event-loop': { ...typical['event-loop'], seconds: 0.4 } })
  const [hlog] = await toolFiles(measured, 'hlog')
  const [hgrm] = await toolFiles(measured, 'hgrm')
  return { hlog: String(hlog?.data), hgrm: String(hgrm?.data) }
}

/** Reads, shows, draws and writes out what another tool may have written. */
async function exerciseForeign(path: string): Promise<void> {
  const kept = await readKept(path)
  view(kept)
  for (const format of ['csv', 'md', 'json'] as const) await exportResult(kept, format, picture)
}

/** Lines of a text as a list, so that some of them are changed. */
const linesOf = (text: string): readonly string[] => text.split('\n')

function textOf(lines: string): string {
  try {
    const parsed: unknown = JSON.parse(lines)
    return Array.isArray(parsed) ? parsed.map(String).join('\n') : lines
  } catch {
    return lines
  }
}

/** Small, so that thousands of them are drawn in a minute. */
const picture = { width: 320, height: 240, scale: 1 } as const

const exported = (format: ExportFormat): Kind => ({
  bases: () => Promise.resolve([...results().slice(0, 4), ...surveys()]),
  mend: coherent,
  exercise: async (text, folder) => {
    await exportResult(await readKept(await file(folder, text)), format, picture)
  },
})

const lessonsFolder = join(import.meta.dirname, '../../resources/lessons')

let parts: ReturnType<typeof readLessonParts> | null = null

/** Of several kinds: read once. */
const lessonParts = () => (parts ??= readLessonParts())

/** The head of a lesson as data, and the rest of it. */
async function readLessonParts(): Promise<{ head: unknown; body: string; program: string }> {
  const [, name = ''] = (await readdir(lessonsFolder)).sort()
  const lesson = join(lessonsFolder, name)
  const text = await readFile(join(lesson, 'lesson.md'), 'utf8')
  const { lessons } = await readLessons(lessonsFolder)
  const found = lessons.find(({ number }) => name.startsWith(String(number).padStart(2, '0')))
  if (found === undefined) throw new Error('there is no such lesson')
  const { title, minutes, clock, question, controls, experiment } = found
  const body = text.slice(text.indexOf('\n---\n') + 5)
  const head = { title, minutes, clock, question, controls, experiment }
  return { head, body, program: found.program }
}

interface LessonInput {
  readonly head: unknown
  readonly body: string
  readonly program: string
}

function lessonInput(text: string): LessonInput {
  try {
    const { head, body, program } = JSON.parse(text) as Partial<LessonInput>
    return { head, body: String(body), program: String(program) }
  } catch {
    return { head: text, body: '\nText.\n\n## Teacher notes\n\nNone.\n', program: '' }
  }
}

let service: Handlers | null = null

/**
 * The lab's own handlers, but for those that measure and run: what is tried is what comes before.
 */
function handlers(home: string): Handlers {
  const made = createLabService({
    lab: new Lab({ engineFolder: import.meta.dirname, filesFolder: home }),
    library: new Library(join(home, 'runs')),
    surveys: new Surveys(join(home, 'surveys')),
    preferences: new PreferencesFile(join(home, 'preferences.json')),
    shell: browserShell,
    engineFolder: import.meta.dirname,
    lessonsFolder,
    examplesFolder: join(import.meta.dirname, '../../resources/examples'),
    ownJobsFolder: join(home, 'jobs'),
    workshopsFolder: join(home, 'workshops'),
    emit: () => undefined,
  }).handlers
  return {
    ...made,
    startRun: () => ({ runId: 'none' }),
    tryJob: () => ({ kind: 'cancelled' }),
    startSweep: () => ({ runId: 'none' }),
    measureSurvey: () => ({ surveyId: 'none' }),
    runProgram: () => ({ outcome: { kind: 'finished' }, recording: null }),
    closeLesson: () => ({
      verdict: { kind: 'no-claim', headline: '', figures: [], advice: '', reasons: [] },
    }),
    exportHandout: () => ({ kind: 'dismissed' }),
  }
}

/** A lesson as a workshop has it. */
async function wholeLesson() {
  const { head, body, program } = await lessonParts()
  const place = { number: 1, name: 'one' }
  return { ...(head as object), ...place, explanation: body, notes: body, program, original: '' }
}

/** Of half a page, as each is laid out twice. */
async function shortLesson() {
  const lesson = await wholeLesson()
  const program = lesson.program.slice(0, 300)
  const explanation = lesson.explanation.slice(0, 300)
  return { ...lesson, explanation, program, notes: '- a\n- **b**' }
}

const handoutBases = async (): Promise<HandoutInput[]> =>
  Promise.all(
    results()
      .slice(0, 4)
      .map(async (measured, index) => ({
        lesson: await shortLesson(),
        printed: ['one', 'two'],
        failure: index === 0 ? null : { message: 'TypeError: no', line: 3 },
        measured,
      })),
  )

const contractBases = async (): Promise<unknown[]> => {
  const spec = syntheticSpec()
  const lesson = await wholeLesson()
  const { program } = lesson
  const workshop = {
    kind: 'corewise-workshop',
    schemaVersion: 3,
    title: 'T',
    items: [{ kind: 'lesson', lesson }],
  }
  const recording = await packRecording(await recorded())
  return [
    { call: 'predict', input: spec },
    { call: 'startSweep', input: { spec, over: 'workers', values: [1, 2] } },
    { call: 'readRun', input: { id: 'none' } },
    { call: 'tagRun', input: { id: 'none', tags: ['a', 'b'] } },
    { call: 'importRun', input: { fileName: 'a.json', text: JSON.stringify(results()[0]) } },
    { call: 'importWorkshop', input: { fileName: 'w.json', text: JSON.stringify(workshop) } },
    { call: 'saveWorkshop', input: { id: null, workshop } },
    { call: 'exportRuns', input: { runIds: ['none'], chart: null, format: 'csv' } },
    {
      call: 'runProgram',
      input: { name: 'p', source: program, clock: 'virtual', controls: { a: 1 } },
    },
    { call: 'exportRecording', input: { recording, format: 'chrome' } },
    { call: 'measureSurvey', input: { kind: 'cost', rounds: 2 } },
    { call: 'changePreferences', input: { theme: 'dark', lastSpec: spec } },
    {
      call: 'exportHandout',
      input: { lessons: [lesson], format: 'html', hasNotes: false, isMeasured: false },
    },
    ...callNames.map((call) => ({ call })),
  ]
}

const recorded = () =>
  record(function* (recorder) {
    recorder.print('hello')
    recorder.share('n', '1')
    yield* gather([sleep(1), sleep(2)])
  })

/** Every kind of input that comes from outside, by its name. */
export const kinds: Readonly<Record<string, Kind>> = {
  result: {
    bases: () => Promise.resolve(results()),
    mend: coherent,
    exercise: async (text, folder) => {
      view(await readKept(await file(folder, text)))
    },
  },
  survey: {
    bases: () => Promise.resolve(surveys()),
    exercise: async (text, folder) => {
      view(await readKept(await file(folder, text)))
    },
  },
  foreign: {
    bases: async () => {
      const names = ['hyperfine-1.15.json', 'autocannon-9.0.json']
      const real = await Promise.all(names.map(foreignText))
      return [...real.map((text): unknown => JSON.parse(text)), k6Export, k6Summary, oha]
    },
    exercise: async (text, folder) => {
      await exerciseForeign(await file(folder, text))
    },
  },
  'foreign-text': {
    bases: async () => {
      const log = await percentileLog()
      const texts = [wrk2, await foreignText('wrk-4.1.txt'), log.hlog, log.hgrm]
      return texts.map(linesOf)
    },
    exercise: async (text, folder) => {
      await exerciseForeign(await file(folder, textOf(text)))
    },
  },
  spec: {
    bases: () =>
      Promise.resolve([
        syntheticSpec(),
        syntheticSpec({
          load: { kind: 'open', arrivalsPerSecond: 10 },
          workload: { kind: 'http', waitMs: 1 },
        }),
        syntheticSpec({ workload: { kind: 'files' }, roundsPerMs: 100 }),
        syntheticSpec({ workload: { kind: 'crypto', cpuMs: 10 }, uvThreads: 2 }),
        syntheticSpec({ workload: { kind: 'zlib', cpuMs: 2 } }),
        syntheticSpec({ workload: { kind: 'dns' } }),
      ]),
    exercise: async (text, folder) => {
      predict(await readSpec(await file(folder, text)), { cores: 8, processors: null })
    },
  },
  recording: {
    bases: async () => [await packRecording(await recorded())],
    exercise: async (text, folder) => {
      const recording = await readRecording(await file(folder, text))
      const replay = new Replay(recording)
      const count = eventCount(recording)
      replay.jumpTo(count)
      replay.jumpTo(count / 2)
      lanesBetween(replay, 0, count, 20)
      for (let event = 0; event < count; event += 1) describeEvent(recording, event)
      for (const format of ['chrome', 'recording'] as const) await recordingFile(recording, format)
    },
  },
  lesson: {
    bases: async () => [await lessonParts()],
    exercise: async (text, folder) => {
      const { head, body, program } = lessonInput(text)
      const lesson = join(folder, '01-input')
      await mkdir(lesson)
      // JSON is YAML too.
      const yaml = typeof head === 'string' ? head : JSON.stringify(head ?? null)
      await writeFile(join(lesson, 'lesson.md'), `---\n${yaml}\n---\n${body}`)
      await writeFile(join(lesson, 'program.ts'), program)
      await writeFile(join(lesson, 'original.py'), '')
      const { problems } = await readLessons(folder)
      for (const { message } of problems) throw new Refusal(message)
    },
  },
  workshop: {
    bases: async () => {
      const all = await contractBases()
      return [(all[6] as { input: { workshop: unknown } }).input.workshop]
    },
    exercise: async (text, folder) => {
      const workshops = new WorkshopFolder(join(folder, 'workshops'))
      const { id } = await workshops.import('input.json', text)
      await workshops.file(id)
      await workshops.list()
    },
  },
  preferences: {
    bases: () =>
      Promise.resolve([
        {
          preferences: {
            theme: 'dark',
            lastSpec: syntheticSpec(),
            lastSweep: { over: 'workers', values: [1] },
          },
          chosenFolders: ['/a'],
        },
      ]),
    exercise: async (text, folder) => {
      const preferences = new PreferencesFile(await file(folder, text))
      await preferences.read()
      await preferences.change({ theme: 'light' })
    },
  },
  contract: {
    bases: contractBases,
    exercise: async (text) => {
      service ??= handlers(await scratch())
      // What a shell takes for a call at all.
      const taken = socketCallSchema.safeParse({ id: 0, ...(JSON.parse(text) as object | null) })
      if (!taken.success) throw new Refusal('not a call')
      const { call, input } = taken.data
      const reply = await answer(service, call, input, explain)
      const known = callNames.find((name) => name === call)
      if (known !== undefined)
        replySchema(calls[known].output).parse(JSON.parse(JSON.stringify(reply)))
      if (!reply.ok) throw new Refusal(reply.error.message)
    },
  },
  program: programKind,
  'handout-html': handoutKind('html', handoutBases, coherent),
  'handout-pdf': handoutKind('pdf', handoutBases, coherent),
  ...Object.fromEntries(exportFormats.map((format) => [`export-${format}`, exported(format)])),
}

/** A refusal that is told and not thrown. */
class Refusal extends Error {
  override readonly name = 'InputError'
}

/** An empty folder for one input, gone after it. */
export async function inFolder<T>(use: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'scratch-fuzz-'))
  try {
    return await use(folder)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
