import { workerData } from 'node:worker_threads'
import { workForHost } from '../process/work-for-host'
import type { CoordinatorNews, CoordinatorOrder } from './coordinator-message'
import type { Result } from '../result/result'
import { runExperiment } from './run-experiment'

// The thread that starts, samples and stops the contenders' threads, so that its host's own thread
// has nothing to do with a run but to listen.

workForHost<CoordinatorNews, Result>((tell, signal) =>
  runExperiment(workerData as CoordinatorOrder, {
    report: (progress) => {
      tell({ kind: 'progress', progress })
    },
    note: tell,
    signal,
  }),
)
