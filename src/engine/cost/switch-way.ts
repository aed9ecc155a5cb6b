/** One kind of switch, ready to be timed again and again. */
export interface SwitchWay {
  /** Does it `operations` times and gives the nanoseconds that one took. */
  time(operations: number): Promise<number>
  /** Ends what it needs, such as a thread. */
  end(): Promise<void>
}

/**
 * How often to do something so that it takes about `ms`: doubled until it does, then by the fastest
 * time seen, because disturbance only ever adds. That is also its warm-up.
 */
export async function operationsFor(way: SwitchWay, ms: number): Promise<number> {
  let fastestNs = Infinity
  for (let operations = 16; ; operations *= 2) {
    const ns = await way.time(operations)
    fastestNs = Math.min(fastestNs, ns)
    if (ns * operations >= (ms * 1e6) / 2) return Math.ceil((ms * 1e6) / fastestNs)
  }
}
