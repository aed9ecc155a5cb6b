import { workerData } from 'node:worker_threads'
import { workForHost } from '../../process/work-for-host'
import type { CostNews, CostOrder } from '../cost-message'
import type { CostResult } from '../cost-result'
import { runCost } from '../run-cost'

// The thread that measures costs: it blocks while two threads hand off, which its host must not.

workForHost<CostNews, CostResult>((tell, signal) =>
  runCost(workerData as CostOrder, {
    report: (progress) => {
      tell({ kind: 'progress', progress })
    },
    note: tell,
    signal,
  }),
)
