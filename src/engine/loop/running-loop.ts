import type { EventLoop } from './event-loop'

let running: EventLoop | undefined

/** The loop that is running a callback at this moment, or `undefined` outside of any. */
export function peekRunningLoop(): EventLoop | undefined {
  return running
}

/** @internal Called by a loop as it takes up and leaves off running callbacks. */
export function setRunningLoop(loop: EventLoop | undefined): void {
  running = loop
}

/** The loop that is running. Throws when called from outside of one. */
export function getRunningLoop(): EventLoop {
  if (running === undefined) throw new Error('no running event loop')
  return running
}
