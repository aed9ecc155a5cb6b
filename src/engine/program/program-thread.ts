import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { Script, type Context } from 'node:vm'
import { parentPort, workerData } from 'node:worker_threads'
import { compileProgram, MARKS, ProgramError, type CompiledProgram } from './compile'
import { emptyContext, loadWorld } from './load-world'
import { LoopWatch } from './loop-watch'
import {
  neverPaused,
  type ProgramOrder,
  type ProgramOutcome,
  type ProgramRun,
} from './program-message'
import type { Surroundings, World } from './program-world'

// Compiles one program, runs it in a world of its own and sends what was recorded.

const order = workerData as ProgramOrder
const FILE = 'program.ts'
const loops = new LoopWatch(order.loops)
/** Sends what a program recorded that never gives the thread back, from within one of its loops. */
let giveUp: (() => void) | null = null

const surroundings: Surroundings = {
  now: () => performance.now(),
  cede: (callback) => {
    setImmediate(callback)
  },
  // A number, not Node's object.
  setTimer: (delayMs, callback) =>
    setTimeout(callback, Math.min(Math.ceil(delayMs), 2 ** 31 - 1))[Symbol.toPrimitive](),
  clearTimer: (timer) => {
    clearTimeout(timer)
  },
  inLoop: (line) => {
    loops.goRound(line)
    if (giveUp === null || !loops.isOver) return
    const send = giveUp
    giveUp = null
    send()
  },
}

async function run(): Promise<ProgramRun> {
  const { name, source } = order
  let compiled: CompiledProgram
  try {
    compiled = compileProgram(source)
  } catch (error) {
    const line = error instanceof ProgramError ? error.line : null
    return failed(error, line)
  }
  const context = emptyContext()
  const { World } = loadWorld(join(import.meta.dirname, 'program-world.cjs'), context)
  const world = new World(surroundings, order)
  const recorded = (outcome: ProgramOutcome): ProgramRun => ({
    outcome,
    recording: { ...world.finish(), sites: compiled.sites, program: { name, source } },
  })
  giveUp = () => {
    parentPort?.postMessage(recorded(neverPaused(order.timeLimitMs, loops.line)))
  }
  const outcome = await Promise.race([runIn(world, context, compiled), limit()])
  giveUp = null
  return recorded(outcome)
}

/** A program that never began. */
function failed(error: unknown, line: number | null): ProgramRun {
  const message = error instanceof Error ? error.message : String(error)
  return { outcome: { kind: 'failed', message, line }, recording: null }
}

async function runIn(
  world: World,
  context: Context,
  { code, sites }: CompiledProgram,
): Promise<ProgramOutcome> {
  let body: Parameters<World['run']>[0]
  try {
    // On one line, so that the program's lines keep their numbers.
    const text = `(function (exports, require, ${MARKS}) {${code}\n})`
    body = new Script(text, { filename: FILE }).runInContext(context) as typeof body
  } catch (error) {
    const stack = error instanceof Error ? String(error.stack) : ''
    return { kind: 'failed', message: String(error), line: lineIn(stack) }
  }
  const { error, stuckAt, thrownAt } = await world.run(body)
  if (error === null) return { kind: 'finished' }
  const stuck = stuckAt === null ? null : (sites[stuckAt]?.line ?? null)
  return {
    kind: 'failed',
    message: error.message,
    line: lineIn(error.stack) ?? thrownAt ?? stuck,
  }
}

function limit(): Promise<ProgramOutcome> {
  return new Promise((resolve) => {
    setTimeout(() => {
      const message = `it was still running after ${order.timeLimitMs / 1_000} s`
      resolve({ kind: 'stopped', message, line: loops.line })
    }, order.timeLimitMs)
  })
}

/** The line of the program that is innermost in a stack. */
function lineIn(stack: string): number | null {
  const line = /program\.ts:(\d+)/.exec(stack)?.[1]
  return line === undefined ? null : Number(line)
}

void run()
  // Nothing of the program's: what it throws is an outcome already.
  .catch((error: unknown) => failed(error, null))
  .then((result) => {
    parentPort?.postMessage(result)
  })
  .finally(() => {
    // A program may have left timers behind.
    process.exit()
  })
