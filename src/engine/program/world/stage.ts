import type { Recorder } from '../../recorder/recorder'
import type { Threads } from './thread/threads'

/** What a control can be set to. */
export type ControlValue = number | boolean | string

/** What a running program acts on. */
export interface Stage {
  readonly recorder: Recorder
  readonly threads: Threads
  readonly controls: Readonly<Record<string, ControlValue>>
  readonly work: (ms: number) => void
}

let current: Stage | undefined

/** The stage of the program that runs here. Throws where none does. */
export function stage(): Stage {
  if (current === undefined) throw new Error('no program is running')
  return current
}

/** One program runs in a world, and then the world is thrown away. */
export function setStage(stage: Stage): void {
  current = stage
}
