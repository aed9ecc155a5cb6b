import type { AppInfo } from '../contract/app-info'
import type { Emit, Handlers } from '../contract/channel/handlers'
import type { GatheredFrom } from '../contract/workshop/gathering'
import { preset, presetNames } from '../engine/spec/presets'
import type { LessonExperiment } from '../engine/lesson/lesson'
import { unpackRecording } from '../engine/recorder/recording/recording-file'
import { readEnvironment } from '../engine/measure/machine/read-environment'
import { buildInfo } from './build-info'
import { deliveredFile } from './export/delivered-file'
import { ExportControl } from './export/export-control'
import type { Lab } from './run/lab'
import type { Library } from './library/library'
import { readLessons } from './lesson/lessons'
import { LessonControl } from './lesson/lesson-control'
import { environmentOf } from './run/environment-of'
import { predict } from './run/prediction'
import { OwnJobs } from './own-job/own-jobs'
import { Pythons } from './run/pythons'
import { threadsFor } from '../engine/measure/processors/processors'
import type { PreferencesFile } from './preferences'
import { ProfileControl } from './run/profile-control'
import { RunControl } from './run/run-control'
import { RunQueue } from './run/run-queue'
import { recordingFile } from './lesson/save-recording'
import type { Shell } from './shell'
import { WorkControl } from './run/work-control'
import { SurveyControl } from './run/survey-control'
import { LibraryControl } from './library/library-control'
import type { Surveys } from './library/surveys'
import { MeasuringLock, type Measured } from './run/measuring-lock'
import { readFolder } from './input/read-folder'
import { GatheredRuns } from './gathering/gathered-runs'
import { SessionControl } from './session/session-control'
import { sessionPlaces } from './session/session-place'
import { WorkshopFolder } from './lesson/workshop-folder'

/** What the service is made of. */
export interface LabServiceParts {
  readonly lab: Lab
  readonly library: Library
  readonly surveys: Surveys
  readonly preferences: PreferencesFile
  readonly shell: Shell
  /** The folder with the built threads. */
  readonly engineFolder: string
  /** The lessons that come with the lab. */
  readonly lessonsFolder: string
  /** The templates and examples of jobs that come with the lab. */
  readonly examplesFolder: string
  /** Where jobs are kept that were written in a window. */
  readonly ownJobsFolder: string
  /** Where workshops are kept. */
  readonly workshopsFolder: string
  /** Sends an event to every interface. */
  readonly emit: Emit
}

/** The lab behind the contract, and what is measured in it. */
export interface LabService {
  readonly handlers: Handlers
  /** What goes on and takes the machine for itself. */
  measuring(): Measured | null
  /** How many runs wait for it. */
  waiting(): number
  /** Cancels whatever goes on and waits until it has ended and is kept. */
  stop(): Promise<void>
}

