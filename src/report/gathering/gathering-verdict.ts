import type {
  Gathering,
  MachineRatio,
  MachineRun,
  NamedRun,
} from '../../engine/analysis/gather-machines'
import { inverse, type Interval } from '../../engine/measure/statistics/interval'
import { distrustOf } from '../../engine/analysis/trust/trust'
import { titleOf } from '../../engine/contender'
import type { Pair } from '../../engine/spec/main-pair'
import { coresText, figure } from '../format'
import { missingOf, noClaimOf } from '../verdict/no-claim'
import { distrustClause } from '../verdict/trust-words'
import { uncapital, type Verdict } from '../verdict/verdict'
import { counted, roundTimes, timesWithRange } from '../verdict/wording'

/**
 * What many machines say together: where the first of the pair did more, and how far it was ahead.
 */
export function gatheringVerdict({ pair, machines, leftOut }: Gathering): Verdict {
  const left = leftOutWords(pair, leftOut)
  const isClaimed = machines.some(({ jobsPerSecond }) => jobsPerSecond.claim !== 'none')
  if (machines.length === 0) {
    const [first, second] = pair.map(titleOf)
    return {
      kind: 'no-claim',
      headline: `No run compares the ${first ?? ''} with the ${second ?? ''}.`,
      figures: [],
      advice: 'Measure at least 8 blocks of both, on a quiet machine.',
      reasons: left,
    }
  }
  return {
    kind: isClaimed ? 'claim' : 'no-claim',
    headline: `${gatheringTitle(pair, machines)}.`,
    figures: figuresOf(machines),
    advice: 'Compare ratios across machines, not rates: each ratio is of one run on one machine.',
    reasons: left,
  }
}

/** What machines are compared by. */
type Compared = 'jobsPerSecond' | 'jobsPerCoreSecond'

const units: Readonly<Record<Compared, { readonly within: string; readonly named: string }>> = {
  jobsPerSecond: { within: 'as many jobs', named: 'jobs per second' },
  jobsPerCoreSecond: { within: 'as many jobs per core-second', named: 'jobs per core-second' },
}

/** The headline without its stop; of work per core-second, of those machines that know theirs. */
export function gatheringTitle(
  pair: Pair,
  all: readonly MachineRun[],
  by: Compared = 'jobsPerSecond',
): string {
  const [first, second] = pair.map((name) => `the ${titleOf(name)}`) as [string, string]
  const machines = all.filter((machine) => machine[by] !== null)
  const unit = units[by]
  if (machines.length === 0) return `No machine tells its ${unit.named}`
  const of = (claim: MachineRatio['claim']): readonly MachineRun[] =>
    machines.filter((machine) => machine[by]?.claim === claim)
  const [more, less, none] = [of('more'), of('less'), of('none')]
  const on = `On ${allOf(machines.length)}`
  if (more.length === machines.length) {
    return `${on} ${first} finished ${factors(more, by, false)} ${unit.within} as ${second}`
  }
  if (less.length === machines.length) {
    return `${on} ${second} finished ${factors(less, by, true)} ${unit.within} as ${first}`
  }
  if (none.length === machines.length) {
    return `${machines.length === 1 ? 'One machine shows' : `${machines.length} machines show`} no measurable difference in ${unit.named}`
  }
  const parts = [
    ...(more.length === 0 ? [] : [`${first} did more on ${more.length}`]),
    ...(less.length === 0 ? [] : [`${second} did more on ${less.length}`]),
    ...(none.length === 0 ? [] : [`on ${none.length} there is no difference`]),
  ]
  return `Of ${machines.length} machines: ${parts.join(', ')}`
}

/** "3.1 to 52 times", or of one machine its own ratio. */
function factors(machines: readonly MachineRun[], by: Compared, isInverse: boolean): string {
  const estimates = machines.flatMap((machine) => {
    const estimate = machine[by]?.ratio.estimate
    return estimate === undefined ? [] : [isInverse ? 1 / estimate : estimate]
  })
  const [low, high] = [Math.min(...estimates), Math.max(...estimates)].map(figure)
  return low === high ? `${low ?? ''} times` : `${low ?? ''} to ${high ?? ''} times`
}

/** "one machine", "both machines", "all 5 machines". */
function allOf(count: number): string {
  if (count === 1) return 'one machine'
  return count === 2 ? 'both machines' : `all ${count} machines`
}

/** The ratio where cores are fewest and where they are most, and that of work per core-second. */
function figuresOf(machines: readonly MachineRun[]): string[] {
  // As the headline says it: of the one that did more.
  const isInverse = machines.every(({ jobsPerSecond }) => jobsPerSecond.claim === 'less')
  const told = ({ ratio }: MachineRatio): Interval => (isInverse ? inverse(ratio) : ratio)
  const [few, many] = [machines[0], machines.at(-1)]
  const ends = few === undefined || many === undefined || few === many ? [few] : [few, many]
  const isOneCount = machines.length > 1 && few?.cores === many?.cores
  const perCore = machines.flatMap(({ jobsPerCoreSecond }) =>
    jobsPerCoreSecond === null ? [] : [told(jobsPerCoreSecond)],
  )
  return [
    ...(isOneCount ? [] : ends).flatMap((machine) =>
      machine === undefined
        ? []
        : [`With ${coresText(machine.cores)}: ${timesWithRange(told(machine.jobsPerSecond))}.`],
    ),
    ...perCoreSecond(perCore),
  ]
}

function perCoreSecond(ratios: readonly Interval[]): string[] {
  const [first] = ratios
  if (first === undefined) return []
  if (ratios.length === 1) return [`Jobs per core-second: ${roundTimes(first)}.`]
  const estimates = ratios.map(({ estimate }) => estimate)
  return [
    `Jobs per core-second: ${figure(Math.min(...estimates))} to ${figure(Math.max(...estimates))} times.`,
  ]
}

/** The runs that are not drawn, each with the reason. */
export function leftOutReason(pair: Pair, { result }: NamedRun): string {
  const distrust = distrustOf(result)
  if (distrust !== null) return distrustClause(distrust)
  const { reason } = missingOf(result, pair) ?? noClaimOf(result, pair)
  return uncapital(reason)
}

function leftOutWords(pair: Pair, leftOut: readonly NamedRun[]): string[] {
  if (leftOut.length === 0) return []
  const { length } = leftOut
  const [first] = leftOut
  const reason = first === undefined ? '' : leftOutReason(pair, first)
  return length === 1
    ? [`One run is left out: ${reason}.`]
    : [`${counted(length, 'run')} are left out, the first because ${reason}.`]
}
