import { comparableFigures } from '../experiment/measured-figures'
import type { Result } from '../experiment/result'
import type { ContenderName } from '../experiment/spec'
import type { Counted, SharedCount } from '../sharing/count-together'

/** Below this, two single runs are not told apart. */
const CLEAR_DIFFERENCE = 0.05

/**
 * One sentence on two contenders of a result: their ratio of jobs per second and of jobs per
 * core-second, and the cores used. It says so where one of them has no figures.
 */
export function comparePair(
  result: Result,
  [name, other]: readonly [ContenderName, ContenderName],
): string {
  const figures = comparableFigures(result, name)
  const others = comparableFigures(result, other)
  if (figures === null || others === null) {
    return `No verdict: ${figures === null ? name : other} has no figures in this run.`
  }
  const rate = told(figures.jobsPerSecond / others.jobsPerSecond, 'jobs per second')
  const perCore =
    figures.jobsPerCoreSecond === null || others.jobsPerCoreSecond === null
      ? 'too little CPU time to compare jobs per core-second'
      : told(figures.jobsPerCoreSecond / others.jobsPerCoreSecond, 'jobs per core-second')
  const cores = `${figures.coresUsed.toFixed(2)} cores against ${others.coresUsed.toFixed(2)}`
  return `${name} against ${other}: ${rate}, ${perCore}; used ${cores}.`
}

/** What a shared count came to, one sentence for each way. */
export function describeCount({ threads, counted }: SharedCount): string {
  const plain = counted.find(({ way }) => way === 'plain')
  const costs = counted
    .filter(({ way }) => way !== 'plain')
    .map((each) => `${ways[each.way]} lost ${grouped(each.lost)}${costOf(each, plain)}`)
  const first =
    plain === undefined
      ? ''
      : `${threads} threads that count plainly lost ${grouped(plain.lost)} of ${grouped(plain.updates)} updates (${percent(plain)}) at ${plain.nsPerUpdate.toFixed(1)} ns each. `
  const none =
    plain?.lost === 0 ? ' That none was lost plainly was luck: the threads never met in one.' : ''
  return `${first}${costs.join('; ')}.${none}`
}

const ways: Record<Counted['way'], string> = {
  plain: 'plain counting',
  atomics: 'Atomics.add',
  lock: 'a lock',
  loop: `as many tasks on one loop`,
}

function costOf(each: Counted, plain: Counted | undefined): string {
  const own = ` at ${each.nsPerUpdate.toFixed(1)} ns each`
  if (plain === undefined || each.way === 'loop') return own
  return `${own}, ${(each.nsPerUpdate / plain.nsPerUpdate).toPrecision(2)}× the plain time`
}

function percent({ lost, updates }: Counted): string {
  return `${((lost / updates) * 100).toFixed(0)} %`
}

function told(ratio: number, what: string): string {
  const isClear = Math.max(ratio, 1 / ratio) >= 1 + CLEAR_DIFFERENCE
  return isClear ? `${ratio.toPrecision(2)}× the ${what}` : `no clear difference in ${what}`
}

function grouped(value: number): string {
  return value.toLocaleString('en-US')
}
