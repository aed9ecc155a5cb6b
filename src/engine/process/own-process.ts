/** How a process of the lab's own is started. */
export interface ProcessOptions {
  /** What lists of processes call it, where the shell can name it. */
  readonly title: string
  /** Set in its environment besides what this process has in its own. */
  readonly environment?: Readonly<Record<string, string>>
}

/** How a process ended. */
export interface ProcessEnd {
  /** "SIGKILL", "code 1", or why it could not be started. */
  readonly how: string
  /** Whether something ended it from outside, as systems do where memory runs out. */
  readonly isKilled: boolean
  /** The end of what it wrote to its standard error. */
  readonly complaint: string
}

/**
 * A process of the lab's own, as the one that started it sees it. It ends when that one does,
 * however that one ends (see `connectToHost`).
 */
export interface OwnProcess<Sent, Heard> {
  /** Null until the system has given it one. */
  readonly pid: number | null
  /** Sends it a message; one that has ended hears nothing. */
  readonly post: (message: Sent) => void
  /** Hears all of its messages. To be called at once, before any can come. */
  readonly onMessage: (listener: (message: Heard) => void) => void
  /** Resolves once it is gone and all of its messages were heard. */
  readonly ended: Promise<ProcessEnd>
  /** Ends it from outside and at once, whatever its threads do. */
  readonly kill: () => void
}

/**
 * Starts a built file, named by its path, as a process of its own. Each shell has its way to. Never
 * throws: one that cannot be started has ended.
 */
export type StartProcess = <Sent, Heard>(
  file: string,
  options: ProcessOptions,
) => OwnProcess<Sent, Heard>

/** Standard error is kept up to so many characters. */
const KEPT_CHARACTERS = 4_000

/** What a process that failed wrote, with the next piece of it. */
export function withMore(complaint: string, text: string): string {
  return (complaint + text).slice(-KEPT_CHARACTERS)
}

const OUT_OF_SPACE: readonly string[] = ['SIGABRT', 'SIGTRAP', 'SIGILL']

/** How a process ended that was not asked to, with its own words: "code 1: Error: no such file". */
export function describeEnd({ how, isKilled, complaint }: ProcessEnd): string {
  const said = /^(?:FATAL ERROR|\w*Error)\b.*$/m.exec(complaint)?.[0].trim() ?? ''
  if (said !== '') return `${how}: ${said}`
  if (isKilled) return `${how}, as the system does where memory runs out`
  return OUT_OF_SPACE.includes(how) ? `${how}, as the runtime does where it gets no memory` : how
}
