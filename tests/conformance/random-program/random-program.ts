import * as fc from 'fast-check'
import type { ReturnWhen } from '../../../src/engine/loop'

/** A task or a future, by a number that wraps around how many there are. */
export type TargetRef = { readonly task: number } | { readonly future: number }

/**
 * Something to await: a target, a body that becomes a coroutine of its own or an awaitable object,
 * or the next item of a generator.
 */
export type AwaitableRef =
  TargetRef | { readonly body: Body } | { readonly own: Body } | { readonly generator: number }

export type Body = readonly Op[]
export type CallbackBody = readonly InstantOp[]

/** What takes no time, and may stand in a callback too. */
export type InstantOp =
  | { readonly op: 'log' | 'throw'; readonly value: number }
  | { readonly op: 'return' }
  | { readonly op: 'uncancel' | 'states' | 'lockStates' }
  | { readonly op: 'spawn' | 'groupSpawn'; readonly eager: boolean; readonly body: Body }
  | { readonly op: 'setFactory'; readonly eager: boolean }
  | { readonly op: 'setVariable'; readonly value: number }
  | { readonly op: 'variable' }
  | { readonly op: 'resetVariable'; readonly token: number }
  | { readonly op: 'createGenerator'; readonly generator: GeneratorBody }
  | { readonly op: 'shutdownQueue'; readonly queue: number; readonly immediate: boolean }
  | { readonly op: 'setResult' | 'setException'; readonly future: number; readonly value: number }
  | { readonly op: 'cancelFuture'; readonly future: number; readonly message: string | null }
  | { readonly op: 'cancelTask'; readonly task: number; readonly message: string | null }
  | {
      readonly op: 'cancelTaskLater'
      readonly task: number
      readonly message: string | null
      readonly ms: number
    }
  | { readonly op: 'cancelSelf'; readonly message: string | null }
  | { readonly op: 'outcome'; readonly future: number }
  | { readonly op: 'setEvent' | 'clearEvent'; readonly event: number }
  | { readonly op: 'notify'; readonly count: number }
  | { readonly op: 'releaseLock'; readonly lock: number }
  | { readonly op: 'releaseSemaphore'; readonly semaphore: number }
  | { readonly op: 'putNowait'; readonly queue: number; readonly value: number }
  | { readonly op: 'getNowait' | 'taskDone'; readonly queue: number }
  | { readonly op: 'callSoon' | 'callSoonThreadsafe'; readonly body: CallbackBody }
  | { readonly op: 'callLater'; readonly ms: number; readonly body: CallbackBody }
  | { readonly op: 'cancelHandle'; readonly handle: number }
  | { readonly op: 'addDoneCallback'; readonly target: TargetRef; readonly body: CallbackBody }
  | { readonly op: 'removeDoneCallback'; readonly callback: number }
  | { readonly op: 'reschedule'; readonly ms: number | null }

/** What may pause the task. */
export type WaitingOp =
  | { readonly op: 'sleep'; readonly ms: number }
  | { readonly op: 'await'; readonly target: TargetRef }
  | { readonly op: 'inline'; readonly body: Body }
  | {
      readonly op: 'gather'
      readonly children: readonly AwaitableRef[]
      readonly returnExceptions: boolean
      readonly cancelAfterMs: number | null
    }
  | { readonly op: 'shield'; readonly target: AwaitableRef; readonly cancelAfterMs: number | null }
  | {
      readonly op: 'wait'
      readonly targets: readonly TargetRef[]
      readonly timeoutMs: number | null
      readonly returnWhen: ReturnWhen
    }
  | { readonly op: 'waitFor'; readonly target: AwaitableRef; readonly timeoutMs: number | null }
  | {
      readonly op: 'asCompleted' | 'asCompletedFor'
      readonly children: readonly AwaitableRef[]
      readonly timeoutMs: number | null
    }
  | { readonly op: 'timeout'; readonly ms: number | null; readonly body: Body }
  | { readonly op: 'taskGroup' | 'condition'; readonly body: Body }
  | { readonly op: 'lock'; readonly lock: number; readonly body: Body }
  | { readonly op: 'semaphore'; readonly semaphore: number; readonly body: Body }
  | { readonly op: 'notified' }
  | { readonly op: 'barrier' | 'resetBarrier' | 'abortBarrier'; readonly barrier: number }
  | { readonly op: 'next' | 'aclose'; readonly generator: number }
  | { readonly op: 'asend' | 'athrow'; readonly generator: number; readonly value: number }
  | {
      readonly op: 'asyncFor'
      readonly generator: number
      readonly atMost: number
      readonly body: Body
    }
  | { readonly op: 'event'; readonly event: number }
  | { readonly op: 'put'; readonly queue: number; readonly value: number }
  | { readonly op: 'get' | 'join'; readonly queue: number }
  | {
      readonly op: 'try'
      readonly catches: Caught
      readonly body: Body
      readonly handler: Body
      readonly final: Body
    }

