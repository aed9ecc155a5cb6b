import type { Coroutine } from '../task/coroutine'
import type { Failure } from '../errors'

/**
 * Something that is entered and left around a block, as with Python's `async with`: a lock, a
 * time limit, a task group. `exit` learns what the block threw, if it did.
 */
export interface Resource<V> {
  enter(): Coroutine<V>
  exit(failure: Failure | undefined): Coroutine<void>
}

/** A resource that may swallow what the block threw: its `exit` gives true to do so. */
export interface SwallowingResource<V> {
  enter(): Coroutine<V>
  exit(failure: Failure | undefined): Coroutine<boolean>
}
