import { jobKinds, type WorkControl } from '../../engine/workload/kinds'

/** One field of the spec as a flag of the command line. */
export interface SpecFlag {
  readonly flag: string
  readonly placeholder: string
  readonly path: readonly string[]
  readonly takes: 'number' | 'share' | 'duration' | 'text' | 'list' | 'folder'
  readonly meaning: string
}

/** Every field that a flag sets, in the order in which help lists them. */
export const specFlags: readonly SpecFlag[] = [
  {
    flag: 'concurrency',
    placeholder: 'n',
    path: ['concurrency'],
    takes: 'number',
    meaning:
      'jobs in flight; with --rate the most that may be, shared out among the loops of loop-per-core',
  },
  {
    flag: 'workers',
    placeholder: 'n',
    path: ['workers'],
    takes: 'number',
    meaning: 'threads of thread-pool',
  },
  {
    flag: 'loops',
    placeholder: 'n',
    path: ['loops'],
    takes: 'number',
    meaning: 'loops of loop-per-core; without it one for each effective core',
  },
  {
    flag: 'cores',
    placeholder: 'n',
    path: ['cores'],
    takes: 'number',
    meaning: 'keeps all contenders to so many cores, on Linux; without it they have all',
  },
  {
    flag: 'uv-threads',
    placeholder: 'n',
    path: ['uvThreads'],
    takes: 'number',
    meaning:
      'hidden threads of Node, which read files, hash, compress and look up names; without it as many as UV_THREADPOOL_SIZE says, or 4',
  },
  ...workFlags(),
  {
    flag: 'python',
    placeholder: 'path',
    path: ['python'],
    takes: 'text',
    meaning: 'the Python that contenders of Python run on; without it python3',
  },
  {
    flag: 'duration',
    placeholder: 'time',
    path: ['durationMs'],
    takes: 'duration',
    meaning: 'measured time per contender, in all its blocks',
  },
  {
    flag: 'blocks',
    placeholder: 'n',
    path: ['blocks'],
    takes: 'number',
    meaning: 'into how many blocks that is cut; a claim takes 8',
  },
  {
    flag: 'generations',
    placeholder: 'n',
    path: ['generations'],
    takes: 'number',
    meaning: 'how often threads are started anew; in between they are kept',
  },
  {
    flag: 'precision',
    placeholder: 'share',
    path: ['precision'],
    takes: 'share',
    meaning: 'go on until the interval of the main ratio is that narrow on both sides',
  },
  {
    flag: 'precision-limit',
    placeholder: 'time',
    path: ['precisionLimitMs'],
    takes: 'duration',
    meaning: 'with --precision: the longest a run may go on',
  },
  {
    flag: 'when-quiet',
    placeholder: 'time',
    path: ['whenQuietMs'],
    takes: 'duration',
    meaning: 'wait at most so long until other programs leave the machine alone, then run',
  },
  {
    flag: 'warmup',
    placeholder: 'time',
    path: ['warmupMs'],
    takes: 'duration',
    meaning: 'the most before each block until rate and cost are steady, not counted',
  },
  {
    flag: 'rate',
    placeholder: 'n',
    path: ['load', 'arrivalsPerSecond'],
    takes: 'number',
    meaning: 'open load: jobs that come in every second',
  },
  {
    flag: 'arrivals',
    placeholder: 'kind',
    path: ['load', 'arrivals'],
    takes: 'text',
    meaning: 'open load: how arrivals are spaced',
  },
  {
    flag: 'seed',
    placeholder: 'n',
    path: ['seed'],
    takes: 'number',
    meaning: 'the same seed gives the same jobs',
  },
  {
    flag: 'rounds-per-ms',
    placeholder: 'n',
    path: ['roundsPerMs'],
    takes: 'number',
    meaning:
      'rounds of work in a millisecond of computing, as another run told it, so that both have the same jobs',
  },
  {
    flag: 'contenders',
    placeholder: 'names',
    path: ['contenders'],
    takes: 'list',
    meaning: 'which to run, in this order',
  },
  {
    flag: 'compare',
    placeholder: 'names',
    path: ['compare'],
    takes: 'list',
    meaning: 'the two of them that the verdict is about; without it event-loop,thread-pool',
  },
  {
    flag: 'throw-every',
    placeholder: 'n',
    path: ['faults', 'throwEvery'],
    takes: 'number',
    meaning: 'every n-th job throws; 0 is never',
  },
  {
    flag: 'exit-at',
    placeholder: 'n',
    path: ['faults', 'exitAt'],
    takes: 'number',
    meaning: 'the n-th job ends its thread; 0 is never',
  },
]

/** A flag for every field that a kind of work has; what two kinds share is worded by the first. */
function workFlags(): SpecFlag[] {
  const takes = { number: 'number', folder: 'folder', choice: 'text' } as const
  const controls = Object.values(jobKinds).flatMap((kind): readonly WorkControl[] => kind.controls)
  const byFlag = new Map(controls.reverse().map((control) => [control.flag, control]))
  return [...byFlag.values()].reverse().map(({ flag, placeholder, key, control, meaning }) => ({
    flag,
    placeholder,
    path: ['workload', key],
    takes: takes[control],
    meaning,
  }))
}
