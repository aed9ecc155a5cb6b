import { isolated } from './isolated-text'
import { threadCounts } from '../engine/analysis/thread-counts'
import { contenders, hasWorkers, runtimeOf } from '../engine/contender'
import { kindOf } from '../engine/workload/kinds'
import type { Sweep } from '../engine/result/sweep'
import type { Environment, Result } from '../engine/result/result'
import { needsHiddenThreads } from '../engine/spec/mean-amounts'
import { windowMsOf, type Spec, type Workload } from '../engine/spec/spec'
import { pythonTitle } from '../engine/measure/machine/python'
import { count, duration, moment } from './format'
import { coresOf } from './processor-words'

/** "400 jobs waiting 20 ms": the load and the work of a spec in words. */
export const loadOf = ({ concurrency, load, workload }: Spec): string =>
  load.kind === 'closed'
    ? `${count(concurrency, 'job')} ${workOf(workload)}`
    : `${load.arrivalsPerSecond.toLocaleString('en')} jobs/s coming in, ${workOf(workload)}`

/** "waiting 20 ms": what one job does, after the noun that does it. */
export const workOf = (workload: Workload): string => {
  const parts = kindOf(workload).caption(workload, duration)
  return parts.length === 0 ? 'doing nothing' : parts.join(' and ') + spreadText(workload)
}

const spreadText = (workload: Workload): string =>
  !('spread' in workload) || workload.spread === 'fixed' ? '' : ` on average (${workload.spread})`

/** What a chart of one run must say besides its title to be honest on its own; two lines. */
export const subtitleOf = (result: Result): string => {
  const { spec } = result
  const faults = [
    spec.faults.throwEvery === 1 && 'every job throws',
    spec.faults.throwEvery > 1 && `every ${count(spec.faults.throwEvery, 'job')} one throws`,
    spec.faults.exitAt > 0 && `job ${spec.faults.exitAt.toLocaleString('en')} ends its thread`,
  ].filter((fault) => fault !== false)
  const protocol = [
    inFlightOf(spec),
    ...workersOf([result]),
    ...loopsOf(result),
    ...hiddenOf(result),
    measuredOf(spec),
    ...faults,
  ]
  return `${protocol.join(' · ')}\n${originOf(result, spec.seed)}`
}

/** The same for a sweep, whose points differ in the parameter swept. */
export const sweepSubtitleOf = (sweep: Sweep): string => {
  const first = sweep.points[0]?.result
  if (first === undefined) return moment(sweep.startedAt)
  const { spec } = first
  const protocol = [
    sweep.over === 'concurrency' ? '' : inFlightOf(spec),
    ...(sweep.over === 'workers' ? [] : workersOf(sweep.points.map(({ result }) => result))),
    ...(sweep.over === 'cores' ? [] : loopsOf(first)),
    ...(sweep.over === 'uv-threads' ? [] : hiddenOf(first)),
    `per point ${measuredOf(spec)}`,
  ].filter((part) => part !== '')
  // Over cores every point but the last has fewer than the machine.
  const most = [...sweep.points].sort((a, b) => b.value - a.value)[0]?.result ?? first
  const { environment } = sweep.over === 'cores' ? most : first
  return `${protocol.join(' · ')}\n${originOf({ environment, startedAt: sweep.startedAt }, spec.seed)}`
}

/** How many workers contenders had, where there is one that has any: of a search some points do. */
const workersOf = (results: readonly Pick<Result, 'spec'>[]): string[] => {
  const [having] = results.filter(({ spec }) => spec.contenders.some(hasWorkers))
  return having === undefined ? [] : [`${count(having.spec.workers, 'worker thread')} (W)`]
}

/** How many loops there are, where that is not the number of workers. */
const loopsOf = ({ spec, environment }: Pick<Result, 'spec' | 'environment'>): string[] => {
  const { workers, loops } = threadCounts(spec, environment)
  const isThere = spec.contenders.some((name) => contenders[name].threads === 'loops')
  return isThere && loops !== workers ? [count(loops, 'loop')] : []
}

/** How many hidden threads Node had, where jobs that run on it need them. */
const hiddenOf = ({ spec, environment }: Pick<Result, 'spec' | 'environment'>): string[] =>
  needsHiddenThreads(spec.workload) &&
  spec.contenders.some((name) => runtimeOf(name) === 'node') &&
  environment.uvThreads !== null
    ? [count(environment.uvThreads, 'hidden thread')]
    : []

/** The bound of the load: closed keeps that many in flight, open rejects what is beyond. */
const inFlightOf = ({ load, concurrency }: Spec): string =>
  load.kind === 'closed'
    ? `${concurrency.toLocaleString('en')} in flight (C)`
    : `${load.arrivals} arrivals, at most ${concurrency.toLocaleString('en')} in flight (C)`

/** "8 blocks of 500 ms after up to 1.3 s of warm-up each". */
const measuredOf = (spec: Spec): string =>
  `${count(spec.blocks, 'block')} of ${duration(windowMsOf(spec))} after up to ${duration(spec.warmupMs)} of warm-up`

const originOf = (
  { environment, startedAt }: Pick<Result, 'environment' | 'startedAt'>,
  seed: number,
): string => `${machineOf(environment)} · ${moment(startedAt)} · seed ${seed}`

/** Machine and runtime in one line. */
export const machineOf = (environment: Environment): string => {
  const { cpuModel, platform, osRelease, versions, python } = environment
  const node = versions.node === undefined ? '' : `Node ${versions.node}`
  const electron = versions.electron === undefined ? '' : `Electron ${versions.electron}`
  const parts = [`${isolated(cpuModel)}, ${coresOf(environment)}`, `${platform} ${osRelease}`]
  const onPython = python === null ? '' : pythonTitle(python)
  return [...parts, electron, node, onPython].filter((part) => part !== '').join(' · ')
}
