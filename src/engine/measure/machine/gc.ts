import { GCProfiler } from 'node:v8'
import { nanoseconds, type Nanoseconds } from '../statistics/quantity'

/**
 * Time that the calling thread's own garbage collector stopped it. V8 counts per thread, so every
 * thread has to watch itself. V8's profiler is asked rather than a `PerformanceObserver`, because
 * an observer hears of a collection only when the thread's event loop turns, and a thread that
 * blocks by design may never turn it. Work of V8's helper threads is not in it: their CPU time
 * shows as the runtime's.
 */
export class GcWatch {
  #profiler = startProfiler()
  #totalNs = 0

  /** Time stopped by collections since this was made, by the thread that it watches. */
  read(): Nanoseconds {
    this.#collect()
    this.#profiler = startProfiler()
    return nanoseconds(this.#totalNs)
  }

  /** Ends the watch and returns the total. */
  stop(): Nanoseconds {
    this.#collect()
    return nanoseconds(this.#totalNs)
  }

  #collect(): void {
    // V8 gives the cost of a collection in microseconds.
    for (const collection of this.#profiler.stop().statistics) {
      this.#totalNs += collection.cost * 1000
    }
  }
}

function startProfiler(): GCProfiler {
  const profiler = new GCProfiler()
  profiler.start()
  return profiler
}
