import { forgetGroup, noteGroup, standsFor } from '../task/call-graph'
import type { Coroutine } from '../task/coroutine'
import { currentTask } from '../task/tasks'
import { CancelledError, type Failure } from '../errors'
import type { EventLoop } from '../event-loop'
import type { Future } from '../task/future'
import type { Resource } from '../statement/resource'
import { getRunningLoop } from '../running-loop'
import type { Task, TaskOptions } from '../task/task'

/**
 * Tasks that end together: leaving the block waits for all of them. When one fails, the others
 * and the block are cancelled, and once all have ended their errors are thrown as one
 * `AggregateError`. `CancelledError` does not count as an error of a task.
 *
 * @example
 * yield* asyncWith(new TaskGroup(), function* (group) {
 *   group.createTask(download(first))
 *   group.createTask(download(second))
 * })
 */
export class TaskGroup implements Resource<TaskGroup> {
  #loop: EventLoop | undefined
  #parent: Task<unknown> | undefined
  #isExiting = false
  #isAborting = false
  #isParentCancelRequested = false
  readonly #tasks = new Set<Future<unknown>>()
  readonly #errors: unknown[] = []
  #allDone: Future<boolean> | undefined

  /**
   * Starts a task in the group. Throws before the block, after it, and once the group fails; the
   * coroutine is closed then.
   */
  createTask<R>(coro: Coroutine<R>, options?: TaskOptions): Task<R> {
    const refusal = this.#refusal()
    if (refusal !== undefined || this.#loop === undefined) {
      coro.return(undefined as R)
      throw new Error(`TaskGroup ${refusal ?? ''}`)
    }
    const task = this.#loop.createTask(coro, options)
    task.addDoneCallback(this.#onTaskDone)
    this.#tasks.add(task)
    return task
  }

  *enter(): Coroutine<TaskGroup> {
    if (this.#loop !== undefined) throw new Error('TaskGroup has already been entered')
    this.#parent = currentTask()
    if (this.#parent === undefined) throw new Error('TaskGroup cannot determine the parent task')
    this.#loop = this.#parent.getLoop()
    noteGroup(this.#parent, this.#tasks)
    return this
  }

  *exit(failure: Failure | undefined): Coroutine<void> {
    try {
      yield* this.#exit(failure)
    } finally {
      if (this.#parent !== undefined) forgetGroup(this.#parent, this.#tasks)
    }
  }

  *#exit(failure: Failure | undefined): Coroutine<void> {
    this.#isExiting = true
    const isCancelled = CancelledError.is(failure?.error)
    let cancellation = isCancelled ? failure : undefined
    if (failure !== undefined && !this.#isAborting) this.#abort()
    cancellation = (yield* this.#join()) ?? cancellation
    if (this.#isParentCancelRequested && this.#parent?.uncancel() === 0) {
      // It was the group itself that cancelled the block.
      cancellation = undefined
    }
    if (cancellation !== undefined && this.#errors.length === 0) throw cancellation.error
    if (failure !== undefined && !isCancelled) this.#errors.push(failure.error)
    if (this.#errors.length > 0) {
      this.#keepCancellation()
      throw new AggregateError(this.#errors.splice(0), 'unhandled errors in a TaskGroup')
    }
  }

  // Why no task can be taken now.
  #refusal(): string | undefined {
    if (this.#loop === undefined) return 'has not been entered'
    if (this.#isExiting && this.#tasks.size === 0) return 'is finished'
    return this.#isAborting ? 'is shutting down' : undefined
  }

  // The errors go first, but somebody cancelled the parent as well: its next await throws that.
  #keepCancellation(): void {
    if (this.#parent === undefined || this.#parent.cancelling() === 0) return
    this.#parent.uncancel()
    this.#parent.cancel()
  }

  // Waits until every task has ended; gives the cancellation that came meanwhile.
  *#join(): Coroutine<Failure | undefined> {
    let cancellation: Failure | undefined
    while (this.#tasks.size > 0) {
      // Which tasks the parent awaits it knows from the group.
      this.#allDone ??= standsFor(getRunningLoop().createFuture<boolean>(), () => [])
      try {
        yield* this.#allDone
      } catch (error) {
        if (!CancelledError.is(error)) throw error
        if (!this.#isAborting) {
          cancellation = { error }
          this.#abort()
        }
      }
      this.#allDone = undefined
    }
    return cancellation
  }

  #abort(): void {
    this.#isAborting = true
    for (const task of this.#tasks) {
      if (!task.done()) task.cancel()
    }
  }

  readonly #onTaskDone = (task: Future<unknown>): void => {
    this.#tasks.delete(task)
    if (this.#tasks.size === 0 && this.#allDone?.done() === false) this.#allDone.setResult(true)
    if (task._state !== 'failed') return
    const exception = task.exception()
    this.#errors.push(exception)
    if (this.#parent?.done() === true) {
      const message = `${task.toString()} has errored out but its parent ${this.#parent.toString()} is already completed`
      this.#loop?.callExceptionHandler({ message, exception, task })
      return
    }
    if (!this.#isAborting && !this.#isParentCancelRequested) {
      this.#abort()
      this.#isParentCancelRequested = true
      this.#parent?.cancel()
    }
  }
}
