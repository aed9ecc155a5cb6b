import { kindOf } from '../../engine/workload/kinds'
import { distrustOf, type Doubted } from '../../engine/analysis/trust/trust'
import { count, duration, figure } from '../format'

/** Above these, what the machine did besides moves figures more than noise does. */
const MOST_OTHER_CORES = 0.25
const MOST_CLOCK_CHANGE = 0.05

/** Everything that a machine can do under a run that makes its figures less than they look. */
type MachineWarningKind = 'busy' | 'service' | 'started' | 'others' | 'clock' | 'standstill'

/** One warning of the machine, whole: when it applies, its words and what to do. */
interface MachineWarningOf<Seen> {
  /** What was noticed; null where it does not apply. */
  readonly seenIn: (result: Doubted) => Seen | null
  /** Of one run, without a full stop. */
  readonly alone: (seen: Seen) => string
  /** Of several runs, without figures and a full stop. */
  readonly shared: string
  /** What to do about it: a sentence. */
  readonly advice: string
}

/** What the machine did besides a run, said of that run and, without its figures, of several. */
export interface MachineWarning {
  readonly kind: MachineWarningKind
  /** Sentences. */
  readonly text: string
  /** Without figures: "cores changed their clock". */
  readonly shared: string
  readonly advice: string
}

type MachineCheck = (result: Doubted) => Omit<MachineWarning, 'kind'> | null

function checkFor<Seen>({ seenIn, alone, shared, advice }: MachineWarningOf<Seen>): MachineCheck {
  return (result) => {
    const seen = seenIn(result)
    return seen === null ? null : { text: `${alone(seen)}. ${advice}`, shared, advice }
  }
}

/** Every warning of the machine by its kind: one that is not here does not compile. */
const checks: Readonly<Record<MachineWarningKind, MachineCheck>> = {
  busy: checkFor({
    seenIn: ({ environment: { loadAverage1m, cores: usable, processors } }) => {
      // Of the whole machine, whatever is left of it to this run.
      const cores = processors?.online ?? usable
      return loadAverage1m === null || loadAverage1m <= cores
        ? null
        : { load: loadAverage1m, cores }
    },
    alone: ({ load, cores }) =>
      `The machine was busy when the run began: load ${load.toFixed(1)} on ${count(cores, 'core')}`,
    shared: 'the machine was busy before',
    advice: 'That counts the minute before, with earlier runs: wait a minute, then run it again.',
  }),
  /**
   * What an http run's service used stands beside it: it is no contender's, and needs its cores.
   */
  service: checkFor({
    seenIn: (result) => (isOwn(result) ? null : serviceIn(result)),
    alone: ({ serviceCores }) =>
      `The loopback service used ${figure(serviceCores)} cores, which are in nobody’s figures`,
    shared: `the loopback service used over ${figure(MOST_OTHER_CORES)} cores`,
    advice: 'Leave it a core: take fewer workers than cores.',
  }),
  /** What a person's own jobs started may be a server, or a part of their work. */
  started: checkFor({
    seenIn: (result) => (isOwn(result) ? serviceIn(result) : null),
    alone: ({ serviceCores }) =>
      `Processes that jobs started used ${figure(serviceCores)} cores, which are in nobody’s figures`,
    shared: `processes that jobs started used over ${figure(MOST_OTHER_CORES)} cores`,
    advice: 'Leave them a core, or have the job itself do their work.',
  }),
  others: checkFor({
    seenIn: othersIn,
    alone: ({ otherCores }) =>
      `Everything else on the machine used ${figure(otherCores)} cores during the run`,
    shared: `everything else on the machine used over ${figure(MOST_OTHER_CORES)} cores`,
    advice: 'Close other programs and run it again.',
  }),
  clock: checkFor({
    seenIn: ({ machine: { coreMhz } }) =>
      coreMhz === null || coreMhz.most <= coreMhz.least * (1 + MOST_CLOCK_CHANGE) ? null : coreMhz,
    alone: ({ least, most }) =>
      `The cores’ clock was between ${figure(least / 1_000)} and ${figure(most / 1_000)} GHz`,
    shared: 'the cores changed their clock',
    advice: 'CPU time is not the same work throughout: fix the clock, or compare rates.',
  }),
  /** Of blocks that were measured once more, whose figures are none the less for it. */
  standstill: checkFor({
    seenIn: ({ machine: { standstills } }) => {
      const repeated = standstills.filter(({ isRepeated }) => isRepeated)
      const seconds = repeated.reduce((sum, standstill) => sum + standstill.seconds, 0)
      return repeated.length === 0 ? null : { blocks: repeated.length, seconds }
    },
    alone: ({ blocks, seconds }) =>
      `The whole lab was stopped for ${duration(seconds * 1_000)}, and ${blocks === 1 ? '1 block was' : `${blocks} blocks were`} measured once more`,
    shared: 'the whole lab was stopped, and blocks were measured once more',
    advice: 'Their figures are of the repetition: nothing else is to be done.',
  }),
}

/**
 * What a reader must know of the machine under a run.
 *
 * @param options.isAfterOthers after runs of the lab itself, whose load the last minute's is
 */
export function machineWarnings(
  result: Doubted,
  { isAfterOthers = false }: { readonly isAfterOthers?: boolean } = {},
): MachineWarning[] {
  return (Object.keys(checks) as MachineWarningKind[]).flatMap((kind) => {
    if (kind === 'busy' && isAfterOthers) return []
    const found = checks[kind](result)
    return found === null ? [] : [{ kind, ...found }]
  })
}

function isOwn({ spec }: Doubted): boolean {
  return spec.workload.kind === 'own'
}

function serviceIn({ machine: { serviceCores } }: Doubted) {
  return serviceCores === null || serviceCores <= MOST_OTHER_CORES ? null : { serviceCores }
}

/** Of an http run whose service's CPU time is not told, what the service used is not told apart. */
function othersIn(result: Doubted): { readonly otherCores: number } | null {
  const { machine, spec } = result
  const { otherCores, serviceCores } = machine
  // Where it is why a run is not to be trusted, that says it.
  const kind = distrustOf(result)?.kind
  if (kind === 'starved' || kind === 'starved-apart') return null
  const isMixed = kindOf(spec.workload).needs === 'loopback-service' && serviceCores === null
  return isMixed || otherCores === null || otherCores <= MOST_OTHER_CORES ? null : { otherCores }
}
