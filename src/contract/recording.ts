import { z } from 'zod'
import { recordingFileSchema } from '../engine/recorder/recording-file'

// What an interface needs to go through a recorded run: it is the engine's own, so that a page shows
// exactly the states that the command line and the tests see.
export { describeEvent } from '../engine/recorder/describe-event'
export { lanesBetween, type Lanes } from '../engine/recorder/lanes'
export { lanesInTime } from '../engine/recorder/lanes-in-time'
export type { LoopState, TaskPhase, TaskState } from '../engine/recorder/loop-state'
export type { Site } from '../engine/recorder/places'
export {
  hasTime,
  nameOf,
  stackAt,
  thingKind,
  timeAt,
  type Recording,
} from '../engine/recorder/recording'
export {
  recordingFileSchema,
  unpackRecording,
  type RecordingFile,
} from '../engine/recorder/recording-file'
export { timesBetween } from '../engine/recorder/times'
export { Replay } from '../engine/recorder/replay'

/** A recording that is to leave the lab: as its own file, or for a viewer of Chrome's trace events. */
export const recordingExportSchema = z.strictObject({
  recording: recordingFileSchema,
  format: z.enum(['recording', 'chrome']),
})
