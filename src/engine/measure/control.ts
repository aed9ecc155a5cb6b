import { now } from './now'
import {
  milliseconds,
  nanoseconds,
  type Milliseconds,
  type Nanoseconds,
} from './statistics/quantity'

/**
 * What measured threads are to do. Completions count, and histograms fill, only while measuring. In
 * the rehearsal jobs hardly wait, so that many of them run. Parked threads are between two blocks
 * and do nothing.
 */
const phases = ['rehearsal', 'warm-up', 'measuring', 'parked', 'stopping'] as const
export type Phase = (typeof phases)[number]

/** What a thread needs to attach to a control; can be posted to it. */
export interface ControlTransfer {
  readonly buffer: SharedArrayBuffer
}

const PHASE = 0
const NEXT_JOB = 1
const LOOK = 2
const STOP = 3
const HELD = 4
/** An even number: a Float64 follows. */
const WORDS = 6
const PARKED_NS_OFFSET = WORDS * Int32Array.BYTES_PER_ELEMENT
const BYTES = PARKED_NS_OFFSET + Float64Array.BYTES_PER_ELEMENT

/** Where everything is: in words of 32 bits, and in bytes from `parkedNs` on. */
export const controlLayout = {
  bytes: BYTES,
  phase: PHASE,
  nextJob: NEXT_JOB,
  look: LOOK,
  parkedNs: PARKED_NS_OFFSET,
} as const

/** Waits are no longer than this in the rehearsal; timers of an event loop make 1 ms of it. */
const REHEARSED_WAIT_MS = 0.1

const REHEARSAL = phases.indexOf('rehearsal')
const WARM_UP = phases.indexOf('warm-up')
/** Index of the phase in which results count, for the recording path. */
const MEASURING = phases.indexOf('measuring')
const PARKED = phases.indexOf('parked')
const STOPPING = phases.indexOf('stopping')

/**
 * The few words that the coordinator and all measured threads share: the phase, the number of the
 * next job, and a word on which blocked threads sleep, so that `stop` can wake them.
 */
export class Control {
  readonly #words: Int32Array<SharedArrayBuffer>
  readonly #parkedNs: Float64Array
  /** When the threads were parked last; known to the thread that parks them only. */
  #parkedAtNs = now()
  /** Where foreign threads are told what changed; in the thread that commands them only. */
  #told: () => void = () => undefined

  private constructor(buffer: SharedArrayBuffer) {
    this.#words = new Int32Array(buffer, 0, WORDS)
    this.#parkedNs = new Float64Array(buffer, PARKED_NS_OFFSET, 1)
  }

