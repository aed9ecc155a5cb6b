import { z } from 'zod'
import type { ProgramOrder, ProgramOutcome, ProgramRun } from '../program/program-message'
import type { Directories, Left } from './read-tables'
import { readTables } from './read-tables'
import type { CallEnd, SealedPython } from './sealed-python'

/** A program that goes on after it was told to end is ended from outside that much later. */
const GRACE_MS = 500

const line = z.number().int().min(1).nullable()
/** How a program ended, as the lab's modules say it. */
const endedSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('finished') }),
  z.object({ kind: z.literal('failed'), message: z.string().max(10_000), line }),
  z.object({ kind: z.literal('memory'), line }),
  z.object({
    kind: z.literal('over'),
    line,
    loopLine: line,
    /** What ran without a pause when its time was over. */
    stuckIn: z.enum(['task', 'thread']).nullable(),
  }),
])

/** A program that was played, and whether CPython can be reset for the next. */
export interface PlayedPython {
  readonly run: ProgramRun
  readonly isReusable: boolean
}

/** Plays one Python program and tells what it did; what was recorded until it was ended is kept. */
export function playPython(python: SealedPython, order: ProgramOrder): PlayedPython {
  const { name, source, clock, controls, timeLimitMs, maxEvents } = order
  const told = JSON.stringify({ source, clock, controls, timeLimitMs, maxEvents })
  const text = `import corewise; corewise._stage.play(${JSON.stringify(told)})`
  const end = python.run(text, timeLimitMs + GRACE_MS, order.memoryLimitMiB)
  let left: Left
  try {
    const directories = JSON.parse(python.started) as Directories
    const program = { name, source, language: 'python' as const }
    left = readTables(python.bytes(), directories, { clock, program })
  } catch {
    const message = 'it changed what the lab records with, so that nothing of its run is known'
    const outcome: ProgramOutcome = { kind: 'failed', message, line: null }
    return { run: { outcome, recording: null }, isReusable: false }
  }
  const run = { outcome: outcomeOf(end, left, order), recording: left.recording }
  return { run, isReusable: end === 'returned' || end === 'stopped' }
}

function outcomeOf(end: CallEnd, left: Left, order: ProgramOrder): ProgramOutcome {
  if (end === 'stopped') return stopped(overText('task', order), left.line)
  if (end === 'refused') {
    const message = 'it reached for what is outside of its interpreter, which is sealed off'
    return stopped(message, left.line)
  }
  const ended = endedSchema.safeParse(end === 'returned' ? parsed(left.ended) : null)
  if (!ended.success) {
    return stopped(
      'it was too much for the interpreter: calls within calls went too deep',
      left.line,
    )
  }
  const { data } = ended
  switch (data.kind) {
    case 'finished':
    case 'failed':
      return data
    case 'memory':
      return stopped(
        `it took more than ${order.memoryLimitMiB} MiB of memory`,
        data.line ?? left.line,
      )
    case 'over':
      return data.loopLine === null
        ? stopped(overText(data.stuckIn, order), data.line)
        : { kind: 'stopped', message: overText(data.stuckIn, order), line: data.loopLine }
  }
}

/** Stopped in a line, where no loop of the program is to blame. */
function stopped(message: string, at: number | null): ProgramOutcome {
  return { kind: 'stopped', message, line: at, ...(at !== null && { isCall: true as const }) }
}

function overText(stuckIn: 'task' | 'thread' | null, { timeLimitMs }: ProgramOrder): string {
  const seconds = `${timeLimitMs / 1_000} s`
  switch (stuckIn) {
    case 'task':
      return `a task ran for ${seconds} without pausing, and nobody can interrupt a task`
    case 'thread':
      return `a thread did not end within ${seconds}, and the lab lets nobody else go on before`
    case null:
      return `it was still running after ${seconds}`
  }
}

function parsed(text: string | null): unknown {
  try {
    return text === null ? null : (JSON.parse(text) as unknown)
  } catch {
    return null
  }
}
