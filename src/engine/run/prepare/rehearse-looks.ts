import { Control } from '../../measure/control'
import { MemoryWatch } from '../../measure/machine/memory'
import { now } from '../../measure/now'
import { nanoseconds } from '../../measure/statistics/quantity'
import { ThreadRecord } from '../../measure/thread-record'
import type { Spec } from '../../spec/spec'
import { Sampler } from '../block/sampler'
import { StandstillWatch } from '../block/standstill'

/** How long it takes until the runtime has compiled what a look runs. */
const REHEARSAL_MS = 400
/** At most so many warm-ups: a run with a shorter one asks for a shorter preparation. */
const MOST_WARM_UPS = 2
/** Jobs between two looks: enough for a percentile. */
const JOBS = 1_000

/**
 * Looks at a record of its own until the runtime has compiled what a look runs. It compiles in the
 * helper threads that are counted as a contender's: looks that were compiled while one is measured
 * would be the lab's own cost in its figures.
 */
export function rehearseLooks({ warmupMs }: Pick<Spec, 'warmupMs'>): void {
  const untilMs = Math.min(REHEARSAL_MS, MOST_WARM_UPS * warmupMs)
  const control = Control.allocate()
  const record = ThreadRecord.allocate('rehearsal', control)
  record.begin()
  control.startMeasuring()
  const sampler = new Sampler(control, [record], 1, new MemoryWatch())
  const standstill = new StandstillWatch()
  const startNs = now()
  for (let atNs = startNs; atNs - startNs < untilMs * 1e6; atNs = now()) {
    for (let job = 0; job < JOBS; job++) {
      control.nextJob()
      record.jobStarted()
      record.jobFinished(now(), nanoseconds(20e6 + job), nanoseconds(20e6 + job))
    }
    control.requestLook()
    sampler.look(startNs)
    sampler.readSwitches()
    standstill.look(Infinity)
  }
  record.end()
}
