import type { CancelHeard, HostMessage, LastMessage } from './work-for-host'

/** Which of the engine's threads work for a host. */
export type EngineThread = 'coordinator' | 'cost' | 'trial' | 'profile'

/** What an engine process is started for: one piece of work, in a thread of its own. */
export interface EngineOrder {
  readonly thread: EngineThread
  /** The folder with the built threads. */
  readonly engineFolder: string
  /** The thread's own order (`workerData`). */
  readonly order: unknown
}

/** Asks which line of a file its thread executes. */
export interface WhereItStands {
  readonly kind: 'where'
  readonly file: string
}

/** Its answer, among the news; the line is from 1, null where it is not known. */
export interface Stands {
  readonly kind: 'stands'
  readonly line: number | null
}

/** What the host sends to it: first its order. */
export type ToEngine = EngineOrder | HostMessage | WhereItStands

/** What it sends: all that its thread tells, and how that ended. */
export type FromEngine<News, Result> = News | CancelHeard | LastFromEngine<Result>

/** What it sends at the end. */
export type LastFromEngine<Result> =
  | LastMessage<Result>
  /** The thread itself failed; the message is for people. */
  | { readonly kind: 'died'; readonly message: string; readonly stack: string | null }