export type Op = InstantOp | WaitingOp

/** What a generator does, and what it does with an error and in the end. */
export interface GeneratorBody {
  readonly steps: readonly (Op | { readonly op: 'emit'; readonly value: number })[]
  readonly catches: Caught | null
  readonly final: Body
}

const catchable = ['all', 'failure', 'cancelled', 'timeout'] as const
export type Caught = (typeof catchable)[number]

const returnWhens: readonly ReturnWhen[] = ['all-completed', 'first-completed', 'first-exception']

const index = fc.nat({ max: 3 })
const value = fc.nat({ max: 9 })
const ms = fc.nat({ max: 6 })
const message = fc.option(fc.constantFrom('stop', 'now'))
const limitMs = fc.option(fc.integer({ min: -1, max: 6 }))
const limitOrZeroMs = fc.option(ms)
const target: fc.Arbitrary<TargetRef> = fc.oneof(
  { arbitrary: fc.record({ task: index }), weight: 3 },
  { arbitrary: fc.record({ future: index }), weight: 1 },
)

/** What a program is mostly about: what tasks contend for, they must meet at. */
type Theme = 'anything' | 'locks' | 'conditions' | 'queues' | 'groups' | 'generators' | 'contexts'

/** How much likelier an operation is in a program of its theme. */
const THEME_FACTOR = 8

/** How many operations a body has at most, by how many bodies may be nested in it. */
const LENGTHS = [3, 4, 6] as const

/** Programs of several tasks that interfere with each other in every way there is. */
export const randomProgram: fc.Arbitrary<Body> = fc.noBias(
  fc.oneof(
    programAbout('anything'),
    programAbout('locks'),
    programAbout('conditions'),
    programAbout('queues'),
    programAbout('groups'),
    programAbout('generators'),
    programAbout('contexts'),
  ),
)

function programAbout(theme: Theme): fc.Arbitrary<Body> {
  const body = bodyOfDepth(LENGTHS.length - 1, theme)
  return fc
    .tuple(listOf(body, 4), preludeOf(theme, bodyOfDepth(1, theme)), body)
    .map(([others, prelude, main]) => [...others.map(spawn), ...prelude, ...main])
}

/** What a theme needs to come to anything: a random body seldom begins with it. */
function preludeOf(theme: Theme, body: fc.Arbitrary<Body>): fc.Arbitrary<Op[]> {
  if (theme === 'generators') {
    // Tasks can read only generators that are made after them.
    const made = generatorBody(body).map((generator): Op => ({ op: 'createGenerator', generator }))
    return listOf(made, 3)
  }
  if (theme === 'conditions') return listOf(meeting(body).map(spawn), 5)
  return fc.constant([])
}

