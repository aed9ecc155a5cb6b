import type { ServerResponse } from 'node:http'
import type { ParticipantId } from './session-state'
import type { Room } from './session-server'

/** Pages that one participant has open. */
const MOST_OF_A_PARTICIPANT = 3
/** A page that reads nothing is cut off before it has let more come together. */
const MOST_UNREAD_BYTES = 64 * 1024
/** A page that is gone without a word is noticed after this. */
const BEAT_MS = 15_000

const headers = {
  'Content-Type': 'text/event-stream; charset=utf-8',
  'Cache-Control': 'no-store',
  'X-Content-Type-Options': 'nosniff',
} as const

/** The open pages, each of which is told what its participant sees. */
export class Streams {
  readonly #room: Room
  readonly #open = new Map<ParticipantId, Set<ServerResponse>>()
  readonly #beat: NodeJS.Timeout

  constructor(room: Room) {
    this.#room = room
    this.#beat = setInterval(() => {
      this.#each((_who, page) => {
        write(page, ':\n\n')
      })
    }, BEAT_MS).unref()
  }

  /** Tells a page from now on what is seen; false where the participant has too many open. */
  open(who: ParticipantId, page: ServerResponse): boolean {
    const pages = this.#open.get(who) ?? new Set()
    if (pages.size >= MOST_OF_A_PARTICIPANT) return false
    this.#open.set(who, pages.add(page))
    page.writeHead(200, headers)
    write(page, `retry: 1000\n\n${messageOf(this.#room.view(who))}`)
    page.on('close', () => {
      pages.delete(page)
      if (pages.size === 0 && this.#open.get(who) === pages) this.#open.delete(who)
      this.#room.connected(this.#open.size)
    })
    this.#room.connected(this.#open.size)
    return true
  }

  /** Tells all pages, or those of one participant, what they see now. */
  tell(only?: ParticipantId): void {
    this.#each((who, page) => {
      if (only === undefined || only === who) write(page, messageOf(this.#room.view(who)))
    })
  }

  /** Tells all pages that it is over. */
  async end(): Promise<void> {
    clearInterval(this.#beat)
    const ended: Promise<void>[] = []
    this.#each((_who, page) => {
      ended.push(
        new Promise((resolve) => {
          page.once('close', resolve)
          page.end('event: end\ndata: \n\n', resolve)
        }),
      )
    })
    // One that reads nothing is not waited for.
    const late = new Promise<void>((resolve) => setTimeout(resolve, 500).unref())
    await Promise.race([Promise.all(ended), late])
  }

  #each(act: (who: ParticipantId, page: ServerResponse) => void): void {
    for (const [who, pages] of this.#open) for (const page of pages) act(who, page)
  }
}

function messageOf(view: object): string {
  return `data: ${JSON.stringify(view)}\n\n`
}

function write(page: ServerResponse, text: string): void {
  if (page.writableLength > MOST_UNREAD_BYTES) page.destroy()
  else page.write(text)
}
