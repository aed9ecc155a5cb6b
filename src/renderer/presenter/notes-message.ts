import { z } from 'zod'

/** The window of the notes is the lab's own page at this place. */
export const NOTES_HASH = '#notes'

/** What the window with the notes shows. */
const shownSchema = z.strictObject({
  kind: z.literal('shown'),
  theme: z.enum(['light', 'dark']),
  title: z.string(),
  /** Markdown; empty where there are none. */
  notes: z.string(),
  /** Empty at the end. */
  next: z.string(),
  /** From 1. */
  slide: z.number().int(),
  slides: z.number().int(),
  startedAtMs: z.number(),
  /** Of the whole workshop. */
  plannedMinutes: z.number(),
  /** From the shown slide on, as planned. */
  leftMinutes: z.number(),
  countdownLeftMs: z.number().nullable(),
})
export type ShownNotes = z.infer<typeof shownSchema>

/** What the presenter and the window with the notes tell each other. */
const messageSchema = z.discriminatedUnion('kind', [
  shownSchema,
  /** The window is there and wants to know what is shown. */
  z.strictObject({ kind: z.literal('opened') }),
  z.strictObject({ kind: z.literal('key'), key: z.string().max(40) }),
  z.strictObject({ kind: z.literal('ended') }),
])
export type NotesMessage = z.infer<typeof messageSchema>

/** One end of the way between the presenter and its notes. */
export class NotesChannel {
  readonly #channel = new BroadcastChannel('corewise-notes')

  constructor(receive: (message: NotesMessage) => void) {
    this.#channel.onmessage = ({ data }: MessageEvent<unknown>) => {
      const parsed = messageSchema.safeParse(data)
      if (parsed.success) receive(parsed.data)
    }
  }

  send(message: NotesMessage): void {
    this.#channel.postMessage(message)
  }

  close(): void {
    this.#channel.close()
  }
}
