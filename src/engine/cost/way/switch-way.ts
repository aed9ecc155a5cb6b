/** What one took, in nanoseconds: by the clock, and of CPU time. */
export interface Timing {
  readonly ns: number
  readonly cpuNs: number
}

/** One kind of switch, ready to be timed again and again. */
export interface SwitchWay {
  /** Does it `operations` times and gives the nanoseconds that one took. */
  time(operations: number): Promise<number>
  /** Ends what it needs, such as a thread. */
  end(): Promise<void>
}

/** How often each number of operations is tried: a single try may have met a pause. */
const TRIES = 3

/**
 * How often to do something so that it takes about `ms`: doubled until it would, by the fastest
 * time seen, because disturbance only ever adds. That is also its warm-up.
 */
export async function operationsFor(way: SwitchWay, ms: number): Promise<number> {
  const wantedNs = ms * 1e6
  let fastestNs = Infinity
  for (let operations = 16; ; operations *= 2) {
    for (let attempt = 0; attempt < TRIES; attempt++) {
      fastestNs = Math.min(fastestNs, await way.time(operations))
    }
    if (fastestNs * operations >= wantedNs / 2) return Math.ceil(wantedNs / fastestNs)
  }
}
