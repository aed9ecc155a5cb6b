import { z } from 'zod'
import { environmentSchema } from '../engine/measure/machine/environment'
import { specSchema } from '../engine/spec/spec'
import { askedSpecSchema, runNameSchema } from './run-name'
import { appInfoSchema } from './app-info'
import { commandSchema } from './command'
import {
  chartRequestSchema,
  deliveredFileSchema,
  deliverySchema,
  exportProgressSchema,
  exportRequestSchema,
  surveyChartRequestSchema,
  surveyExportRequestSchema,
  tableRequestSchema,
} from './export'
import { experimentRequestSchema } from './gallery'
import { gatheredChartSchema, gatheredExportSchema, gatheredSchema } from './workshop/gathering'
import {
  libraryEntrySchema,
  libraryListSchema,
  MAX_IMPORT_BYTES,
  runIdSchema,
  storedRunSchema,
  tagsSchema,
} from './library'
import {
  closingRequestSchema,
  closingSchema,
  handoutRequestSchema,
  lessonListSchema,
} from './workshop/lesson'
import { jobSourceSchema, trialOutcomeSchema, trialRequestSchema } from './own-job'
import { profileSchema } from './profile'
import { predictionSchema, presetSchema } from './spec'
import { preferencesChangeSchema, preferencesSchema } from './preferences'
import { recordingExportSchema } from './workshop/recording'
import { programReplySchema, programRequestSchema } from './workshop/program'
import type { Reply } from './channel/reply'
import {
  activeRunSchema,
  queuedRunSchema,
  queueMoveSchema,
  runEventSchema,
  runHandleSchema,
  sweepRequestSchema,
  workSchema,
} from './run'
import { searchRequestSchema } from './search'
import {
  leadSessionSchema,
  sessionPlaceSchema,
  sessionSchema,
  startSessionSchema,
} from './workshop/session'
import {
  activeSurveySchema,
  newestSurveysSchema,
  surveyEventSchema,
  surveyHandleSchema,
  surveyRequestSchema,
} from './survey'
import {
  savedWorkshopSchema,
  saveWorkshopSchema,
  workshopIdSchema,
  workshopListSchema,
} from './workshop/workshop'

const nothing = z.undefined()
/** What a call answers that only does something; JSON leaves a value that is nothing out. */
const done = z.void().optional()
const libraryItem = z.strictObject({ id: runIdSchema })
const workshopItem = z.strictObject({ id: workshopIdSchema })
/**
 * The text of a file that the person chose or dropped: the host never opens a path that the
 * interface names.
 */
const importedFile = z.strictObject({
  fileName: z.string().max(255),
  text: z.string().max(MAX_IMPORT_BYTES),
})

const call = <I extends z.ZodType, O extends z.ZodType>(input: I, output: O) => ({ input, output })

/**
 * Every call between an interface and the lab: what it takes and what it answers. A call is added
 * here and in the host's service; every transport maps over this table.
 */
