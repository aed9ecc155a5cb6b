import { kindOf } from '../../engine/workload/kinds'
import type { Result } from '../../engine/result/result'
import { distrustOf, type Doubted } from '../../engine/analysis/trust'
import { count, duration, figure } from '../format'

/** Above these, what the machine did besides moves figures more than noise does. */
const MOST_OTHER_CORES = 0.25
const MOST_CLOCK_CHANGE = 0.05

/** What the machine did besides a run, said of that run and, without its figures, of several. */
export interface MachineRemark {
  readonly text: string
  readonly brief: string
}

/** What a reader must know of the machine under a run: that it was busy, or changed its clock. */
export const machineRemarks = (
  result: Doubted,
  { isAfterOthers = false }: { readonly isAfterOthers?: boolean } = {},
): MachineRemark[] => [
  // After runs of the lab itself the load of the last minute is theirs.
  ...(isAfterOthers ? [] : busyRemark(result)),
  ...serviceRemark(result),
  ...otherRemark(result),
  ...clockRemark(result),
  ...standstillRemark(result),
]

const busyRemark = ({ environment }: Pick<Result, 'environment'>): MachineRemark[] => {
  const { loadAverage1m, cores } = environment
  if (loadAverage1m === null || loadAverage1m <= cores) return []
  const text = `The machine was busy when the run began (load ${loadAverage1m.toFixed(1)} on ${count(cores, 'core')}): that counts the minute before, with what this lab ran then; figures vary with what else it did.`
  return [{ text, brief: 'the machine was busy when the run began.' }]
}

/** What an http run's service used stands beside it: it is no contender's, and needs its cores. */
const serviceRemark = ({ machine }: Pick<Result, 'machine'>): MachineRemark[] => {
  const { serviceCores } = machine
  if (serviceCores === null || serviceCores <= MOST_OTHER_CORES) return []
  return [
    {
      text: `The loopback service that answers used ${figure(serviceCores)} cores during the run, which are in nobody’s figures and which nobody else had.`,
      brief: `the loopback service used over ${figure(MOST_OTHER_CORES)} cores.`,
    },
  ]
}

/** Of an http run whose service's CPU time is not told, what the service used is not told apart. */
const otherRemark = (result: Doubted): MachineRemark[] => {
  const { machine, spec } = result
  const { otherCores, serviceCores } = machine
  // Where it is why a run is not to be trusted, that says it.
  const kind = distrustOf(result)?.kind
  if (kind === 'starved' || kind === 'starved-apart') return []
  const isMixed = kindOf(spec.workload).needs === 'loopback-service' && serviceCores === null
  if (isMixed || otherCores === null || otherCores <= MOST_OTHER_CORES) return []
  return [
    {
      text: `Everything else on the machine used ${figure(otherCores)} cores during the run.`,
      brief: `everything else on the machine used over ${figure(MOST_OTHER_CORES)} cores.`,
    },
  ]
}

const clockRemark = ({ machine: { coreMhz } }: Pick<Result, 'machine'>): MachineRemark[] => {
  if (coreMhz === null || coreMhz.most <= coreMhz.least * (1 + MOST_CLOCK_CHANGE)) return []
  return [
    {
      text: `The cores’ clock was between ${figure(coreMhz.least / 1_000)} and ${figure(coreMhz.most / 1_000)} GHz: CPU time is not the same work throughout.`,
      brief: 'the cores’ clock changed during the run.',
    },
  ]
}

/** Of blocks that were measured once more, whose figures are none the less for it. */
const standstillRemark = ({
  machine: { standstills },
}: Pick<Result, 'machine'>): MachineRemark[] => {
  const repeated = standstills.filter(({ isRepeated }) => isRepeated)
  if (repeated.length === 0) return []
  const total = repeated.reduce((sum, { seconds }) => sum + seconds, 0)
  const blocks = repeated.length === 1 ? 'that block was' : `${repeated.length} blocks were`
  const text = `The whole lab was stopped for ${duration(total * 1_000)} while it measured: ${blocks} measured once more.`
  return [{ text, brief: 'the whole lab was stopped for a while; blocks were measured once more.' }]
}
