import { writeFileSync } from 'node:fs'
import { Session } from 'node:inspector'
import { join } from 'node:path'
import { now } from '../measure/now'

/** Between two samples, in microseconds: jobs of a millisecond have some. */
const SAMPLING_INTERVAL_US = 500

/** What a thread writes: the profile as V8 gives it, and what its clock said as it began. */
export interface WrittenProfile {
  /** Of `now`: the profile's own times may begin elsewhere. */
  readonly beganNs: number
  readonly profile: unknown
}

/** The file that a thread writes. */
export function writtenFile(folder: string, thread: string): string {
  return join(folder, `${thread}.json`)
}

/**
 * Samples what the calling thread executes, by V8's profiler, until its end. Nothing of this is
 * loaded into a thread that is measured.
 */
export class ThreadProfile {
  readonly #session = new Session()
  readonly #file: string
  readonly #beganNs: number
  #hasEnded = false

  private constructor(file: string) {
    this.#file = file
    this.#session.connect()
    this.#session.post('Profiler.enable')
    this.#session.post('Profiler.setSamplingInterval', { interval: SAMPLING_INTERVAL_US })
    this.#beganNs = now()
    this.#session.post('Profiler.start')
  }

  /** Begins to sample the calling thread, which is known by that name. */
  static start(folder: string, thread: string): ThreadProfile {
    return new ThreadProfile(writtenFile(folder, thread))
  }

  /** Ends it and writes what came, at once: the thread may be gone, or blocked, right after. */
  end(): void {
    if (this.#hasEnded) return
    this.#hasEnded = true
    this.#session.post('Profiler.stop', (error, { profile }) => {
      if (error !== null) return
      const written: WrittenProfile = { beganNs: this.#beganNs, profile }
      writeFileSync(this.#file, JSON.stringify(written))
    })
    this.#session.disconnect()
  }
}
