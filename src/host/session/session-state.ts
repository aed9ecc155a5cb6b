import { createHash } from 'node:crypto'
import type { Asked, ShownPart, Vote } from '../../contract/workshop/session'

/** One who takes part, by the order in which they came. */
export type ParticipantId = number

/** The votes on one question. */
export interface Votes {
  readonly question: Asked
  readonly poll: 1 | 2
  readonly isOpen: boolean
  readonly first: ReadonlyMap<ParticipantId, number>
  /**
   * After the discussion: who does not vote again still thinks the same. Empty in the first poll.
   */
  readonly second: ReadonlyMap<ParticipantId, number>
  /** The choice that came true; null until that was shown. */
  readonly right: number | null
}

/** All that is known of a session. Made by `evolve` from its events, and by nothing else. */
export interface SessionState {
  /** Their ids are 0, 1, … below this. */
  readonly participants: number
  readonly title: string
  readonly part: ShownPart['part']
  /** The question of the shown slide; null where it has none. */
  readonly key: string | null
  /** By the key of their question: a question that comes back has its votes still. */
  readonly votes: ReadonlyMap<string, Votes>
}

/** What happened in a session. */
export type SessionEvent =
  | { readonly kind: 'joined' }
  | Readonly<ShownPart>
  | ({ readonly kind: 'voted'; readonly participant: ParticipantId } & Readonly<Vote>)
  | { readonly kind: 'closed' }
  | { readonly kind: 'reopened' }

export const emptySession: SessionState = {
  participants: 0,
  title: '',
  part: 'watch',
  key: null,
  votes: new Map(),
}

/** Questions that are remembered: those of 500 lessons. */
const MOST_QUESTIONS = 500

/** Names a question by what it asks, so that an answer never counts for another one. */
export function keyOf({ text, choices }: Asked): string {
  return createHash('sha256')
    .update(JSON.stringify([text, choices]))
    .digest('base64url')
}

/** The votes on the question of the shown slide; null where it has none. */
export function shownVotes({ key, votes }: SessionState): Votes | null {
  return key === null ? null : (votes.get(key) ?? null)
}

/** Why a vote does not count; null where it does. */
export type VoteRefusal = 'unknown' | 'moved-on' | 'closed' | 'no-such-choice'

/** Whether a vote counts for the question that is shown now, in its poll. */
export function refusalOf(
  state: SessionState,
  participant: ParticipantId,
  { key, poll, choice }: Vote,
): VoteRefusal | null {
  const shown = shownVotes(state)
  if (participant < 0 || participant >= state.participants) return 'unknown'
  if (shown === null || state.key !== key) return 'moved-on'
  if (!shown.isOpen) return 'closed'
  if (shown.poll !== poll) return 'moved-on'
  return choice < 0 || choice >= shown.question.choices.length ? 'no-such-choice' : null
}

/** Whether the room may vote once more: after the first poll, until it knows the answer. */
export function mayRepeat({ poll, right }: Votes): boolean {
  return poll === 1 && right === null
}

/**
 * The state after an event. What cannot happen in a state, such as a vote that does not count,
 * changes nothing.
 */
export function evolve(state: SessionState, event: SessionEvent): SessionState {
  switch (event.kind) {
    case 'joined':
      return { ...state, participants: state.participants + 1 }
    case 'show':
      return show(state, event)
    case 'voted':
      if (refusalOf(state, event.participant, event) !== null) return state
      return change(state, (votes) => ({
        ...votes,
        [votes.poll === 1 ? 'first' : 'second']: new Map(
          votes.poll === 1 ? votes.first : votes.second,
        ).set(event.participant, event.choice),
      }))
    case 'closed':
      return change(state, (votes) => ({ ...votes, isOpen: false }))
    case 'reopened':
      return change(state, reopened)
  }
}

/**
 * The second poll, in which everyone thinks at first what they thought; where nobody voted, the
 * first.
 */
function reopened(votes: Votes): Votes {
  if (!mayRepeat(votes)) return votes
  return votes.first.size === 0
    ? { ...votes, isOpen: true }
    : { ...votes, isOpen: true, poll: 2, second: votes.first }
}

function show(state: SessionState, { title, question, part, right }: ShownPart): SessionState {
  const left = change(state, (votes) => ({ ...votes, isOpen: false }))
  if (question === null) return { ...left, title, part, key: null }
  const key = keyOf(question)
  const known = left.votes.get(key) ?? {
    question,
    poll: 1 as const,
    isOpen: false,
    first: new Map(),
    second: new Map(),
    right: null,
  }
  const isSame = state.key === key && state.part === part
  const wasOpen = state.votes.get(key)?.isOpen === true
  const votes: Votes = {
    ...known,
    // A slide that is shown again, in the other theme perhaps, goes on as it was.
    isOpen: part === 'vote' && (isSame ? wasOpen : known.first.size === 0 && known.right === null),
    right: part === 'answer' ? (right ?? known.right) : known.right,
  }
  const others = [...left.votes].filter(([each]) => each !== key).slice(-MOST_QUESTIONS + 1)
  return { ...left, title, part, key, votes: new Map([...others, [key, votes]]) }
}

function change(state: SessionState, to: (votes: Votes) => Votes): SessionState {
  const shown = shownVotes(state)
  if (shown === null || state.key === null) return state
  return { ...state, votes: new Map(state.votes).set(state.key, to(shown)) }
}