/** Waits at a condition or a barrier, or wakes who waits there. */
function meeting(body: fc.Arbitrary<Body>): fc.Arbitrary<Body> {
  const barrier = fc.record({ op: op('barrier'), barrier: fc.nat({ max: 1 }) })
  const condition = fc.record({ op: op('condition'), body: waitingToBeNotified(body) })
  const nap = fc.record({ op: op('sleep'), ms: fc.nat({ max: 3 }) })
  return fc
    .tuple(
      nap,
      oneOf<Op>({ weight: 1, arbitrary: barrier }, { weight: 3, arbitrary: condition }),
      body,
    )
    .map(([first, second, rest]) => [first, second, ...rest])
}

function spawn(body: Body): Op {
  return { op: 'spawn', eager: false, body }
}

function bodyOfDepth(depth: number, theme: Theme): fc.Arbitrary<Body> {
  return listOf(opOfDepth(depth, theme), LENGTHS[depth] ?? 1)
}

// Every length is as likely as any other; fast-check by itself prefers short ones.
function listOf<T>(item: fc.Arbitrary<T>, maxLength: number): fc.Arbitrary<T[]> {
  return fc.array(item, { maxLength, size: 'max' })
}

function op<T extends string>(...names: readonly [T, ...T[]]): fc.Arbitrary<T> {
  return fc.constantFrom(...names)
}

// Each kind of operation shrinks to the first.
function oneOf<T>(...weighted: { weight: number; arbitrary: fc.Arbitrary<T> }[]): fc.Arbitrary<T> {
  return fc.oneof({ withCrossShrink: true }, ...weighted)
}

function opOfDepth(depth: number, theme: Theme): fc.Arbitrary<Op> {
  const flat = oneOf<Op>(
    { weight: 5, arbitrary: instantOp(theme) },
    { weight: 4, arbitrary: waitingOp(theme) },
  )
  if (depth === 0) return flat
  const body = bodyOfDepth(depth - 1, theme)
  return oneOf<Op>(
    { weight: 4, arbitrary: flat },
    { weight: 4, arbitrary: spawningOp(body, theme) },
    { weight: 5, arbitrary: nestingOp(body, theme) },
  )
}

function factorOf(theme: Theme, name: Theme): number {
  return name === theme ? THEME_FACTOR : 1
}

function instantOp(theme: Theme): fc.Arbitrary<InstantOp> {
  const [locks, conditions, queues, contexts] = [
    factorOf(theme, 'locks'),
    factorOf(theme, 'conditions'),
    factorOf(theme, 'queues'),
    factorOf(theme, 'contexts'),
  ]
  return oneOf<InstantOp>(
    { weight: 2, arbitrary: fc.record({ op: op('log', 'throw'), value }) },
    { weight: 2, arbitrary: fc.record({ op: op('uncancel', 'states', 'lockStates', 'return') }) },
    {
      weight: 3,
      arbitrary: fc.record({ op: op('setResult', 'setException'), future: index, value }),
    },
    { weight: 1, arbitrary: fc.record({ op: op('cancelFuture'), future: index, message }) },
    { weight: 8, arbitrary: fc.record({ op: op('cancelTask'), task: index, message }) },
    { weight: 2, arbitrary: fc.record({ op: op('cancelTaskLater'), task: index, message, ms }) },
    { weight: 1, arbitrary: fc.record({ op: op('cancelSelf'), message }) },
    { weight: 1, arbitrary: fc.record({ op: op('setFactory'), eager: fc.boolean() }) },
    { weight: contexts, arbitrary: fc.record({ op: op('setVariable'), value }) },
    { weight: contexts, arbitrary: fc.record({ op: op('variable') }) },
    { weight: contexts, arbitrary: fc.record({ op: op('resetVariable'), token: index }) },
    { weight: 1, arbitrary: fc.record({ op: op('outcome'), future: index }) },
    { weight: 1, arbitrary: fc.record({ op: op('cancelHandle'), handle: index }) },
    { weight: 1, arbitrary: fc.record({ op: op('removeDoneCallback'), callback: index }) },
    { weight: 1, arbitrary: fc.record({ op: op('reschedule'), ms: limitMs }) },
    { weight: locks, arbitrary: fc.record({ op: op('setEvent', 'clearEvent'), event: index }) },
    { weight: locks, arbitrary: fc.record({ op: op('releaseSemaphore'), semaphore: index }) },
    { weight: 1, arbitrary: fc.record({ op: op('releaseLock'), lock: index }) },
    { weight: conditions, arbitrary: fc.record({ op: op('notify'), count: fc.nat({ max: 3 }) }) },
    {
      weight: queues,
      arbitrary: fc.record({ op: op('shutdownQueue'), queue: index, immediate: fc.boolean() }),
    },
    { weight: 2 * queues, arbitrary: fc.record({ op: op('putNowait'), queue: index, value }) },
    {
      weight: 2 * queues,
      arbitrary: fc.record({ op: op('getNowait', 'taskDone'), queue: index }),
    },
  )
}

