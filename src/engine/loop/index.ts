export { allTasks } from './task/tasks'
export { asCompleted, type AsCompleted } from './wait/as-completed'
export { asyncFor, type CoroutineIterable, type CoroutineIterator } from './statement/async-for'
export { asyncGenerator, type CoroutineGenerator, type Emit } from './statement/async-generator'
export { asyncWith } from './statement/async-with'
export { isAwaitable, type Awaitable } from './task/awaitable'
export { Barrier } from './sync/barrier'
export { formatCallGraph, type CallGraphOptions } from './task/call-graph'
export { VirtualClock, type Clock } from './iteration/clock'
export { Condition } from './sync/condition'
export { isCoroutine, type Coroutine } from './task/coroutine'
export { Context, ContextVar, copyContext, type Token } from './context'
export { createTask } from './task/tasks'
export { currentTask } from './task/tasks'
export { ensureFuture } from './task/ensure-future'
export {
  BrokenBarrierError,
  CancelledError,
  GeneratorExit,
  InvalidStateError,
  QueueEmpty,
  QueueFull,
  QueueShutDown,
  TimeoutError,
  type Failure,
} from './errors'
export { toThread, type Executor } from './wait/executor'
export { Event } from './sync/event'
export { EventLoop } from './event-loop'
export type { LoopOptions } from './loop-options'
export type { ExceptionContext, ExceptionHandler } from './exception-handler'
export { Future, isFuture } from './task/future'
export { gather } from './wait/gather'
export { Handle, TimerHandle, type Runnable, type Timer } from './iteration/handle'
export type { Host } from './iteration/host'
export type { Instrument, StepEnd } from './instrument'
export { Lock } from './sync/lock'
export { nodeHost } from './iteration/node-driver'
export { fromPromise, toPromise } from './wait/promise'
export { LifoQueue, PriorityQueue, Queue } from './sync/queue'
export type { Resource, SwallowingResource } from './statement/resource'
export { Runner, run, type RunOptions } from './runner'
export { getRunningLoop, peekRunningLoop } from './running-loop'
export { BoundedSemaphore, Semaphore } from './sync/semaphore'
export { shield } from './wait/shield'
export { sleep } from './wait/sleep'
export { Task, type TaskOptions } from './task/task'
export { eagerTaskFactory, type TaskFactory } from './task/task-factory'
export { TaskGroup } from './wait/task-group'
export { Timeout, timeout, timeoutAt } from './wait/timeout'
export { wait, type ReturnWhen, type WaitOptions } from './wait/wait'
export type { Waitable } from './task/waitable'
export { waitFor } from './wait/wait-for'
