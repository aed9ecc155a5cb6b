import { z } from 'zod'
import { recordingFileSchema } from '../../engine/recorder/recording/recording-file'

// What an interface needs to go through a recorded run: it is the engine's own, so that a page
// shows exactly the states that the command line and the tests see.
export { describeEvent } from '../../engine/recorder/recording/describe-event'
export { callTree, positionAt } from '../../engine/recorder/replay/call-tree'
export { lanesBetween, type Lanes } from '../../engine/recorder/replay/lanes'
export { lanesInTime, withTime } from '../../engine/recorder/replay/lanes-in-time'
export type { LoopState, TaskPhase, TaskState } from '../../engine/recorder/replay/loop-state'
export type { Site } from '../../engine/recorder/recording/places'
export {
  hasTime,
  nameOf,
  stackAt,
  taskNumbers,
  thingKind,
  timeAt,
  type Recording,
} from '../../engine/recorder/recording/recording'
export {
  recordingFileSchema,
  unpackRecording,
  type RecordingFile,
} from '../../engine/recorder/recording/recording-file'
export { timesBetween } from '../../engine/recorder/recording/recording'
export { Replay } from '../../engine/recorder/replay/replay'
export { nextPosition, stepUnits, type StepUnit } from '../../engine/recorder/replay/next-position'

const recordingFormatSchema = z.enum(['recording', 'chrome'])
export type RecordingFormat = z.infer<typeof recordingFormatSchema>

/**
 * A recording that is to leave the lab: as its own file, or for a viewer of Chrome's trace events.
 */
export const recordingExportSchema = z.strictObject({
  recording: recordingFileSchema,
  format: recordingFormatSchema,
})
