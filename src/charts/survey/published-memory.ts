import published from '../../../resources/one-million-tasks.json'
import type { LinePoint } from '../named-chart'

/** One runtime's row of the published table. */
export interface PublishedRuntime {
  readonly name: string
  /** Waiting tasks, and bytes of the whole process. */
  readonly points: readonly LinePoint[]
}

const BYTES_PER_MEBIBYTE = 2 ** 20

/** The published table of waiting tasks. Measured by others on another machine. */
export const publishedMemory: readonly PublishedRuntime[] = published.runtimes.map(
  ({ name, memory }) => ({
    name,
    points: published.tasks.map((x, index) => {
      const mebibytes = memory[index]
      return { x, y: mebibytes === undefined ? null : mebibytes * BYTES_PER_MEBIBYTE }
    }),
  }),
)

/** Where it is from, in a sentence that marks it as another machine's. */
export const publishedSource = `Thin lines are another machine’s (${published.machine}), published in ${published.source}; each task is to ${published.task}.`
