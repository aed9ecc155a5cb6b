import { countedIn } from '../measure/latency/decode-histogram'
import type { Draw } from '../measure/statistics/bootstrap'
import type { Block, Latency } from '../result/figures'

/**
 * The histograms of several blocks in a form whose percentiles can be asked for 10,000 times: for
 * each block, how many of its values are at most the k-th of all values that occur.
 */
export class BlockLatencies {
  readonly #values: readonly number[]
  readonly #counts: readonly Float64Array[]

  /** Of what was counted from the intended start of the jobs of these blocks, in their order. */
  static of(blocks: readonly Block[]): BlockLatencies {
    return new BlockLatencies(blocks.map(({ latency }) => latency))
  }

  constructor(latencies: readonly Latency[]) {
    const histograms = latencies.map((latency) => {
      const counted = countedIn(latency.histogram)
      return new Map(counted.map(({ fromNs, count }) => [fromNs, count]))
    })
    this.#values = [...new Set(histograms.flatMap((counts) => [...counts.keys()]))].sort(
      (a, b) => a - b,
    )
    this.#counts = histograms.map((counts) => {
      let sum = 0
      return Float64Array.from(this.#values, (value) => (sum += counts.get(value) ?? 0))
    })
  }

  /** The least value that at least that share of the drawn blocks' values do not exceed. */
  percentile(percentile: number, draw: Draw): number {
    const last = this.#values.length - 1
    const wanted = (percentile / 100) * this.#atMost(last, draw)
    let low = 0
    let high = last
    while (low < high) {
      const middle = (low + high) >>> 1
      if (this.#atMost(middle, draw) >= wanted) high = middle
      else low = middle + 1
    }
    return this.#values[low] ?? Number.NaN
  }

  /** The share of the drawn blocks' values that exceed `value`, 0 to 1. */
  shareAbove(value: number, draw: Draw): number {
    const above = this.#values.findIndex((each) => each > value)
    if (above === -1) return 0
    const atMost = above === 0 ? 0 : this.#atMost(above - 1, draw)
    return 1 - atMost / this.#atMost(this.#values.length - 1, draw)
  }

  #atMost(place: number, draw: Draw): number {
    let sum = 0
    for (let block = 0; block < draw.length; block++) {
      sum += (draw[block] ?? 0) * (this.#counts[block]?.[place] ?? 0)
    }
    return sum
  }
}
