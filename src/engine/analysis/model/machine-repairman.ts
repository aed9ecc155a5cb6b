/** Customers who think, ask one of several servers, wait for it, and think again. */
export interface ClosedQueue {
  /** Jobs that are begun and not ended at any time. */
  readonly customers: number
  readonly servers: number
  readonly thinkMs: number
  /** Mean time that a server is busy with a job. */
  readonly serviceMs: number
}

/**
 * Jobs per millisecond of the machine repairman's model (M/M/c//N): thinking and service
 * exponential. Source: L. Kleinrock, "Queueing Systems", volume 1 (1975), section 3.8. Sums are of
 * logarithms, so that 100,000 customers are no more than many.
 */
export function repairmanRate({ customers, servers, thinkMs, serviceMs }: ClosedQueue): number {
  if (serviceMs === 0) return customers / thinkMs
  if (thinkMs === 0) return Math.min(customers, servers) / serviceMs
  // Logarithms of the weights of 0 … N customers at the servers, relative to none there.
  const logs = new Float64Array(customers + 1)
  for (let there = 1; there <= customers; there += 1) {
    const arriving = (customers - there + 1) / thinkMs
    const leaving = Math.min(there, servers) / serviceMs
    logs[there] = (logs[there - 1] ?? 0) + Math.log(arriving / leaving)
  }
  const highest = logs.reduce((a, b) => Math.max(a, b))
  let weights = 0
  let busy = 0
  for (const [there, log] of logs.entries()) {
    const weight = Math.exp(log - highest)
    weights += weight
    busy += weight * Math.min(there, servers)
  }
  return busy / weights / serviceMs
}

/**
 * The most that such a queue can do, whatever its distributions: jobs per millisecond, the smaller
 * of customers ÷ (think + service) and servers ÷ service. Source: P. Denning, J. Buzen, "The
 * Operational Analysis of Queueing Network Models", ACM Computing Surveys 10 (1978).
 */
export function boundRate({ customers, servers, thinkMs, serviceMs }: ClosedQueue): number {
  const byWaiting = customers / (thinkMs + serviceMs)
  return serviceMs === 0 ? byWaiting : Math.min(byWaiting, servers / serviceMs)
}
