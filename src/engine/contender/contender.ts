import type { JobVariant } from './job-variant'

/**
 * One way to run a plan, described: all that tables, charts, models and the window say of it comes
 * from here. The file that holds a contender's description is the place to change it.
 */
export interface Contender<Name extends string = string> {
  /** Its name in specs, files and tables. */
  readonly name: Name
  /** What it is called within a sentence: "event loop". */
  readonly title: string
  /** What it is called as the subject of a sentence, with its threads: "8 threads". */
  readonly subject: (threads: number) => string
  /** What it is, in a sentence or two, for those who meet it for the first time. */
  readonly meaning: string
  /** What runs it. Contenders of one runtime are compared, runtimes are not. */
  readonly runtime: Runtime
  /** Whether a preset has it; any other takes part where a spec names it. */
  readonly isDefault: boolean
  /**
   * How many threads run its jobs: one, or as many as the run has workers, loops or jobs in flight.
   */
  readonly threads: 'one' | keyof ThreadCounts
  /**
   * Where a lock of the runtime lets one thread compute at a time: Python's GIL. Left out, none
   * does.
   */
  readonly computesOneByOne?: 'with-gil'
  /**
   * What happens to a thread whose job waits. A blocked one holds the job and can take no other;
   * a cooperative one goes on with others, so every job in flight is under way.
   */
  readonly waits: 'blocking' | 'cooperatively'
  /** Which variants of a person's own job it can run, the one that it runs best first. */
  readonly runs: readonly JobVariant[]
  /** The kind of thread that runs it, which is the stem of its built file: `loop-thread`. */
  readonly thread: ThreadKind
  readonly style: Style
}

/** What runs contenders: what the lab itself runs on, or a Python of this machine. */
export const runtimes = ['node', 'python'] as const
export type Runtime = (typeof runtimes)[number]

/** What tables call a runtime. */
export const runtimeTitles: Readonly<Record<Runtime, string>> = { node: 'Node', python: 'Python' }

/** How many threads the contenders have that have several. */
export interface ThreadCounts {
  /** W: workers of the pool. */
  readonly workers: number
  /** Loops of those that have several, each on a thread of its own. */
  readonly loops: number
  /** Threads of a pool that has one for every job in flight, as far as so many are started. */
  readonly jobs: number
}

/**
/**
 * Each kind of measured thread; `pool` is the dispatcher that owns the pool's workers,
 * `loop-and-pool` a thread with Node's loop that owns some, `python` a process of another runtime.
 */
export type ThreadKind = 'sequential' | 'loop' | 'async' | 'pool' | 'loop-and-pool' | 'python'

/** A mark that tells a line apart without its colour. */
export type Marker = 'circle' | 'rect' | 'triangle' | 'rectRot' | 'star' | 'cross' | 'crossRot'

/**
 * How a contender is drawn. Hues are from the colour-blind-safe set of Okabe and Ito ("Color
 * Universal Design", 2008), lighter on dark; dash and marker say the same once more.
 */
export interface Style {
  readonly light: string
  readonly dark: string
  /** Lengths of line and gap in pixels; empty for a solid line. */
  readonly dash: readonly number[]
  readonly marker: Marker
  /** The closest of the 256 terminal colours, in a shade to be read on dark and on light. */
  readonly terminal: number
}