/** Answers every call of the contract with the lab, its library and the shell around them. */
export function createLabService(parts: LabServiceParts): LabService {
  const { lab, library, preferences, shell, emit } = parts
  const lock = new MeasuringLock()
  const runs = new RunControl(lab, library, lock, emit)
  const queue = new RunQueue(lock, emit)
  const survey = new SurveyControl(lab, parts.surveys, lock, emit)
  const pythons = new Pythons(parts.engineFolder)
  const work = new WorkControl({ runs, queue, preferences })
  const exports = new ExportControl({ library, surveys: parts.surveys, shell, emit })
  const measure: RunControl['measure'] = async (spec, signal) =>
    runs.measure(await work.withOwnPython(spec), signal)
  const lesson = new LessonControl(
    { measure, repeat: (experiment, signal) => runs.repeat(experiment, signal) },
    lock,
    parts.engineFolder,
  )
  const ownJobs = new OwnJobs({
    lab,
    lock,
    shell,
    examplesFolder: parts.examplesFolder,
    keptFolder: parts.ownJobsFolder,
    python: async () => (await preferences.read()).python,
  })
  const workshops = new WorkshopFolder(parts.workshopsFolder)
  const session = new SessionControl(shell, emit)
  let gatheredFolder = new GatheredRuns([])
  const gatheredFrom = (from: GatheredFrom): GatheredRuns =>
    from === 'session' ? session.gathered : gatheredFolder
  /** A lesson can come from a file of somebody else, and its experiment name any folder. */
  const assertExperimentAllowed = async (experiment: LessonExperiment): Promise<void> => {
    if ('spec' in experiment) await work.assertFolderAllowed(experiment.spec)
  }

  const profiles = new ProfileControl({
    lab,
    library,
    lock,
    assertFolderAllowed: (spec) => work.assertFolderAllowed(spec),
  })

  preferences.onTrouble((text) => {
    emit('notice', { text })
  })

  const libraryControl = new LibraryControl({ library, shell, lock, emit })

  const handlers: Handlers = {
    appInfo: (): AppInfo => ({
      ...buildInfo,
      shell: shell.kind,
      platform: `${process.platform} ${process.arch}`,
      versions: runtimeVersions(),
      libraryFolder: library.folder,
      notes: [...shell.notes],
    }),
    environment: () => readEnvironment(buildInfo),
    presets: () => presetNames.map((name) => preset(name, threadsFor(readEnvironment(buildInfo)))),
    predict: async (given) => {
      const spec = await work.withOwnPython(given)
      const named = await pythons.lookFor(spec)
      const python = named?.found.python ?? null
      const fault = named?.found.python === null ? `“${named.program}” ${named.found.why}.` : null
      return predict(spec, { ...environmentOf(spec), python }, fault)
    },

    jobSources: () => ownJobs.sources(),
    chooseJob: () => ownJobs.choose(),
    tryJob: (request) => ownJobs.try(request),
    cancelTrial: () => ownJobs.cancel(),

    startRun: (spec) => work.start({ kind: 'run', spec }),
    startSweep: (request) => work.start({ kind: 'sweep', ...request }),
    startSearch: (request) => work.start({ kind: 'search', ...request }),
    startExperiment: (request) => work.start({ kind: 'experiment', ...request }),
    cancelRun: ({ runId }) => {
      runs.cancel(runId)
    },
    activeRun: () => runs.active,
    queueRun: (asked) => work.enqueue(asked),
    queuedRuns: () => queue.queued,
    moveQueuedRun: ({ id, to }) => {
      queue.move(id, to)
    },
    unqueueRun: ({ id }) => {
      queue.remove(id)
    },
    clearQueue: () => {
      queue.clear()
    },

    ...libraryControl.handlers,

    takeProfile: ({ id }) => profiles.take(id),
    cancelProfile: () => profiles.cancel(),
    readProfile: ({ id }) => profiles.read(id),

    exportRuns: (request) => exports.runs(request),
    copyChart: (request) => exports.copyChart(request),
    dragChart: (request) => exports.dragChart(request),
    copyTable: (request) => exports.copyTable(request),
    previewChart: (request) => exports.previewChart(request),
    revealSaved: () => exports.revealSaved(),
    chooseFolder: async () => {
      const folder = await shell.chooseFolder()
      if (folder !== null) void preferences.allowFolder(folder)
      return folder
    },

    lessons: async () => {
      lesson.warm()
      const { lessons, problems } = await readLessons(parts.lessonsFolder)
      return { lessons: [...lessons], problems: problems.map(({ message }) => message) }
    },
    runProgram: (request) => lesson.run(request),
    closeLesson: async (experiment) => {
      await assertExperimentAllowed(experiment)
      return lesson.close(experiment)
    },
    exportHandout: async (request) => {
      for (const { experiment } of request.lessons) {
        for (const each of experiment) await assertExperimentAllowed(each)
      }
      for (const { experiment } of request.experiments ?? [])
        await assertExperimentAllowed(experiment)
      return exports.deliver(await lesson.handout(request, exports.tellProgress, shell.printPdf))
    },
    cancelHandout: () => {
      lesson.cancelHandout()
    },
    exportRecording: async ({ recording, format }) =>
      exports.deliver([await recordingFile(await unpackRecording(recording), format)]),

    workshops: () => workshops.list(),
    saveWorkshop: ({ id, workshop }) => workshops.save(id, workshop),
    deleteWorkshop: ({ id }) => workshops.delete(id),
    importWorkshop: ({ fileName, text }) => workshops.import(fileName, text),
    exportWorkshop: async ({ id }) => exports.deliver([await workshops.file(id)]),
    agreeToWorkshop: ({ id }) => workshops.agree(id),

    measureSurvey: (request) => survey.start(request),
    cancelSurvey: ({ surveyId }) => {
      survey.cancel(surveyId)
    },
    activeSurvey: () => survey.active,
    newestSurveys: () => parts.surveys.newest(),
    exportSurvey: (request) => exports.survey(request),
    copySurveyChart: (request) => exports.copySurveyChart(request),
    previewSurveyChart: (request) => exports.previewSurveyChart(request),

    sessionPlaces,
    startSession: ({ address, isAgreed }) => session.start(address, isAgreed),
    session: () => session.session,
    leadSession: (action) => {
      session.lead(action)
    },
    endSession: () => session.end(),

    gatherFolder: async () => {
      const folder = await shell.chooseFolder()
      if (folder === null) return null
      const { runs, passedOver } = await readFolder(folder)
      gatheredFolder = new GatheredRuns(runs, passedOver)
      return gatheredFolder.view
    },
    gatheredChart: async (request) =>
      deliveredFile(await gatheredFrom(request.from).chart(request)),
    exportGathered: async ({ from, picture }) =>
      exports.deliver(await gatheredFrom(from).files(picture)),

    preferences: () => preferences.read(),
    changePreferences: async (change) => {
      const all = await preferences.change(change)
      emit('preferences', all)
      return all
    },
  }
  return {
    handlers,
    measuring: () => lock.holder,
    waiting: () => queue.queued.length,
    stop: async () => {
      queue.clear()
      libraryControl.stop()
      await Promise.all([
        runs.stop(),
        survey.stop(),
        lesson.stop(),
        ownJobs.cancel(),
        session.end(),
        profiles.cancel(),
      ])
    },
  }
}

function runtimeVersions(): Record<string, string> {
  const known = ['electron', 'chrome', 'node', 'v8', 'uv']
  return Object.fromEntries(
    known.flatMap((name) => {
      const version = process.versions[name]
      return version === undefined ? [] : [[name, version]]
    }),
  )
}
