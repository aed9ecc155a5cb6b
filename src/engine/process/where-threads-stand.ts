import type { Session } from 'node:inspector'
import { setTimeout } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { BroadcastChannel } from 'node:worker_threads'

/** All threads together are given so long: one that waits for the system answers nothing. */
const ANSWER_MS = 2_000

/** And so long to go on as if nobody had asked. */
const LEAVE_MS = 300

/** On it a thread asks the main one, which alone can ask all others. */
const CHANNEL = 'where-threads-stand'

/** What is asked and answered there. */
type Word =
  | { readonly kind: 'asked'; readonly file: string }
  | { readonly kind: 'answered'; readonly file: string; readonly line: number | null }

/**
 * The innermost line of a file that a thread of this process executes now, in a job that does not
 * end; null where none does, or tells. V8's inspector has them stop for a moment, from within the
 * process: no port is opened. To be called on the main thread, while nothing is measured.
 *
 * @param asking the thread that waits for the answer, by its name: it is left alone
 */
export async function lineUnderWay(file: string, asking: string | null): Promise<number | null> {
  const { Session } = await import('node:inspector')
  const session = new Session()
  session.connect()
  const asked: string[] = []
  const found = new Promise<number>((resolve) => {
    session.on('NodeWorker.attachedToWorker', ({ params: { sessionId, workerInfo } }) => {
      if (asking !== null && workerInfo.title.endsWith(` ${asking}`)) return
      asked.push(sessionId)
      for (const method of ['Debugger.enable', 'Debugger.pause']) send(session, sessionId, method)
    })
    const scripts = new Map<string, string>()
    session.on('NodeWorker.receivedMessageFromWorker', ({ params: { sessionId, message } }) => {
      const { method, params } = JSON.parse(message) as FromThread
      if (method === 'Debugger.scriptParsed') {
        scripts.set(`${sessionId} ${params.scriptId}`, pathOf(params.url))
      } else if (method === 'Debugger.paused') {
        const place = params.callFrames
          .map(({ location }) => location)
          .find(({ scriptId }) => scripts.get(`${sessionId} ${scriptId}`) === file)
        if (place !== undefined) resolve(place.lineNumber + 1)
      }
    })
  })
  session.post('NodeWorker.enable', { waitForDebuggerOnStart: false })
  const line = await Promise.race([found, setTimeout(ANSWER_MS, null)])
  // One that is yet to stop would, once nobody is there to let it go on.
  for (const sessionId of asked) send(session, sessionId, 'Debugger.disable')
  await setTimeout(LEAVE_MS)
  session.disconnect()
  return line
}

/** The messages of a thread's inspector that count here; lines are from 0. */
type FromThread =
  | {
      readonly method: 'Debugger.scriptParsed'
      readonly params: { readonly scriptId: string; readonly url: string }
    }
  | {
      readonly method: 'Debugger.paused'
      readonly params: {
        readonly callFrames: readonly {
          readonly location: { readonly scriptId: string; readonly lineNumber: number }
        }[]
      }
    }
  | { readonly method?: never; readonly params?: never }

function send(session: Session, sessionId: string, method: string): void {
  const message = JSON.stringify({ id: 1, method })
  session.post('NodeWorker.sendMessageToWorker', { sessionId, message })
}

function pathOf(url: string): string {
  return url.startsWith('file:') ? fileURLToPath(url) : url
}

/** Has the main thread answer a thread that asks (`askLineUnderWay`). */
export function answerWhereThreadsStand(): void {
  const channel = new BroadcastChannel(CHANNEL)
  const hear = async (word: Word): Promise<void> => {
    if (word.kind !== 'asked') return
    const line = await lineUnderWay(word.file, 'coordinator')
    channel.postMessage({ kind: 'answered', file: word.file, line } satisfies Word)
  }
  channel.onmessage = ({ data }) => void hear(data as Word)
}

/**
 * `lineUnderWay`, asked by the coordinator's thread; null where the main thread does not answer.
 */
export async function askLineUnderWay(file: string): Promise<number | null> {
  const channel = new BroadcastChannel(CHANNEL)
  try {
    const answered = new Promise<number | null>((resolve) => {
      channel.onmessage = ({ data }) => {
        const word = data as Word
        if (word.kind === 'answered' && word.file === file) resolve(word.line)
      }
    })
    channel.postMessage({ kind: 'asked', file } satisfies Word)
    return await Promise.race([answered, setTimeout(2 * ANSWER_MS, null)])
  } finally {
    channel.close()
  }
}
