import { nodeHost, run, VirtualClock, type Coroutine } from '../../../src/engine/loop'
import { Recorder } from '../../../src/engine/recorder/recorder'
import {
  eventAt,
  eventCount,
  nameOf,
  type Recording,
} from '../../../src/engine/recorder/recording/recording'

/** Runs a coroutine in virtual time under a recorder and gives what it recorded. */
export async function record(
  main: (recorder: Recorder) => Coroutine<unknown>,
  maxEvents?: number,
): Promise<Recording> {
  const clock = new VirtualClock()
  const recorder = new Recorder({
    clock: 'virtual',
    now: () => clock.now(),
    ...(maxEvents !== undefined && { maxEvents }),
  })
  // Programs may leave errors that nobody looks at.
  const host = { ...nodeHost, report: () => undefined }
  await run(main(recorder), { clock, host, instruments: [recorder] }).catch(() => undefined)
  return recorder.finish()
}

/** The events as lines such as "step-awaiting Task-1 sleep". */
export function lines(recording: Recording): string[] {
  return Array.from({ length: eventCount(recording) }, (_, index) => {
    const { kind, subject, object } = eventAt(recording, index)
    if (kind === 'iteration-begun') return `iteration-begun ${subject}`
    const names = [subject, object].filter((thing) => thing >= 0)
    return [kind, ...names.map((thing) => nameOf(recording, thing))].join(' ')
  })
}
