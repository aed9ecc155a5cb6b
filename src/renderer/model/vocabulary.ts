import type { CallInput } from '../../contract/lab-api'
import type { LibraryEntry, RunRecord } from '../../contract/library'
import type { Preset } from '../../contract/spec'
import type { ActiveRun, RunEvent } from '../../contract/run'

/** Names for parts of what the contract carries. */
export type { ActiveRun }
export type Spec = Preset['spec']
export type SpecInput = CallInput<'startRun'>
export type Workload = Spec['workload']
export type ContenderName = LibraryEntry['contenders'][number]

export type Result = Extract<RunRecord, { kind: 'corewise-result' }>
export type ContenderResult = Result['contenders'][number]
export type Figures = NonNullable<Extract<ContenderResult, { status: 'failed' }>['figures']>

export type Progress = Extract<RunEvent, { kind: 'progressed' }>['progress']
export type Sampled = Extract<Progress, { kind: 'sampled' }>
export type Sample = Sampled['sample']
export type LiveThread = Sampled['threads'][number]
export type ThreadState = LiveThread['state']
export type SweepPoint = Extract<RunEvent, { kind: 'progressed' }>['point']
