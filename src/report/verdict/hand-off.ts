import { claimOf, comparisonOf } from '../../engine/analysis/claim'
import { titleOf, type ContenderName } from '../../engine/contender'
import type { Figures } from '../../engine/result/figures'
import type { Result } from '../../engine/result/result'
import { sideOf } from './outcome'
import { listed, timesWithRange } from './wording'

/** What a loop that hands its computing to threads is to beat. */
const rivals: readonly ContenderName[] = ['event-loop', 'thread-pool']

/**
 * Whether it paid to hand computing to threads, and what a job cost so: it is to beat both the loop
 * that computes itself and the pool whose threads wait, and where it does not, that is said. Empty
 * where it was not measured with one of them.
 */
export function handOffReasons(result: Result): string[] {
  const own = sideOf(result, 'loop-and-pool')
  if (own === null) return []
  const compared = rivals.flatMap((name) => {
    const comparison = comparisonOf(result, 'loop-and-pool', name)
    if (comparison === null) return []
    const { jobsPerSecond } = comparison
    return [{ name, ratio: jobsPerSecond, claim: claimOf(result, jobsPerSecond, 'jobsPerSecond') }]
  })
  if (compared.length === 0) return []
  const namesWith = (wanted: 'more' | 'less' | 'none') =>
    compared.filter(({ claim }) => claim === wanted).map(({ name }) => name)
  const [ahead, alike] = [namesWith('less'), namesWith('none')]
  const paid =
    ahead.length > 0
      ? `Handing computing to threads did not pay: loop and pool finished less than ${listed(ahead)}.`
      : alike.length > 0
        ? `Handing computing to threads was not seen to pay: no measurable difference from ${listed(alike)}.`
        : `Handing computing to threads paid: loop and pool beat ${listed(namesWith('more'))}.`
  const ratios = compared.map(
    ({ name, ratio }) => `It finished ${timesWithRange(ratio)} the jobs of the ${titleOf(name)}.`,
  )
  return [paid, ...ratios, ...costSentence(result, own.figures)]
}

/** What a job cost beside what it costs where it is not handed over. */
function costSentence(result: Result, own: Figures): string[] {
  const loop = sideOf(result, 'event-loop')
  if (loop === null || own.completed === 0 || loop.figures.completed === 0) return []
  const [ownUs, loopUs] = [own, loop.figures].map(
    ({ cpuSeconds, completed }) => (cpuSeconds / completed) * 1e6,
  )
  return [
    `A job took ${micros(ownUs)} of CPU time in it, hand-offs included, ${micros(loopUs)} in the event loop.`,
  ]
}

function micros(value = 0): string {
  return `${value.toLocaleString('en-US', { maximumSignificantDigits: 3 })} µs`
}
