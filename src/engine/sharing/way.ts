/** How threads that count together add one to what they share. */
export const threadWays = ['plain', 'atomics', 'lock'] as const
export type ThreadWay = (typeof threadWays)[number]

/** What a counting thread gets (`workerData`). */
export interface CountingOrder {
  readonly way: ThreadWay
  /** How often this thread adds one. */
  readonly updates: number
  /** Int32: the counter, the lock, and the gate that opens for all threads at once. */
  readonly shared: SharedArrayBuffer
}

/** The places in the shared memory. */
export const places = { counter: 0, lock: 1, gate: 2 } as const

/** What a thread says: that it stands at the gate, or when it counted (nanoseconds). */
export type CountingMessage =
  | { readonly kind: 'ready' }
  | { readonly kind: 'counted'; readonly beganNs: bigint; readonly endedNs: bigint }
