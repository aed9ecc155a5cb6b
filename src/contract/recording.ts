// What an interface needs to go through a recorded run: it is the engine's own, so that a page shows
// exactly the states that the command line and the tests see.
export { describeEvent } from '../engine/recorder/describe-event'
export { lanesBetween } from '../engine/recorder/lanes'
export type { LoopState, TaskPhase, TaskState } from '../engine/recorder/loop-state'
export type { Site } from '../engine/recorder/places'
export { nameOf, stackAt, thingKind, type Recording } from '../engine/recorder/recording'
export { unpackRecording } from '../engine/recorder/recording-file'
export { Replay } from '../engine/recorder/replay'
