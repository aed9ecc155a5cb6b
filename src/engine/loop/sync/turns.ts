import type { EventLoop } from '../event-loop'
import { Future } from '../task/future'

/** Waits for its turn at a queue, between its neighbours in the queue. */
class Turn extends Future<undefined> {
  previous: Turn | undefined = undefined
  next: Turn | undefined = undefined
}

/**
 * The waiters at a queue, first come first served, as a list through themselves: each comes and
 * goes with every item that it waits for, and a set would cost more than all else about that.
 */
export class Turns {
  #first: Turn | undefined = undefined
  #last: Turn | undefined = undefined

  /** One more waiter, as a future of this loop. */
  add(loop: EventLoop): Turn {
    const turn = new Turn({ loop })
    turn.previous = this.#last
    if (this.#last === undefined) this.#first = turn
    else this.#last.next = turn
    this.#last = turn
    return turn
  }

  /** A waiter was cancelled; `canGoOn` tells whether it is anyone's turn. */
  giveUp(turn: Turn, canGoOn: boolean): void {
    turn.cancel()
    // Not where it was passed over already, between its cancellation and its step.
    if (turn === this.#first || turn.previous !== undefined) this.#remove(turn)
    // It had been woken but was cancelled before it ran: the next one gets its turn.
    if (canGoOn && !turn.cancelled()) this.wakeNext()
  }

  /** Wakes the first waiter that was not cancelled, and takes it off the list. */
  wakeNext(): void {
    for (let turn = this.#first; turn !== undefined; turn = this.#first) {
      this.#remove(turn)
      if (turn.done()) continue
      turn.setResult(undefined)
      return
    }
  }

  /** Wakes all of them. */
  wakeAll(): void {
    while (this.#first !== undefined) this.wakeNext()
  }

  #remove(turn: Turn): void {
    if (turn.previous === undefined) this.#first = turn.next
    else turn.previous.next = turn.next
    if (turn.next === undefined) this.#last = turn.previous
    else turn.next.previous = turn.previous
    turn.previous = undefined
    turn.next = undefined
  }
}