export const calls = {
  appInfo: call(nothing, appInfoSchema),
  environment: call(nothing, environmentSchema),
  presets: call(nothing, z.array(presetSchema)),
  predict: call(specSchema, predictionSchema),

  /** Templates and examples to begin a job of one's own with. */
  jobSources: call(nothing, z.array(jobSourceSchema)),
  /** A file that the person chooses in a native dialog; null where it was closed. */
  chooseJob: call(nothing, jobSourceSchema.nullable()),
  /**
   * Runs somebody's code, once they agreed to it; answers when it has ended, and `busy` as runs do.
   */
  tryJob: call(trialRequestSchema, trialOutcomeSchema),
  cancelTrial: call(nothing, done),

  /** One thing is measured at a time: while a run or a survey goes on, starting answers `busy`. */
  startRun: call(askedSpecSchema, runHandleSchema),
  startSweep: call(sweepRequestSchema, runHandleSchema),
  startSearch: call(searchRequestSchema, runHandleSchema),
  /** Repeats one of the gallery, as it is described there. */
  startExperiment: call(experimentRequestSchema, runHandleSchema),
  /** What was measured is kept; `finished` follows, or `failed` where nothing was. */
  cancelRun: call(runHandleSchema, done),
  activeRun: call(nothing, activeRunSchema.nullable()),
  /** Begins when what is measured has ended, and at once where nothing is; the `queue` is told. */
  queueRun: call(workSchema, done),
  /** In the order in which they begin. */
  queuedRuns: call(nothing, z.array(queuedRunSchema)),
  /** Puts a waiting run in another place; those between make room. */
  moveQueuedRun: call(queueMoveSchema, done),
  unqueueRun: call(queuedRunSchema.pick({ id: true }), done),
  clearQueue: call(nothing, done),

  listRuns: call(nothing, libraryListSchema),
  readRun: call(libraryItem, storedRunSchema),
  renameRun: call(z.strictObject({ id: runIdSchema, name: runNameSchema }), libraryEntrySchema),
  noteRun: call(
    z.strictObject({ id: runIdSchema, note: z.string().max(10_000) }),
    libraryEntrySchema,
  ),
  tagRun: call(z.strictObject({ id: runIdSchema, tags: tagsSchema }), libraryEntrySchema),
  /** Can be undone until the lab ends. */
  deleteRun: call(libraryItem, done),
  undoDelete: call(libraryItem, libraryEntrySchema),
  importRun: call(importedFile, libraryEntrySchema),
  /** A file that the person chooses in a native dialog; null where it was closed. */
  chooseImport: call(nothing, libraryEntrySchema.nullable()),
  revealRun: call(libraryItem, done),

  /** Runs it once more, unmeasured; answers when that has ended, and `busy` as runs do. */
  takeProfile: call(libraryItem, profileSchema),
  cancelProfile: call(nothing, done),
  /** The profile that is kept of a run; without threads where none was taken. */
  readProfile: call(libraryItem, profileSchema),

  exportRuns: call(exportRequestSchema, deliverySchema),
  /** To the clipboard, as PNG. */
  copyChart: call(chartRequestSchema, deliverySchema),
  /** From the window to another program or a folder, as a PNG; `unavailable` in a browser. */
  dragChart: call(chartRequestSchema, done),
  /** To the clipboard, as text: the figures of every contender of the runs. */
  copyTable: call(tableRequestSchema, deliverySchema),
  /** The very picture that an export would be, to be looked at first; as PNG. */
  previewChart: call(chartRequestSchema, deliveredFileSchema),
  /** Shows in the file manager what was saved last; `unavailable` in a browser. */
  revealSaved: call(nothing, done),
  /** A folder for the `files` work; null where the dialog was closed. */
  chooseFolder: call(nothing, z.string().nullable()),

  lessons: call(nothing, lessonListSchema),
  /** One program at a time: starting another stops the one before. */
  runProgram: call(programRequestSchema, programReplySchema),
  /** As a run, whose events are told as well; answers when it has ended. */
  closeLesson: call(closingRequestSchema, closingSchema),
  /** Runs the programs of the lessons; `exportProgress` tells how far it is. */
  exportHandout: call(handoutRequestSchema, deliverySchema),
  /** Nothing is printed then, and `exportHandout` answers so. */
  cancelHandout: call(nothing, done),
  exportRecording: call(recordingExportSchema, deliverySchema),

  workshops: call(nothing, workshopListSchema),
  saveWorkshop: call(saveWorkshopSchema, savedWorkshopSchema),
  deleteWorkshop: call(workshopItem, done),
  importWorkshop: call(importedFile, savedWorkshopSchema),
  exportWorkshop: call(workshopItem, deliverySchema),
  /** The person agrees that the programs of an imported workshop are run. */
  agreeToWorkshop: call(workshopItem, savedWorkshopSchema),

  /** What the machine and its runtime cost; under the same rule as runs. */
  measureSurvey: call(surveyRequestSchema, surveyHandleSchema),
  /** What was measured is kept; `finished` follows, or `failed` where nothing was. */
  cancelSurvey: call(surveyHandleSchema, done),
  activeSurvey: call(nothing, activeSurveySchema.nullable()),
  /** The newest of each kind that was kept, by whichever shell. */
  newestSurveys: call(nothing, newestSurveysSchema),
  exportSurvey: call(surveyExportRequestSchema, deliverySchema),
  /** To the clipboard, as PNG. */
  copySurveyChart: call(surveyChartRequestSchema, deliverySchema),
  previewSurveyChart: call(surveyChartRequestSchema, deliveredFileSchema),

  /** Where a session can be opened to a room, and what that means. */
  sessionPlaces: call(nothing, z.array(sessionPlaceSchema)),
  /**
   * Listens in that network once the person agreed; null where they did not. One goes on at a time.
   */
  startSession: call(startSessionSchema, sessionSchema.nullable()),
  /** The session that goes on, or the last one, for a window that was loaded again. */
  session: call(nothing, sessionSchema.nullable()),
  leadSession: call(leadSessionSchema, done),
  endSession: call(nothing, done),

  /** The runs in a folder that the person chooses; null where they closed the dialog. */
  gatherFolder: call(nothing, gatheredSchema.nullable()),
  /** A chart of the runs that were gathered last, as PNG. */
  gatheredChart: call(gatheredChartSchema, deliveredFileSchema),
  exportGathered: call(gatheredExportSchema, deliverySchema),

  preferences: call(nothing, preferencesSchema),
  changePreferences: call(preferencesChangeSchema, preferencesSchema),
}

/** Every event that the lab sends by itself. */
export const events = {
  run: runEventSchema,
  survey: surveyEventSchema,
  /** How the session goes: who is there, votes, results, and its end. */
  session: sessionSchema,
  /** All that waits, each time that this changes. */
  queue: z.array(queuedRunSchema),
  /** Something in the library changed: list it again. */
  library: z.null(),
  preferences: preferencesSchema,
  /** Something wrong that no call failed over, such as preferences that cannot be kept. */
  notice: z.strictObject({ text: z.string() }),
  exportProgress: exportProgressSchema,
  command: commandSchema,
}

export type CallName = keyof typeof calls
export type EventName = keyof typeof events

export const callNames = Object.keys(calls) as CallName[]
export const eventNames = Object.keys(events) as EventName[]

/** What the interface passes; fields that have a default may be left out. */
export type CallInput<C extends CallName> = z.input<(typeof calls)[C]['input']>
export type CallOutput<C extends CallName> = z.output<(typeof calls)[C]['output']>
export type EventPayload<E extends EventName> = z.output<(typeof events)[E]>

type Arguments<I> = [I] extends [undefined] ? [] : [input: I]

type Calls = {
  readonly [C in CallName]: (...input: Arguments<CallInput<C>>) => Promise<Reply<CallOutput<C>>>
}

/** The lab as an interface sees it: the only thing that the renderer knows. */
export interface LabApi extends Calls {
  /** Listens to one kind of event until the returned function is called. */
  on<E extends EventName>(event: E, listener: (payload: EventPayload<E>) => void): () => void
}
