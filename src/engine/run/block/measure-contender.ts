import { runtimeOf, type ContenderName } from '../../contender'
import { MemoryWatch, readResidentBytesOf } from '../../measure/machine/memory'
import { MOST_IN_ERROR, type Figures } from '../../result/figures'
import type { SlotResult } from '../../result/result'
import type { KeptContender } from './kept-contender'
import { Measurement, type MeasureOptions } from './measurement'

/**
 * Runs one block of a contender: threads that are kept go on, or start; a warm-up until they are
 * steady, a measured window of the spec's `durationMs`; threads parked, or ended where the block
 * was not measured to its end. Never rejects for what the contender does: a thread that dies ends
 * it as failed, the signal ends it as partial, and what was measured until then is kept.
 */
export async function measureContender(
  kept: KeptContender,
  options: MeasureOptions,
): Promise<SlotResult> {
  const { name, earlier, isRehearsed, fault } = kept
  if (fault !== null) return failed(fault, name, null)
  const { noteStandstill, signal } = options
  const memory = memoryWatch(kept)
  const { setup, running } = kept.take()
  const measurement = new Measurement(setup, running, memory, options, { earlier, isRehearsed })
  const end = await measurement.run(signal)
  if (measurement.standstillMs > 0) noteStandstill(measurement.standstillMs)
  const isKept = end.kind === 'completed' && !signal.aborted
  const isOver = await (isKept ? kept.park(signal) : kept.end(signal))
  if (isKept && kept.records.length > 0) kept.earlier = measurement.left
  kept.heldBytes = memory.heldBytes
  await measurement.settled(signal)
  // Of a block in which a job hung, the rest is shown, but it counts as none.
  const figures = measurement.figures(kept.fault === null ? end.kind : 'died')
  if (end.kind === 'died') return failed(end.error, name, figures)
  if (end.kind === 'cancelled' || figures === null) return { status: 'partial', name, figures }
  if (kept.fault !== null) return failed(kept.fault, name, figures)
  if (!isOver && !signal.aborted) return { status: 'failed', name, error: STUCK, figures }
  return { status: 'measured', name, figures }
}

/** Watches the process that this is, or those of a foreign contender. */
function memoryWatch(kept: KeptContender): MemoryWatch {
  const heldBytes = kept.heldBytes ?? 0
  return runtimeOf(kept.name) === 'node'
    ? new MemoryWatch(heldBytes)
    : new MemoryWatch(heldBytes, () => readResidentBytesOf(kept.foreignPids))
}

/** Why a contender failed whose threads did not end. */
const STUCK =
  'a thread did not end after its block: it waits for the system, as for a disk that does not answer'

/** A contender whose one thread is called after it is not named twice in what it died of. */
function failed({ message }: Error, name: ContenderName, figures: Figures | null): SlotResult {
  const prefix = `${name}: `
  const text = message.startsWith(prefix) ? message.slice(prefix.length) : message
  return { status: 'failed', name, error: text.slice(0, MOST_IN_ERROR), figures }
}
