import { now } from '../measure/now'

const WORDS = 256

const buffer = new Uint32Array(WORDS).map((_, index) => Math.imul(index + 1, 0x9e3779b1))

/** Carries every round's outcome into the next, so that no round can be optimised away. */
let carry = 1

/**
 * Does `rounds` rounds of real computation, about a microsecond each: one pass over a small buffer,
 * mixing every word with the one before (the finaliser of MurmurHash3). A fixed amount of work and
 * not of time: a thread that the system does not run makes no progress in it. Allocates nothing.
 * Returns the outcome so far.
 */
export function work(rounds: number): number {
  let mixed = carry
  for (let round = 0; round < rounds; round++) {
    for (let at = 0; at < WORDS; at++) {
      mixed = (mixed ^ (buffer[at] ?? 0)) | 0
      mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b)
      mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35)
      mixed ^= mixed >>> 16
      buffer[at] = mixed
    }
  }
  carry = mixed
  return mixed
}

/** A longer calibration would only cost time. Milliseconds. */
const MOST_CALIBRATED_MS = 10
const LEAST_CALIBRATED_MS = 0.25
/** All timings together, and how many there are at least. */
const CALIBRATION_MS = 300
const LEAST_TIMINGS = 30

/**
 * Measures how many rounds of other computing this machine does in a millisecond, where about so
 * much of it is done at a time: what a round takes may depend on how many there are. The fastest of
 * several timings, as of `calibrate`.
 *
 * @param compute does so many rounds
 * @param aboutMs how long a job computes in the mean
 */
export function fastestRoundsPerMs(compute: (rounds: number) => void, aboutMs: number): number {
  const targetMs = Math.min(MOST_CALIBRATED_MS, Math.max(LEAST_CALIBRATED_MS, aboutMs))
  const timings = Math.max(LEAST_TIMINGS, Math.round(CALIBRATION_MS / targetMs))
  // A first call may take as long as a job, until its code is there: no single timing decides.
  for (let rounds = 16; ;) {
    let fastestMs = Infinity
    for (let timing = 0; timing < timings; timing++) {
      fastestMs = Math.min(fastestMs, timeOf(compute, rounds))
    }
    if (fastestMs >= targetMs / 2) return rounds / fastestMs
    rounds = Math.max(2 * rounds, Math.round((rounds * targetMs) / fastestMs))
  }
}

function timeOf(compute: (rounds: number) => void, rounds: number): number {
  const startNs = now()
  compute(rounds)
  return (now() - startNs) / 1e6
}

/**
 * Measures how many rounds of `work` this machine does in a millisecond while nothing else runs:
 * the fastest of many short timings. Interruptions only ever slow one down, and on a busy machine
 * too some quarter of a millisecond passes without any.
 */
export function calibrate(): number {
  const rounds = 250
  let fastestNs = Infinity
  for (let attempt = 0; attempt < 400; attempt++) {
    const startNs = now()
    work(rounds)
    fastestNs = Math.min(fastestNs, now() - startNs)
  }
  return rounds / (fastestNs / 1e6)
}