function waitingOp(theme: Theme): fc.Arbitrary<WaitingOp> {
  const [locks, conditions, queues, generators] = [
    factorOf(theme, 'locks'),
    factorOf(theme, 'conditions'),
    factorOf(theme, 'queues'),
    factorOf(theme, 'generators'),
  ]
  const targets = listOf(target, 3)
  const returnWhen = fc.constantFrom(...returnWhens)
  return oneOf<WaitingOp>(
    { weight: 7, arbitrary: fc.record({ op: op('sleep'), ms }) },
    { weight: 4, arbitrary: fc.record({ op: op('await'), target }) },
    { weight: 1, arbitrary: fc.record({ op: op('notified') }) },
    { weight: locks, arbitrary: fc.record({ op: op('event'), event: index }) },
    { weight: 2 * conditions, arbitrary: fc.record({ op: op('barrier'), barrier: index }) },
    { weight: 1, arbitrary: fc.record({ op: op('resetBarrier', 'abortBarrier'), barrier: index }) },
    { weight: generators, arbitrary: fc.record({ op: op('next', 'aclose'), generator: index }) },
    {
      weight: generators,
      arbitrary: fc.record({ op: op('asend', 'athrow'), generator: index, value }),
    },
    { weight: 2 * queues, arbitrary: fc.record({ op: op('put'), queue: index, value }) },
    { weight: 3 * queues, arbitrary: fc.record({ op: op('get', 'join'), queue: index }) },
    {
      weight: 2,
      arbitrary: fc.record({ op: op('wait'), targets, timeoutMs: limitOrZeroMs, returnWhen }),
    },
  )
}

function spawningOp(body: fc.Arbitrary<Body>, theme: Theme): fc.Arbitrary<InstantOp> {
  const [groups, generators] = [factorOf(theme, 'groups'), factorOf(theme, 'generators')]
  // Most tasks are not eager.
  const eager = fc.oneof(
    { weight: 3, arbitrary: fc.constant(false) },
    { weight: 1, arbitrary: fc.constant(true) },
  )
  const callbackBody = listOf(
    oneOf<InstantOp>(
      { weight: 5, arbitrary: instantOp(theme) },
      { weight: 1, arbitrary: fc.record({ op: op('spawn'), eager, body }) },
    ),
    3,
  )
  return oneOf<InstantOp>(
    { weight: 8, arbitrary: fc.record({ op: op('spawn'), eager, body }) },
    { weight: 3 * groups, arbitrary: fc.record({ op: op('groupSpawn'), eager, body }) },
    {
      weight: 2 * generators,
      arbitrary: fc.record({ op: op('createGenerator'), generator: generatorBody(body) }),
    },
    {
      weight: 2,
      arbitrary: fc.record({ op: op('callSoon', 'callSoonThreadsafe'), body: callbackBody }),
    },
    { weight: 3, arbitrary: fc.record({ op: op('callLater'), ms, body: callbackBody }) },
    { weight: 2, arbitrary: fc.record({ op: op('addDoneCallback'), target, body: callbackBody }) },
  )
}

