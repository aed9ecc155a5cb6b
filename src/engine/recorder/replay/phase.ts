import type { EventKind } from '../recording/event'
import type { TaskPhase } from './loop-state'

/**
 * The phase of a task after an event that is about it; `phase` where the event changes none.
 *
 * @param phase the phase before it
 */
export function phaseAfter(kind: EventKind, phase: TaskPhase): TaskPhase {
  switch (kind) {
    case 'task-created':
    case 'step-yielded':
    case 'step-refused':
    case 'task-woken':
      return 'ready'
    case 'step-begun':
      return 'running'
    case 'step-awaiting':
      // What it awaits may have been done by then: it was woken within its own step.
      return phase === 'ready' ? 'ready' : 'waiting'
    case 'step-returned':
      return 'returned'
    case 'step-threw':
      return 'threw'
    case 'step-cancelled':
      return 'cancelled'
    default:
      return phase
  }
}