  /** Makes a control in the phase `warm-up`. */
  static allocate(): Control {
    const control = new Control(new SharedArrayBuffer(BYTES))
    Atomics.store(control.#words, PHASE, WARM_UP)
    return control
  }

  /** The same control in another thread. */
  static attach(transfer: ControlTransfer): Control {
    return new Control(transfer.buffer)
  }

  get transfer(): ControlTransfer {
    return { buffer: this.#words.buffer }
  }

  get phase(): Phase {
    return phases[Atomics.load(this.#words, PHASE)] ?? 'stopping'
  }

  get isMeasuring(): boolean {
    return Atomics.load(this.#words, PHASE) === MEASURING
  }

  /** The same as a plain read, which is cheaper: for what needs not know at once. */
  get seemsMeasuring(): boolean {
    return this.#words[PHASE] === MEASURING
  }

  /** Whether no further job is to be started: the threads are parked, or to end. */
  get isHalted(): boolean {
    return Atomics.load(this.#words, PHASE) >= PARKED
  }

  get isStopping(): boolean {
    return Atomics.load(this.#words, PHASE) === STOPPING
  }

  /**
   * The clock of what is measured, which stands still while the threads are parked: for times that
   * begin in one block and may end in the next.
   */
  clock(): Nanoseconds {
    return nanoseconds(now() - this.parkedNs)
  }

  /** For how long the threads were parked so far: by this that clock is behind `now`. */
  get parkedNs(): Nanoseconds {
    return nanoseconds(this.#parkedNs[0] ?? 0)
  }

  /** Has `tell` called, here, whenever this thread said something to the others. */
  follow(tell: () => void): void {
    this.#told = tell
  }

  /** Notes how many jobs foreign threads took, which cannot take them here. */
  noteHandedIn(count: number): void {
    Atomics.store(this.#words, NEXT_JOB, count)
  }

  /** Has the warm-up begin with a rehearsal, until `endRehearsal`. Does nothing later on. */
  rehearse(): void {
    Atomics.compareExchange(this.#words, PHASE, WARM_UP, REHEARSAL)
    this.#told()
  }

  /** From here on jobs wait as long as they are to. Does nothing outside of a rehearsal. */
  endRehearsal(): void {
    Atomics.compareExchange(this.#words, PHASE, REHEARSAL, WARM_UP)
  }

  /** How long a job waits that is to wait for `ms`. */
  waitOf(ms: Milliseconds): Milliseconds {
    if (ms <= REHEARSED_WAIT_MS || Atomics.load(this.#words, PHASE) !== REHEARSAL) return ms
    return milliseconds(REHEARSED_WAIT_MS)
  }

  /** From here on results count. Does nothing once stopped. */
  startMeasuring(): void {
    this.endRehearsal()
    Atomics.compareExchange(this.#words, PHASE, WARM_UP, MEASURING)
    this.#told()
  }

  /**
   * Halts the threads between two blocks: no job is started, and what is under way goes on to its
   * end.
   */
  park(): void {
    if (this.isHalted) return
    this.#parkedAtNs = now()
    Atomics.store(this.#words, PHASE, PARKED)
    this.#told()
  }

  /**
   * Begins the next block of threads that are parked, with the warm-up.
   *
   * @param kept jobs that were handed in before and are still in flight, the first of the count
   */
  unpark(kept: number): void {
    this.#parkedNs[0] = this.parkedNs + now() - this.#parkedAtNs
    Atomics.store(this.#words, NEXT_JOB, kept)
    Atomics.store(this.#words, PHASE, WARM_UP)
    Atomics.notify(this.#words, PHASE)
    this.#told()
  }

  /** Blocks the calling thread, using no CPU, for as long as threads are parked. */
  hold(): void {
    Atomics.add(this.#words, HELD, 1)
    while (Atomics.wait(this.#words, PHASE, PARKED) !== 'not-equal');
    Atomics.sub(this.#words, HELD, 1)
  }

  /** How many threads are held. */
  get held(): number {
    return Atomics.load(this.#words, HELD)
  }

  /** Ends every wait begun with `block` at once; no further job is to be started. */
  stop(): void {
    Atomics.store(this.#words, PHASE, STOPPING)
    Atomics.notify(this.#words, PHASE)
    Atomics.store(this.#words, STOP, 1)
    Atomics.notify(this.#words, STOP)
    this.#told()
  }

  /** Takes the next job's number: 0, 1, 2 … across all threads, each number once (modulo 2³²). */
  nextJob(): number {
    return Atomics.add(this.#words, NEXT_JOB, 1) >>> 0
  }

  /** How many jobs were taken so far. */
  get handedIn(): number {
    return Atomics.load(this.#words, NEXT_JOB) >>> 0
  }

  /**
   * Blocks the calling thread, using no CPU, for `ms` or until the control is stopped. Only for
   * threads whose contender blocks by design; an event loop must never call it.
   */
  block(ms: Milliseconds): 'timed-out' | 'stopped' {
    return Atomics.wait(this.#words, STOP, 0, ms) === 'timed-out' ? 'timed-out' : 'stopped'
  }

  /**
   * Asks every measured thread to note in its record what only the thread itself can read (loop
   * utilisation, GC, its CPU time where the system does not show it), when its next job ends.
   */
  requestLook(): void {
    Atomics.add(this.#words, LOOK, 1)
    this.#told()
  }

  /** How often a look was requested; a thread compares it with the last one it answered. */
  get looks(): number {
    return Atomics.load(this.#words, LOOK)
  }
}
