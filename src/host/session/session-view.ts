import type { Ballot, ParticipantView } from '../../contract/workshop/session'
import {
  mayRepeat,
  shownVotes,
  type ParticipantId,
  type SessionState,
  type Votes,
} from './session-state'

/** The vote as the presenter sees it: while it is open, only how many have voted. */
export function ballotOf(state: SessionState): Ballot | null {
  const votes = shownVotes(state)
  if (votes === null) return null
  const { question, poll, isOpen, first, second, right } = votes
  const changed = [...second].filter(([who, choice]) => first.get(who) !== choice).length
  return {
    question,
    poll,
    isOpen,
    mayRepeat: mayRepeat(votes),
    voted: (poll === 1 ? first : second).size,
    changed: poll === 1 ? null : changed,
    ...distributionOf(votes),
    right,
  }
}

/**
 * What one participant sees: the question, their own vote, and the distribution once it is closed.
 */
export function viewFor(state: SessionState, participant: ParticipantId): ParticipantView {
  const votes = shownVotes(state)
  const { title } = state
  if (votes === null || state.key === null) {
    const nothing = { choice: null, before: null, after: null, right: null }
    return { title, part: 'wait', key: '', question: null, poll: 1, ...nothing }
  }
  const { question, poll, isOpen, first, second, right } = votes
  const isAnswered = state.part === 'answer' && right !== null
  return {
    title,
    part: isOpen ? 'vote' : isAnswered ? 'answer' : 'closed',
    key: state.key,
    question,
    poll,
    choice: (poll === 1 ? first : second).get(participant) ?? null,
    ...distributionOf(votes),
    right: isAnswered ? right : null,
  }
}

function distributionOf({ question, poll, isOpen, first, second }: Votes): {
  before: number[] | null
  after: number[] | null
} {
  if (isOpen) return { before: null, after: null }
  const counted = (votes: ReadonlyMap<ParticipantId, number>): number[] =>
    question.choices.map(
      (_, choice) => [...votes.values()].filter((each) => each === choice).length,
    )
  return { before: counted(first), after: poll === 1 ? null : counted(second) }
}
