import type { EventLoop } from '../event-loop'
import { getRunningLoop } from '../running-loop'

/**
 * Belongs to the first loop on which somebody has to wait for it, as asyncio's locks and queues do.
 */
export abstract class LoopBound {
  #loop: EventLoop | undefined = undefined

  /** The running loop. Throws where that is another than the one it belongs to. */
  protected boundLoop(): EventLoop {
    const loop = getRunningLoop()
    this.#loop ??= loop
    if (this.#loop !== loop) {
      throw new Error(`${this.constructor.name} is bound to a different event loop`)
    }
    return loop
  }
}
