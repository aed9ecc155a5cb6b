import type { ContenderName } from '../spec/spec'
import type { Contender } from './contender'
import { eventLoop } from './event-loop'
import { loopPerCore } from './loop-per-core'
import { sequential } from './sequential'
import { threadPool } from './thread-pool'

/** All contenders by name. */
export const contenders: Record<ContenderName, Contender> = {
  sequential,
  'event-loop': eventLoop,
  'thread-pool': threadPool,
  'loop-per-core': loopPerCore,
}
