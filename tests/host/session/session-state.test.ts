import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Asked, ShownPart } from '../../../src/contract/workshop/session'
import {
  emptySession,
  evolve,
  keyOf,
  refusalOf,
  shownVotes,
  type SessionEvent,
  type SessionState,
} from '../../../src/host/session/session-state'
import { ballotOf, viewFor } from '../../../src/host/session/session-view'

const question: Asked = { text: 'How long does it take?', choices: ['1 s', '2 s', '3 s'] }
const other: Asked = { text: 'And how long does that take?', choices: ['1 s', '2 s'] }
const slide = (part: ShownPart['part'], asked: Asked | null = question): SessionEvent => ({
  kind: 'show',
  title: 'A lesson',
  question: asked,
  part,
  right: part === 'answer' ? 1 : null,
})
const vote = (participant: number, choice: number, poll: 1 | 2 = 1): SessionEvent => ({
  kind: 'voted',
  participant,
  key: keyOf(question),
  poll,
  choice,
})
const joined: SessionEvent = { kind: 'joined' }
const closed: SessionEvent = { kind: 'closed' }
const reopened: SessionEvent = { kind: 'reopened' }
const after = (...events: readonly SessionEvent[]): SessionState =>
  events.reduce(evolve, emptySession)

describe('a session', () => {
  it('counts one vote of each, the last one, and tells how many but not which while it is open', () => {
    const state = after(joined, joined, joined, slide('vote'), vote(0, 0), vote(1, 2), vote(0, 1))
    expect(ballotOf(state)).toMatchObject({ voted: 2, isOpen: true, before: null, after: null })
    expect(viewFor(state, 0)).toMatchObject({ part: 'vote', choice: 1, before: null })
    expect(ballotOf(evolve(state, closed))).toMatchObject({ before: [0, 1, 1] })
  })

  it('lets everyone vote once more after the discussion, and shows the votes before and after it', () => {
    const state = after(
      ...[joined, joined, joined, slide('vote'), vote(0, 0), vote(1, 0), closed],
      ...[reopened, vote(1, 1, 2), vote(2, 1, 2)],
    )
    expect(ballotOf(state)).toMatchObject({ poll: 2, voted: 3, changed: 2, before: null })
    expect(viewFor(state, 0)).toMatchObject({ poll: 2, choice: 0 })
    expect(ballotOf(evolve(state, closed))).toMatchObject({
      before: [2, 0, 0],
      after: [1, 2, 0],
      mayRepeat: false,
    })
  })

  it('opens the first poll again where it was closed before anybody voted', () => {
    const state = after(joined, slide('vote'), closed, reopened, vote(0, 2))
    expect(ballotOf(state)).toMatchObject({ poll: 1, isOpen: true, voted: 1 })
  })

  it('closes the vote when the run is shown, and keeps it closed when the question comes back', () => {
    const voted = after(joined, slide('vote'), vote(0, 2))
    const seen = evolve(voted, slide('watch'))
    expect(viewFor(seen, 0)).toMatchObject({ part: 'closed', choice: 2, before: [0, 0, 1] })
    expect(evolve(seen, vote(0, 0))).toBe(seen)
    expect(ballotOf(evolve(seen, slide('vote')))).toMatchObject({ isOpen: false, voted: 1 })
  })

  it('goes on with the same poll where its slide is shown once more', () => {
    const state = after(joined, slide('vote'), vote(0, 2), closed, reopened)
    expect(ballotOf(evolve(state, slide('vote')))).toMatchObject({ isOpen: true, poll: 2 })
  })

  it('tells the answer on its slide alone, and repeats no vote after it', () => {
    const state = after(joined, slide('vote'), vote(0, 1), slide('watch'), slide('answer'))
    expect(viewFor(state, 0)).toMatchObject({ part: 'answer', choice: 1, right: 1 })
    const back = evolve(state, slide('vote'))
    expect(viewFor(back, 0)).toMatchObject({ part: 'closed', right: null })
    expect(ballotOf(back)?.mayRepeat).toBe(false)
    expect(evolve(back, reopened).votes).toEqual(back.votes)
  })

  it('shows nothing to vote on where a slide has no question', () => {
    const state = after(joined, slide('watch', null))
    expect(viewFor(state, 0)).toMatchObject({ title: 'A lesson', part: 'wait', question: null })
    expect(ballotOf(state)).toBeNull()
  })

  it.each([
    ['nobody who joined', vote(1, 0), 'unknown'],
    ['a choice that there is not', vote(0, 3), 'no-such-choice'],
    ['a poll that has not begun', vote(0, 0, 2), 'moved-on'],
  ] as const)('refuses a vote of %s', (_what, event, refusal) => {
    const state = after(joined, slide('vote'))
    if (event.kind !== 'voted') throw new Error('is no vote')
    expect(refusalOf(state, event.participant, event)).toBe(refusal)
    expect(evolve(state, event)).toBe(state)
  })

  it('counts no vote for another question than it was given to', () => {
    const state = after(joined, slide('vote'), slide('vote', other), vote(0, 1))
    expect(ballotOf(state)).toMatchObject({ question: other, voted: 0 })
    expect(state.votes.get(keyOf(question))?.first.size).toBe(0)
  })

  it('a session never has more votes than participants, nor one that was not cast, whatever happens', () => {
    const anyEvent = fc.oneof(
      fc.constant(joined),
      fc.constantFrom(closed, reopened),
      fc
        .tuple(fc.constantFrom('vote', 'watch', 'answer'), fc.constantFrom(question, other, null))
        .map(([part, asked]) => slide(part, asked)),
      fc.record({
        kind: fc.constant('voted' as const),
        participant: fc.integer({ min: -1, max: 6 }),
        key: fc.constantFrom(keyOf(question), keyOf(other), ''),
        poll: fc.constantFrom(1 as const, 2 as const),
        choice: fc.integer({ min: -1, max: 4 }),
      }),
    )
    fc.assert(
      fc.property(fc.array(anyEvent, { maxLength: 60 }), (events) => {
        const state = after(...events)
        for (const { question: asked, first, second, poll } of state.votes.values()) {
          expect(Math.max(first.size, second.size)).toBeLessThanOrEqual(state.participants)
          expect(poll === 1 ? second.size : 0).toBe(0)
          for (const choice of [...first.values(), ...second.values()]) {
            expect(asked.choices[choice]).toBeDefined()
          }
        }
        const ballot = ballotOf(state)
        if (ballot?.before) {
          const cast = shownVotes(state)?.first.size
          expect(ballot.before.reduce((sum, votes) => sum + votes, 0)).toBe(cast)
        }
      }),
    )
  })
})
