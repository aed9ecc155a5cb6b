import { folderOf } from '../engine/workload/kinds'
import type { AppInfo } from '../contract/app-info'
import type { Delivery, ExportProgress } from '../contract/export'
import type { Emit, Handlers } from '../contract/channel/handlers'
import type { GatheredFrom } from '../contract/gathering'
import { LabFault } from '../contract/channel/reply'
import type { RunHandle, Work } from '../contract/run'
import { preset, presetNames } from '../engine/spec/presets'
import type { Spec } from '../engine/spec/spec'
import type { LessonExperiment } from '../engine/lesson/lesson'
import { unpackRecording } from '../engine/recorder/recording/recording-file'
import { readEnvironment } from '../engine/measure/machine/read-environment'
import { buildInfo } from './build-info'
import { deliveredFile } from './export/delivered-file'
import type { ExportedFile } from './export/export-result'
import {
  chartFile,
  exportFiles,
  surveyChartFile,
  surveyFiles,
  tableFile,
} from './export/export-request'
import type { Lab } from './run/lab'
import type { Library } from './library/library'
import { readLessons } from './lesson/lessons'
import { LessonControl } from './lesson/lesson-control'
import { environmentOf } from './run/environment-of'
import { predict } from './run/prediction'
import { OwnJobs } from './own-job/own-jobs'
import { Pythons } from './run/pythons'
import { experiments } from '../engine/gallery'
import { threadsFor } from '../engine/measure/processors/processors'
import type { PreferencesFile } from './preferences'
import { ProfileControl } from './run/profile-control'
import { RunControl } from './run/run-control'
import { RunQueue } from './run/run-queue'
import { recordingFile } from './lesson/save-recording'
import type { Shell } from './shell'
import { SurveyControl } from './run/survey-control'
import type { Surveys } from './library/surveys'
import { watchFolder } from './library/watch-folder'
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
  /**
   * A spec can come from a file of somebody else, and would start the program that it names as
   * Python: here it is always the one that this person chose.
   */
  const withOwnPython = async (spec: Spec): Promise<Spec> => ({
    ...spec,
    python: (await preferences.read()).python,
  })

  const measure: RunControl['measure'] = async (spec, signal) =>
    runs.measure(await withOwnPython(spec), signal)
  const lesson = new LessonControl({ measure }, lock, parts.engineFolder)
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
  let saved: string | null = null
  /** Only what was saved here is shown in the file manager, never a path that a page names. */
  const deliver = async (files: readonly ExportedFile[]): Promise<Delivery> => {
    const delivery = await shell.deliver(files)
    if (delivery.kind === 'saved') saved = delivery.path
    return delivery
  }
  const tellProgress = (progress: ExportProgress): void => {
    emit('exportProgress', progress)
  }

  /** A page can name any folder; only a person at a dialog can allow one. */
  const assertFolderAllowed = async ({ workload }: Spec): Promise<void> => {
    const folder = folderOf(workload)
    if (folder === null || (await preferences.isAllowedFolder(folder))) return
    const message = `choose the folder in the dialog first, got "${folder}"`
    throw new LabFault('refused', `workload.path: ${message}`, [{ path: 'workload.path', message }])
  }

  /** A lesson can come from a file of somebody else, and its experiment name any folder. */
  const assertExperimentAllowed = async (experiment: LessonExperiment): Promise<void> => {
    if ('spec' in experiment) await assertFolderAllowed(experiment.spec)
  }

  /** Starts something as a person asked for it, who finds it again at the next start. */
  const start = async (work: Work): Promise<RunHandle> => {
    if (work.kind === 'experiment') return runs.startExperiment(experiments[work.experiment])
    await assertFolderAllowed(work.spec)
    const lastSweep = work.kind === 'sweep' ? { over: work.over, values: work.values } : undefined
    void preferences.change({ lastSpec: work.spec, ...(lastSweep && { lastSweep }) })
    const spec = await withOwnPython(work.spec)
    switch (work.kind) {
      case 'run':
        return runs.start(spec)
      case 'sweep':
        return runs.startSweep({ spec, over: work.over, values: work.values })
      case 'search':
        return runs.startSearch({ spec, search: work.search })
    }
  }

  const profiles = new ProfileControl({ lab, library, lock, assertFolderAllowed })

  preferences.onTrouble((text) => {
    emit('notice', { text })
  })

  // The command line keeps its runs in the same place.
  void watchFolder(library.folder, () => {
    emit('library', null)
  })

  /** Tells every interface that the library is not as it was. */
  const changed = <T>(value: T): T => {
    emit('library', null)
    return value
  }

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
      const spec = await withOwnPython(given)
      const named = await pythons.lookFor(spec)
      const python = named?.found.python ?? null
      const fault = named?.found.python === null ? `“${named.program}” ${named.found.why}.` : null
      return predict(spec, { ...environmentOf(spec), python }, fault)
    },

    jobSources: () => ownJobs.sources(),
    chooseJob: () => ownJobs.choose(),
    tryJob: (request) => ownJobs.try(request),
    cancelTrial: () => ownJobs.cancel(),

    startRun: (spec) => start({ kind: 'run', spec }),
    startSweep: (request) => start({ kind: 'sweep', ...request }),
    startSearch: (request) => start({ kind: 'search', ...request }),
    startExperiment: (request) => start({ kind: 'experiment', ...request }),
    cancelRun: ({ runId }) => {
      runs.cancel(runId)
    },
    activeRun: () => runs.active,
    queueRun: async (work) => {
      if (work.kind !== 'experiment') await assertFolderAllowed(work.spec)
      const name = work.kind === 'experiment' ? work.experiment : work.spec.name
      queue.add({ kind: work.kind, name }, () => start(work))
    },
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

    listRuns: () => library.list(),
    readRun: ({ id }) => library.read(id),
    renameRun: async ({ id, name }) => changed(await library.change(id, { name })),
    noteRun: async ({ id, note }) => changed(await library.change(id, { note })),
    tagRun: async ({ id, tags }) => changed(await library.change(id, { tags })),
    deleteRun: async ({ id }) => {
      await library.delete(id)
      emit('library', null)
    },
    undoDelete: async ({ id }) => changed(await library.undoDelete(id)),
    importRun: async ({ fileName, text }) => changed(await library.import(fileName, text)),
    chooseImport: async () => {
      const file = await shell.chooseImport()
      return file === null ? null : changed(await library.import(file.fileName, file.text))
    },
    revealRun: ({ id }) => shell.reveal(library.folderOf(id)),

    takeProfile: ({ id }) => profiles.take(id),
    cancelProfile: () => profiles.cancel(),
    readProfile: ({ id }) => profiles.read(id),

    exportRuns: async (request) =>
      deliver(await exportFiles(library, request, shell.printPdf, tellProgress)),
    copyChart: async (request) => shell.copyPicture(await chartFile(library, request)),
    dragChart: async (request) => {
      // Named as its export would be: it becomes a file.
      const [file] = await exportFiles(
        library,
        { ...request, format: 'png' },
        null,
        () => undefined,
      )
      if (file !== undefined) await shell.dragOut(file)
    },
    copyTable: async (request) => shell.copyText(await tableFile(library, request)),
    previewChart: async (request) => deliveredFile(await chartFile(library, request)),
    revealSaved: async () => {
      if (saved === null) throw new LabFault('not-found', 'Nothing was saved yet.')
      await shell.reveal(saved)
    },
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
      return deliver(await lesson.handout(request, tellProgress, shell.printPdf))
    },
    cancelHandout: () => {
      lesson.cancelHandout()
    },
    exportRecording: async ({ recording, format }) =>
      deliver([await recordingFile(await unpackRecording(recording), format)]),

    workshops: () => workshops.list(),
    saveWorkshop: ({ id, workshop }) => workshops.save(id, workshop),
    deleteWorkshop: ({ id }) => workshops.delete(id),
    importWorkshop: ({ fileName, text }) => workshops.import(fileName, text),
    exportWorkshop: async ({ id }) => deliver([await workshops.file(id)]),
    agreeToWorkshop: ({ id }) => workshops.agree(id),

    measureSurvey: (request) => survey.start(request),
    cancelSurvey: ({ surveyId }) => {
      survey.cancel(surveyId)
    },
    activeSurvey: () => survey.active,
    newestSurveys: () => parts.surveys.newest(),
    exportSurvey: async (request) =>
      deliver(await surveyFiles(parts.surveys, request, shell.printPdf)),
    copySurveyChart: async (request) =>
      shell.copyPicture(await surveyChartFile(parts.surveys, request)),
    previewSurveyChart: async (request) =>
      deliveredFile(await surveyChartFile(parts.surveys, request)),

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
    exportGathered: async ({ from, picture }) => deliver(await gatheredFrom(from).files(picture)),

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
