import type { Environment } from '../measure/machine/environment'
import type { Footprint, WaiterName } from './memory-result'

/** What is to be measured. */
export interface MemorySpec {
  /** Processes per count. */
  readonly rounds: number
  /** Share of the free memory that a count may need. */
  readonly memoryShare: number
  /** Counts per kind, ascending. */
  readonly counts: Readonly<Record<WaiterName, readonly number[]>>
}

/** All that a measurement of memory needs. */
export interface MemoryOrder {
  readonly spec: MemorySpec
  /** Folder with the built programs. */
  readonly engineFolder: string
  readonly environment: Environment
}

/** How far it is. */
export interface MemoryProgress {
  readonly done: number
  readonly total: number
  /** What is measured next. */
  readonly name: WaiterName
  readonly count: number
}

/** What a process is asked to have waiting; it is started with this as its argument. */
export interface FootprintOrder {
  readonly name: WaiterName
  readonly count: number
  /** Folder with the built threads. */
  readonly folder: string
  /** Threads are started only while this much memory is free. */
  readonly reserveBytes: number
}

/** The only message of such a process. */
export interface FootprintMessage {
  readonly footprint: Footprint
  /** How many waited at once; fewer than asked for if the machine gave no more. */
  readonly reached: number
  /** Why it gave no more; null where it did. */
  readonly refusal: string | null
}
