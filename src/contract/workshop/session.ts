import { z } from 'zod'
import { gatheredSchema } from './gathering'

/** People who take part at most. */
export const MOST_PARTICIPANTS = 500
/** Result files that a session takes at most. */
export const MOST_RESULTS = 200
/** Largest result file that is sent into a session; a usual one has 0.2 MB. */
export const MAX_SENT_BYTES = 4 * 1024 * 1024
/** Characters of the name that somebody gives a result. */
export const MOST_IN_NAME = 40

/** Where a session can be reached, for the person to choose from before it begins. */
export const sessionPlaceSchema = z.strictObject({
  /** As in 192.168.1.5. */
  address: z.string().max(45),
  /** Of the network's interface: "wlan0"; of this machine alone, that. */
  name: z.string().max(100),
  /** Who can reach it and what they can do, a sentence each. */
  words: z.array(z.string()),
})
export type SessionPlace = z.infer<typeof sessionPlaceSchema>

export const startSessionSchema = z.strictObject({
  address: z.string().max(45),
  /** The page asked; a shell with dialogs of its own asks by itself, whatever this says. */
  isAgreed: z.boolean(),
})

/** A question as the room sees it. */
const askedSchema = z.strictObject({
  text: z.string().min(1).max(500),
  choices: z.array(z.string().min(1).max(200)).min(2).max(6),
})
export type Asked = z.infer<typeof askedSchema>

/** What the presenter shows, which the room follows. */
const shownSchema = z.strictObject({
  kind: z.literal('show'),
  title: z.string().max(400),
  /** Null on slides that belong to no question. */
  question: askedSchema.nullable(),
  /** Whether it is voted on, whether the run is watched, or what came true. */
  part: z.enum(['vote', 'watch', 'answer']),
  /** The choice that came true, from 0; null where that is open, or none did. */
  right: z.number().int().min(0).max(5).nullable(),
})
export type ShownPart = z.infer<typeof shownSchema>

/** What the person who presents does to the session. */
export const leadSessionSchema = z.discriminatedUnion('kind', [
  shownSchema,
  /** The vote is over; its distribution is shown. */
  z.strictObject({ kind: z.literal('close') }),
  /** After the discussion everyone may vote once more. */
  z.strictObject({ kind: z.literal('again') }),
  /** Whether many people have one address, as behind a router: then it limits nobody. */
  z.strictObject({ kind: z.literal('share'), isShared: z.boolean() }),
])
export type LeadSession = z.infer<typeof leadSessionSchema>

const count = z.number().int().min(0)

const ballotSchema = z.strictObject({
  question: askedSchema,
  /** 2 after the discussion. */
  poll: z.union([z.literal(1), z.literal(2)]),
  isOpen: z.boolean(),
  /** Whether there may be a second poll. */
  mayRepeat: z.boolean(),
  /** Participants who have a vote. */
  voted: count,
  /** Participants who vote otherwise than before the discussion; null in the first poll. */
  changed: count.nullable(),
  /** Votes for each choice before the discussion and after it; null while it is voted. */
  before: z.array(count).nullable(),
  after: z.array(count).nullable(),
  right: z.number().int().nullable(),
})
export type Ballot = z.infer<typeof ballotSchema>

/** The session as the presenter sees it. */
export const sessionSchema = z.strictObject({
  /** Where participants go, token and all; null where it has ended. */
  address: z.string().nullable(),
  isShared: z.boolean(),
  /** Participants, and how many of them have the page open. */
  participants: count,
  connected: count,
  /** People turned away because their address had sent too many. */
  turnedAway: count,
  /** The question of the shown slide; null where there is none. */
  ballot: ballotSchema.nullable(),
  /** The runs that were sent. */
  gathered: gatheredSchema,
})
export type Session = z.infer<typeof sessionSchema>

/** The session as one participant sees it. */
export interface ParticipantView {
  readonly title: string
  readonly part: 'wait' | 'vote' | 'closed' | 'answer'
  /** Names the question, for a vote to be for the one that was seen. */
  readonly key: string
  readonly question: z.infer<typeof askedSchema> | null
  readonly poll: 1 | 2
  /** The own vote. */
  readonly choice: number | null
  readonly before: number[] | null
  readonly after: number[] | null
  readonly right: number | null
}

/** A vote as a participant's page sends it. */
export const voteSchema = z.strictObject({
  key: z.string().max(80),
  poll: z.union([z.literal(1), z.literal(2)]),
  choice: z.number().int().min(0).max(5),
})
export type Vote = z.infer<typeof voteSchema>

/** What the server answers a page that sent something. */
export interface Receipt {
  readonly ok: boolean
  /** A sentence for a person; empty where there is nothing to say. */
  readonly message: string
}
