/** What a job does, in milliseconds: compute, wait, compute. */
export interface SimulatedJob {
  readonly beforeMs: number
  readonly waitMs: number
  readonly afterMs: number
}

/** What is simulated, in virtual time. */
export interface Simulation {
  readonly jobAt: (index: number) => SimulatedJob
  /** Jobs in flight of a closed load, or when each job of an open one comes in. */
  readonly load: { readonly inFlight: number } | { readonly arrivalMs: (index: number) => number }
  /** Jobs that can be begun and not ended: the threads where each blocks. */
  readonly slots: number
  /** What computes: each takes one job at a time, in turn. */
  readonly servers: number
  /** Of virtual time; what ends in the first fifth is not counted. */
  readonly durationMs: number
  /** Hears of each job, as it ends. */
  readonly onEnd?: (job: {
    readonly index: number
    readonly beganMs: number
    readonly endMs: number
  }) => void
  /** Hears of all computing, as it ends: of which server, from 0, and when. */
  readonly onComputed?: (server: number, beganMs: number, endMs: number) => void
}

/** What came of it. */
export interface Simulated {
  readonly jobsPerSecond: number
  readonly meanMs: number
  /** From coming in to the end; null with fewer than 10 jobs beyond it. */
  readonly p99Ms: number | null
}

const WARM_UP_SHARE = 0.2
/** A simulation with more events would take longer than the run that it stands beside. */
const MOST_EVENTS = 2_000_000

interface Event {
  readonly atMs: number
  readonly order: number
  readonly act: () => void
}

/**
 * A discrete-event simulation of jobs on servers: the next event is always the earliest. Computing
 * is first come, first served, and without a cost of switching. Source: A. Law, "Simulation
 * Modeling and Analysis" (2015), chapter 1.
 */
export function simulate(simulation: Simulation): Simulated {
  const { jobAt, load, slots, servers, durationMs, onEnd, onComputed } = simulation
  const events = new Agenda()
  const forSlot: (() => void)[] = []
  const forServer: ((server: number) => void)[] = []
  let freeSlots = slots
  // In turn, so that each has as much to do as the others.
  const freeServers = Array.from({ length: servers }, (_, server) => server)
  let nextJob = 0
  const fromMs = durationMs * WARM_UP_SHARE
  const latencies: number[] = []

  const compute = (ms: number, then: () => void): void => {
    if (ms === 0) {
      then()
      return
    }
    const begin = (server: number): void => {
      const beganMs = events.nowMs
      events.add(ms, () => {
        onComputed?.(server, beganMs, events.nowMs)
        const next = forServer.shift()
        if (next === undefined) freeServers.push(server)
        else next(server)
        then()
      })
    }
    const server = freeServers.shift()
    if (server === undefined) forServer.push(begin)
    else begin(server)
  }
  const begin = (index: number, inMs: number): void => {
    const { beforeMs, waitMs, afterMs } = jobAt(index)
    const beganMs = events.nowMs
    compute(beforeMs, () => {
      events.add(waitMs, () => {
        compute(afterMs, () => {
          onEnd?.({ index, beganMs, endMs: events.nowMs })
          if (events.nowMs >= fromMs) latencies.push(events.nowMs - inMs)
          freeSlots += 1
          const next = forSlot.shift()
          if (next !== undefined) {
            freeSlots -= 1
            next()
          }
          if ('inFlight' in load) enter()
        })
      })
    })
  }
  const enter = (): void => {
    const index = nextJob
    const inMs = events.nowMs
    nextJob += 1
    if (freeSlots === 0)
      forSlot.push(() => {
        begin(index, inMs)
      })
    else {
      freeSlots -= 1
      begin(index, inMs)
    }
  }
  if ('inFlight' in load) for (let job = 0; job < load.inFlight; job += 1) enter()
  else {
    const arrive = (index: number): void => {
      events.addAt(load.arrivalMs(index), () => {
        enter()
        arrive(index + 1)
      })
    }
    arrive(0)
  }
  const endMs = events.runUntil(durationMs)
  return summaryOf(latencies, endMs - fromMs)
}

function summaryOf(latencies: readonly number[], countedMs: number): Simulated {
  const sorted = [...latencies].sort((a, b) => a - b)
  const { length } = sorted
  return {
    jobsPerSecond: countedMs > 0 ? (length * 1_000) / countedMs : 0,
    meanMs: length === 0 ? 0 : sorted.reduce((a, b) => a + b) / length,
    p99Ms: length < 1_000 ? null : (sorted[Math.ceil(length * 0.99) - 1] ?? null),
  }
}

/** Events by their time, those of one time in the order in which they were added: a binary heap. */
class Agenda {
  readonly #heap: Event[] = []
  #added = 0
  nowMs = 0

  add(inMs: number, act: () => void): void {
    this.addAt(this.nowMs + inMs, act)
  }

  addAt(atMs: number, act: () => void): void {
    const heap = this.#heap
    const event = { atMs, order: this.#added++, act }
    let place = heap.push(event) - 1
    for (;;) {
      const above = (place - 1) >> 1
      const other = heap[above]
      if (place === 0 || other === undefined || !isBefore(event, other)) break
      heap[place] = other
      place = above
    }
    heap[place] = event
  }

  /** Until that time or so many events; gives the time at which it ended. */
  runUntil(endMs: number): number {
    for (let count = 0; count < MOST_EVENTS; count += 1) {
      const event = this.#next()
      if (event === undefined || event.atMs > endMs) return endMs
      this.nowMs = event.atMs
      event.act()
    }
    return this.nowMs
  }

  #next(): Event | undefined {
    const heap = this.#heap
    const [first] = heap
    const last = heap.pop()
    if (first === undefined || last === undefined || heap.length === 0) return first
    let place = 0
    for (;;) {
      const left = 2 * place + 1
      const right = heap[left + 1]
      const leftOne = heap[left]
      if (leftOne === undefined) break
      const isRight = right !== undefined && isBefore(right, leftOne)
      const child = isRight ? right : leftOne
      if (!isBefore(child, last)) break
      heap[place] = child
      place = isRight ? left + 1 : left
    }
    heap[place] = last
    return first
  }
}

const isBefore = (a: Event, b: Event): boolean =>
  a.atMs < b.atMs || (a.atMs === b.atMs && a.order < b.order)
