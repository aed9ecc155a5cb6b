import { setTimeout as sleep } from 'node:timers/promises'
import { SourceError } from '../strip-types'
import { compileProgram, type CompiledProgram } from './compile/compile'
import { blindOutcome, outcomeOf, type StopReason } from './outcome'
import type { ProgramOrder, ProgramRun } from './program-message'
import { SealedWorld } from './world/sealed-world'

/**
 * Plays one program in a world of its own. What goes wrong in it is part of the outcome, and what
 * was recorded until then is kept.
 *
 * @param worldCode see `worldCode`
 * @throws Error where the world cannot be opened
 */
export async function playProgram(order: ProgramOrder, worldCode: string): Promise<ProgramRun> {
  const { name, source, clock } = order
  let compiled: CompiledProgram
  try {
    compiled = compileProgram(source)
  } catch (error) {
    if (!(error instanceof SourceError)) throw error
    const { message, line } = error
    return { outcome: { kind: 'failed', message, line }, recording: null }
  }
  const { code, sites } = compiled
  const world = await SealedWorld.open(order, worldCode)
  const stop = await drive(world, code, order.timeLimitMs)
  const told = world.tell({ clock, sites, program: { name, language: 'typescript', source } })
  if (told === null) return { outcome: blindOutcome(stop, order), recording: null }
  return { outcome: outcomeOf({ ...told, stop, sites, order }), recording: told.recording }
}

/** Runs a program until it is over, or is stopped. */
async function drive(
  world: SealedWorld,
  code: string,
  timeLimitMs: number,
): Promise<StopReason | null> {
  const untilMs = performance.now() + timeLimitMs
  const stop = world.begin(code)
  if (stop !== null) return stop
  for (;;) {
    const went = world.iteration()
    if (typeof went !== 'number') return went
    if (went < 0) return null
    const leftMs = untilMs - performance.now()
    if (leftMs <= 0) return { why: 'over' }
    if (went > 0) await sleep(Math.min(went, leftMs))
  }
}
