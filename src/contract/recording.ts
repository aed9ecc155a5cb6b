// What an interface needs to go through a recorded run: it is the engine's own, so that a page shows
// exactly the states that the command line and the tests see.
export { describeEvent } from '../engine/recorder/describe-event'
export type { EventKind } from '../engine/recorder/event'
export { lanesBetween } from '../engine/recorder/lanes'
export type { LoopState, TaskPhase, TaskState } from '../engine/recorder/loop-state'
export { phaseAfter } from '../engine/recorder/phase'
export type { Site } from '../engine/recorder/places'
export { eventAt, nameOf, stackAt, thingKind, type Recording } from '../engine/recorder/recording'
export { unpackRecording } from '../engine/recorder/recording-file'
export { Replay } from '../engine/recorder/replay'
