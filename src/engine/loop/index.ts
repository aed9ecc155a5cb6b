export { allTasks } from './all-tasks'
export { asCompleted, type AsCompleted } from './as-completed'
export { asyncFor, type CoroutineIterable, type CoroutineIterator } from './async-for'
export { asyncGenerator, type CoroutineGenerator, type Emit } from './async-generator'
export { asyncWith } from './async-with'
export { isAwaitable, type Awaitable } from './awaitable'
export { Barrier } from './barrier'
export { formatCallGraph, type CallGraphOptions } from './call-graph'
export { VirtualClock, type Clock } from './clock'
export { Condition } from './condition'
export { isCoroutine, type Coroutine } from './coroutine'
export { Context, ContextVar, copyContext, type Token } from './context'
export { createTask } from './create-task'
export { currentTask } from './current-task'
export { ensureFuture } from './ensure-future'
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
export { toThread, type Executor } from './executor'
export { Event } from './event'
export { EventLoop } from './event-loop'
export type { LoopOptions } from './loop-options'
export type { ExceptionContext, ExceptionHandler } from './exception-handler'
export { Future, isFuture } from './future'
export { gather } from './gather'
export { Handle, TimerHandle, type Runnable, type Timer } from './handle'
export type { Host } from './host'
export type { Instrument, StepEnd } from './instrument'
export { Lock } from './lock'
export { nodeHost } from './node-driver'
export { fromPromise, toPromise } from './promise'
export { LifoQueue, PriorityQueue, Queue } from './queue'
export type { Resource, SwallowingResource } from './resource'
export { Runner, run, type RunOptions } from './runner'
export { getRunningLoop, peekRunningLoop } from './running-loop'
export { BoundedSemaphore, Semaphore } from './semaphore'
export { shield } from './shield'
export { sleep } from './sleep'
export { Task, type TaskOptions } from './task'
export { eagerTaskFactory, type TaskFactory } from './task-factory'
export { TaskGroup } from './task-group'
export { Timeout, timeout, timeoutAt } from './timeout'
export { wait, type ReturnWhen, type WaitOptions } from './wait'
export type { Waitable } from './waitable'
export { waitFor } from './wait-for'
