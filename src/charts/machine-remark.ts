import type { Result } from '../engine/experiment/result'
import { count, figure } from './figure'

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
  result: Pick<Result, 'environment' | 'machine' | 'spec'>,
): MachineRemark[] => [...busyRemark(result), ...otherRemark(result), ...clockRemark(result)]

const busyRemark = ({ environment }: Pick<Result, 'environment'>): MachineRemark[] => {
  const { loadAverage1m, cores } = environment
  if (loadAverage1m === null || loadAverage1m <= cores) return []
  const text = `The machine was busy when the run began (load ${loadAverage1m.toFixed(1)} on ${count(cores, 'core')}): figures vary with what else it did.`
  return [{ text, brief: 'the machine was busy when the run began.' }]
}

/** The loopback service of an http run is no part of this process, so it cannot be told apart. */
const otherRemark = ({ machine, spec }: Pick<Result, 'machine' | 'spec'>): MachineRemark[] => {
  const { otherCores } = machine
  if (spec.workload.kind === 'http' || otherCores === null || otherCores <= MOST_OTHER_CORES) {
    return []
  }
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
