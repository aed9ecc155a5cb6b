import { run, type Coroutine } from '../../../src/engine/loop'

/** Runs a coroutine in virtual time, so that no test waits on a wall clock. */
export const virtually = <R>(coro: Coroutine<R>): Promise<R> => run(coro, { clock: 'virtual' })
