/** Servers that take what arrives in turn. */
interface OpenQueue {
  readonly servers: number
  readonly arrivalsPerMs: number
  /** Mean time that a server is busy with a job. */
  readonly serviceMs: number
}

/**
 * The probability that an arrival has to wait, where arrivals are Poisson and services exponential
 * (Erlang's C), by the recursion of his B. 1 where the servers cannot keep up. Source: A. K.
 * Erlang, "Solution of some problems in the theory of probabilities …" (1917); L. Kleinrock,
 * "Queueing Systems", volume 1 (1975), section 3.5.
 *
 * @param offered mean number of busy servers that the load asks for: arrivals · service
 */
export function erlangC(servers: number, offered: number): number {
  if (offered >= servers) return 1
  let blocking = 1
  for (let server = 1; server <= servers; server += 1) {
    blocking = (offered * blocking) / (server + offered * blocking)
  }
  const used = offered / servers
  return blocking / (1 - used * (1 - blocking))
}

/**
 * Mean wait for a server in an M/M/c queue, in milliseconds; Infinity where they cannot keep up.
 * Source: as of `erlangC`.
 */
export function meanWaitOfServers({ servers, arrivalsPerMs, serviceMs }: OpenQueue): number {
  const offered = arrivalsPerMs * serviceMs
  if (offered >= servers) return Infinity
  return (erlangC(servers, offered) * serviceMs) / (servers - offered)
}

/**
 * Mean wait for one server whose service times have any distribution (M/G/1), in milliseconds: ρ ·
 * S · (1 + v²) ÷ (2 (1 − ρ)); Infinity where it cannot keep up. Source: F. Pollaczek (1930) and A.
 * Khinchine (1932), in L. Kleinrock, "Queueing Systems", volume 1 (1975), section 5.6.
 *
 * @param variation the standard deviation of service times as a share of their mean: v
 */
export function meanWaitOfOneServer(
  { arrivalsPerMs, serviceMs }: Omit<OpenQueue, 'servers'>,
  variation: number,
): number {
  const used = arrivalsPerMs * serviceMs
  if (used >= 1) return Infinity
  return (used * serviceMs * (1 + variation ** 2)) / (2 * (1 - used))
}
