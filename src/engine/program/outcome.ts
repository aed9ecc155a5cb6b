import type { Site } from '../recorder/recording/places'
import type { ProgramOrder, ProgramOutcome, StoppedOutcome } from './program-message'
import { PROGRAM_FILE, WORLD_FILE, type Fault, type WorldReport } from './report'
import type { Stop } from './world/sealed-world'

/** What the interpreter throws where it stops a program. */
const INTERRUPTED = 'InternalError: interrupted'

/** Why a program was stopped: by its interpreter, or between two steps as its time was over. */
export type StopReason = Stop | { readonly why: 'over' }

/** A program that was played, and what is known of it. */
interface Played {
  readonly report: WorldReport
  /** Where it stood when it was stopped. */
  readonly stack: string
  /** Null where it came to its end. */
  readonly stop: StopReason | null
  readonly sites: readonly Site[]
  readonly order: ProgramOrder
}

/**
 * How a program ended, for a person. Its first error counts: what went wrong as the tasks that were
 * left were ended is told after it.
 */
export function outcomeOf(played: Played): ProgramOutcome {
  const { report, stop, order } = played
  const [first, ...faults] = [report.fault ?? [], report.cleanUpFaults].flat()
  if (first === undefined) return stop === null ? { kind: 'finished' } : stoppedBy(stop, played)
  if (stop !== null && isOfStop(first)) return stoppedBy(stop, played)
  const later = stop === null ? faults : faults.filter((fault) => !isOfStop(fault))
  if (first.isOutOfMemory) {
    const line = lineIn(first.stack) ?? report.lastLoopLine ?? report.lastCallLine
    const isCall = line !== report.lastLoopLine
    return { ...stopped(tooMuchMemory(order), line), ...(isCall && { isCall }) }
  }
  const told = new Set([first, ...later].map(({ message }) => message))
  const messages = [...told].slice(1)
  if (stop !== null) messages.push(stopText(stop, order))
  const after =
    messages.length === 0 ? '' : `; then, as its other tasks were ended: ${messages.join('; ')}`
  const before =
    report.fault === null ? 'main finished, but its other tasks could not be ended: ' : ''
  return {
    kind: 'failed',
    message: `${before}${first.message}${after}`,
    line: lineOf(first, played),
  }
}

/**
 * Whether that is no fault of the program's, but how the interpreter stops it: a promise whose
 * callback is stopped rejects with it.
 */
function isOfStop({ message }: Fault): boolean {
  return message === INTERRUPTED
}

/** How a program ended of which its world can tell nothing. */
export function blindOutcome(stop: StopReason | null, order: ProgramOrder): ProgramOutcome {
  if (stop !== null) return stopped(stopText(stop, order), null)
  const message = 'it changed what the lab records with, so that nothing of its run is known'
  return { kind: 'failed', message, line: null }
}

function stoppedBy(stop: StopReason, { report, stack, order }: Played): StoppedOutcome {
  const { loopLine, lastLoopLine, lastCallLine } = report
  const message = stopText(stop, order)
  if (stop.why === 'over') return stopped(message, lastLoopLine)
  const frames = stack
    .split('\n')
    .filter((frame) => /\S/.test(frame) && !frame.includes(WORLD_FILE))
  const line = lineIn(stack)
  // Of two lines the loop's says more, but for a call that hangs in the engine's own code.
  const isHanging = frames[0]?.includes('(native)') === true && line !== null
  if (loopLine !== null && !(isHanging && line !== loopLine)) return stopped(message, loopLine)
  // Nothing of the program goes on where it is stopped between the callbacks of two promises.
  const callLine = line ?? lastCallLine
  return { ...stopped(message, callLine), ...(callLine !== null && { isCall: true }) }
}

function stopped(message: string, line: number | null): StoppedOutcome {
  return { kind: 'stopped', message, line }
}

function stopText(stop: StopReason, order: ProgramOrder): string {
  switch (stop.why) {
    case 'over':
      return `it was still running after ${order.timeLimitMs / 1_000} s`
    case 'time':
      return `a task ran for ${order.timeLimitMs / 1_000} s without pausing, and nobody can interrupt a task`
    case 'memory':
      return tooMuchMemory(order)
    case 'broken':
      return stop.message.includes('call stack')
        ? 'calls within calls went too deep for the interpreter'
        : `it was too much for the interpreter (${stop.message})`
  }
}

function tooMuchMemory({ memoryLimitMiB }: ProgramOrder): string {
  return `it took more than ${memoryLimitMiB} MiB of memory`
}

function lineOf({ stack, line, site }: Fault, { sites }: Played): number | null {
  return lineIn(stack) ?? line ?? (site === null ? null : (sites[site]?.line ?? null))
}

/** The line of the program that is innermost in a stack. */
function lineIn(stack: string): number | null {
  const [, line] = new RegExp(`\\b${PROGRAM_FILE}:(\\d{1,9})`).exec(stack) ?? []
  return line === undefined ? null : Number(line)
}
