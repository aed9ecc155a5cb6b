/** One kind of switch, ready to be timed again and again. */
export interface SwitchWay {
  /** Does it `operations` times and gives the nanoseconds that one took. */
  time(operations: number): Promise<number>
  /** Ends what it needs, such as a thread. */
  end(): Promise<void>
}

/**
 * How often to do something so that it takes about `ms`: doubled until it does. That is also its
 * warm-up: what was compiled meanwhile stays compiled.
 */
export async function operationsFor(way: SwitchWay, ms: number): Promise<number> {
  for (let operations = 16; ; operations *= 2) {
    const tookMs = ((await way.time(operations)) * operations) / 1e6
    if (tookMs >= ms / 2) return Math.max(1, Math.round((operations * ms) / tookMs))
  }
}
