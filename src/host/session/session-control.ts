import type { Emit } from '../../contract/channel/handlers'
import { LabFault } from '../../contract/channel/reply'
import type { LeadSession, Session, Vote } from '../../contract/workshop/session'
import { GatheredRuns } from '../gathering/gathered-runs'
import type { Shell } from '../shell'
import { Participants } from './participants'
import { ReceivedResults } from './received-results'
import { isOfThisMachine, sessionPlaces } from './session-place'
import { serveSession, type Room, type SessionServer } from './session-server'
import {
  emptySession,
  evolve,
  refusalOf,
  type ParticipantId,
  type SessionEvent,
  type SessionState,
  type VoteRefusal,
} from './session-state'
import { ballotOf, viewFor } from './session-view'

/** The presenter is told of votes at most so often. */
const TELL_MS = 200

const refusalWords: Readonly<Record<VoteRefusal, string>> = {
  unknown: 'Open the page again to take part.',
  'moved-on': 'The session is at another question already.',
  closed: 'The vote is closed.',
  'no-such-choice': 'There is no such answer.',
}

/** What a session is while it goes on, and what stays of it afterwards. */
interface Going {
  readonly participants: Participants
  readonly results: ReceivedResults
  server: SessionServer | null
  state: SessionState
  gathered: GatheredRuns
  connected: number
  turnedAway: number
}

/** The one session that may go on at a time: opens it to a network, and tells how it goes. */
export class SessionControl {
  readonly #shell: Pick<Shell, 'agreesToListen'>
  readonly #emit: Emit
  #going: Going | null = null
  #isStarting = false
  #timer: NodeJS.Timeout | null = null

  constructor(shell: Pick<Shell, 'agreesToListen'>, emit: Emit) {
    this.#shell = shell
    this.#emit = emit
  }

  /** The session as the presenter sees it; null where there was none. */
  get session(): Session | null {
    const going = this.#going
    if (going === null) return null
    return {
      address: going.server?.address ?? null,
      isShared: going.participants.isShared,
      participants: going.state.participants,
      connected: going.connected,
      turnedAway: going.turnedAway,
      ballot: ballotOf(going.state),
      gathered: going.gathered.view,
    }
  }

  /** The runs that were sent into the session, also after its end. */
  get gathered(): GatheredRuns {
    return this.#going?.gathered ?? new GatheredRuns([])
  }

  /**
   * Begins a session at an address of this machine, once the person agreed to what that means; null
   * where they did not.
   *
   * @throws LabFault `busy` while one goes on, `not-found` where the machine has no such address
   */
  async start(address: string, isAgreed: boolean): Promise<Session | null> {
    const place = sessionPlaces().find((each) => each.address === address)
    if (place === undefined) {
      throw new LabFault('not-found', `This machine has no address ${address}: choose another.`)
    }
    if (this.#isStarting || this.#going?.server != null) {
      throw new LabFault('busy', 'A session is going on: end it first.')
    }
    this.#isStarting = true
    try {
      const mayListen =
        isOfThisMachine(address) ||
        (await this.#shell.agreesToListen(place.words.join('\n\n'), isAgreed))
      if (!mayListen) return null
      const going: Going = {
        participants: new Participants(),
        results: new ReceivedResults(),
        server: null,
        state: emptySession,
        gathered: new GatheredRuns([]),
        connected: 0,
        turnedAway: 0,
      }
      going.server = await serveSession(address, this.#roomOf(going))
      this.#going = going
      this.#tellSoon()
      return this.session
    } finally {
      this.#isStarting = false
    }
  }

  /** Does what the person who presents wants. @throws LabFault `not-found` without a session */
  lead(action: LeadSession): void {
    const going = this.#going
    if (going?.server == null) throw new LabFault('not-found', 'No session is going on.')
    if (action.kind === 'share') {
      going.participants.isShared = action.isShared
      going.turnedAway = 0
    } else {
      const events = { close: { kind: 'closed' }, again: { kind: 'reopened' } } as const
      this.#happened(going, action.kind === 'show' ? action : events[action.kind])
      going.server.tell()
    }
    this.#tellSoon()
  }

  /** Ends the session: nobody reaches it any more. What was sent stays until the next one. */
  async end(): Promise<void> {
    const server = this.#going?.server
    if (this.#going === null || server == null) return
    this.#going.server = null
    this.#going.connected = 0
    this.#tellSoon()
    await server.close()
  }

  #roomOf(going: Going): Room {
    const { participants, results } = going
    return {
      participants,
      joined: () => {
        this.#happened(going, { kind: 'joined' })
        this.#tellSoon()
      },
      turnedAway: () => {
        going.turnedAway += 1
        this.#tellSoon()
      },
      vote: (participant: ParticipantId, vote: Vote) => {
        const refusal = refusalOf(going.state, participant, vote)
        if (refusal !== null) return refusalWords[refusal]
        this.#happened(going, { kind: 'voted', participant, ...vote })
        this.#tellSoon()
        return null
      },
      view: (participant) => viewFor(going.state, participant),
      receive: (text, name) => {
        const before = results.runs.length
        const receipt = results.take(text, name)
        if (results.runs.length > before) {
          going.gathered = new GatheredRuns(results.runs)
          this.#tellSoon()
        }
        return receipt
      },
      connected: (count) => {
        going.connected = count
        this.#tellSoon()
      },
    }
  }

  #happened(going: Going, event: SessionEvent): void {
    going.state = evolve(going.state, event)
  }

  /** Many votes in a moment are told once. */
  #tellSoon(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = null
      if (this.session !== null) this.#emit('session', this.session)
    }, TELL_MS)
  }
}
