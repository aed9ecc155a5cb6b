import { helperNames, type Figures } from '../result/figures'

/**
 * How many cores the runtime's hidden threads used for a contender: their CPU time ÷ the measured
 * time. Where they cannot be told from the rest of the runtime's helpers it is that of all of
 * these. Null where neither is known.
 */
export function hiddenCoresUsed({ threads, measuredSeconds }: Figures): number | null {
  const of = (name: string) => threads.find((thread) => thread.name === name)?.cpuSeconds ?? null
  const seconds = of(helperNames.hidden) ?? of(helperNames.runtime)
  return seconds === null || measuredSeconds === 0 ? null : seconds / measuredSeconds
}

/** How long a task waited for a hidden thread in the mean; null where that was not measured. */
export function hiddenWaitMs({ hiddenQueueing }: Figures): number | null {
  return hiddenQueueing === null || hiddenQueueing.count === 0 ? null : hiddenQueueing.meanMs
}
