import { ownCpuTime, loopTime } from './cpu/own-thread'
import { GcWatch } from './machine/gc'
import { now } from './now'
import { nanoseconds, type Nanoseconds } from './statistics/quantity'

/** What only a thread itself can read. Totals since it began; null where the runtime has none. */
export interface ReportedByThread {
  /** When the thread looked, on the clock of `now`. */
  readonly atNs: Nanoseconds
  /** CPU time of the thread, where the runtime tells a thread its own. */
  readonly cpuNs: Nanoseconds | null
  readonly gcNs: Nanoseconds | null
  /** Time the host's event loop of this thread was not polling, and was. */
  readonly activeNs: Nanoseconds
  readonly idleNs: Nanoseconds
}

const VERSION = 0
const AT = 1
const CPU = 2
const GC = 3
const ACTIVE = 4
const IDLE = 5
const SLOTS = 6
const MAX_ATTEMPTS = 10_000

/** Bytes of a self-report in a thread's record. */
export const SELF_REPORT_BYTES = SLOTS * Float64Array.BYTES_PER_ELEMENT

/** A thread's report of itself in shared memory: written by that thread, read by another. */
export class SelfReport {
  readonly #version: Int32Array
  readonly #slots: Float64Array
  #gc: GcWatch | null = null

  /** Views `SELF_REPORT_BYTES` of the buffer from `byteOffset`, a multiple of 8. */
  constructor(buffer: SharedArrayBuffer, byteOffset: number) {
    this.#version = new Int32Array(buffer, byteOffset, 1)
    this.#slots = new Float64Array(buffer, byteOffset, SLOTS)
  }

  /** Starts watching the calling thread and writes a first report. */
  begin(): void {
    this.#gc = new GcWatch()
    this.look()
  }

  /** Writes a report of the calling thread. */
  look(): void {
    this.#write(this.#gc?.read() ?? null)
  }

  /** Writes a last report of the calling thread and stops watching it. */
  end(): void {
    this.#write(this.#gc?.stop() ?? null)
    this.#gc = null
  }

  /** The last report; null if there is none yet. */
  read(): ReportedByThread | null {
    // A report is written rarely and in well under a microsecond; a reader that meets one half
    // written (its version is odd or has changed) reads again, but not for ever: a thread that is
    // killed while writing leaves it half written.
    for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
      const version = Atomics.load(this.#version, VERSION)
      if (version === 0) return null
      const report = {
        atNs: this.#quantity(AT) ?? nanoseconds(0),
        cpuNs: this.#quantity(CPU),
        gcNs: this.#quantity(GC),
        activeNs: this.#quantity(ACTIVE) ?? nanoseconds(0),
        idleNs: this.#quantity(IDLE) ?? nanoseconds(0),
      }
      if (version % 2 === 0 && Atomics.load(this.#version, VERSION) === version) return report
    }
    return null
  }

  #write(gcNs: Nanoseconds | null): void {
    const loop = loopTime()
    const cpuNs = ownCpuTime()
    Atomics.add(this.#version, VERSION, 1)
    this.#slots[AT] = now()
    this.#slots[CPU] = cpuNs ?? Number.NaN
    this.#slots[GC] = gcNs ?? Number.NaN
    this.#slots[ACTIVE] = loop.activeNs
    this.#slots[IDLE] = loop.idleNs
    Atomics.add(this.#version, VERSION, 1)
  }

  #quantity(slot: number): Nanoseconds | null {
    const value = this.#slots[slot]
    return value === undefined || Number.isNaN(value) ? null : nanoseconds(value)
  }
}