/** Steps, of which every other hands out an item. */
function generatorBody(body: fc.Arbitrary<Body>): fc.Arbitrary<GeneratorBody> {
  const emission = fc.record({ op: op('emit'), value })
  const steps = fc
    .array(fc.tuple(body, emission), { maxLength: 3, size: 'max' })
    .map((pairs) => pairs.flatMap(([ops, emit]) => [...ops.slice(0, 2), emit]))
  return fc.record({
    steps,
    catches: fc.option(fc.constantFrom(...catchable)),
    final: fc.oneof({ withCrossShrink: true }, fc.constant([]), body),
  })
}

function nestingOp(body: fc.Arbitrary<Body>, theme: Theme): fc.Arbitrary<WaitingOp> {
  const [locks, conditions, groups, generators] = [
    factorOf(theme, 'locks'),
    factorOf(theme, 'conditions'),
    factorOf(theme, 'groups'),
    factorOf(theme, 'generators'),
  ]
  const awaitable = oneOf<AwaitableRef>(
    { weight: 4, arbitrary: target },
    { weight: 4, arbitrary: fc.record({ body }) },
    { weight: 1, arbitrary: fc.record({ own: body }) },
    { weight: generators, arbitrary: fc.record({ generator: index }) },
  )
  const children = listOf(awaitable, 3)
  return oneOf<WaitingOp>(
    { weight: 1, arbitrary: fc.record({ op: op('inline'), body }) },
    { weight: 7, arbitrary: tryOp(body) },
    { weight: 3 * groups, arbitrary: fc.record({ op: op('taskGroup'), body }) },
    {
      weight: 3 * conditions,
      arbitrary: fc.record({ op: op('condition'), body: waitingToBeNotified(body) }),
    },
    { weight: 2 * locks, arbitrary: fc.record({ op: op('lock'), lock: index, body }) },
    { weight: 2 * locks, arbitrary: fc.record({ op: op('semaphore'), semaphore: index, body }) },
    {
      weight: 2 * generators,
      arbitrary: fc.record({
        op: op('asyncFor'),
        generator: index,
        atMost: fc.integer({ min: 1, max: 4 }),
        body,
      }),
    },
    { weight: 2, arbitrary: fc.record({ op: op('timeout'), ms: limitMs, body }) },
    {
      weight: 3,
      arbitrary: fc.record({ op: op('waitFor'), target: awaitable, timeoutMs: limitMs }),
    },
    {
      weight: 2,
      arbitrary: fc.record({ op: op('shield'), target: awaitable, cancelAfterMs: limitOrZeroMs }),
    },
    {
      weight: 2,
      arbitrary: fc.record({
        op: op('asCompleted', 'asCompletedFor'),
        children,
        timeoutMs: limitOrZeroMs,
      }),
    },
    {
      weight: 3,
      arbitrary: fc.record({
        op: op('gather'),
        children,
        returnExceptions: fc.boolean(),
        cancelAfterMs: limitOrZeroMs,
      }),
    },
  )
}

// Only who holds a condition may wait on it, which a random body seldom comes to.
function waitingToBeNotified(body: fc.Arbitrary<Body>): fc.Arbitrary<Body> {
  const waiting = body.map((ops): Body => [{ op: 'notified' }, ...ops])
  const notifying = fc
    .tuple(fc.nat({ max: 3 }), body)
    .map(([count, ops]): Body => [{ op: 'notify', count }, ...ops])
  return fc.oneof({ withCrossShrink: true }, body, waiting, notifying)
}

function tryOp(body: fc.Arbitrary<Body>): fc.Arbitrary<WaitingOp> {
  const nothing = fc.constant([])
  return fc.record({
    op: op('try'),
    catches: fc.constantFrom('all', ...catchable),
    body,
    handler: fc.oneof({ withCrossShrink: true }, nothing, body),
    final: fc.oneof({ withCrossShrink: true }, nothing, body),
  })
}
