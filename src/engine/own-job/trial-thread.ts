import { workerData } from 'node:worker_threads'
import { forbidExit } from './forbid-exit'
import { workForHost } from '../process/work-for-host'
import type { TrialNews, TrialOrder, TrialResult } from './trial'
import { tryJob } from './try-job'
import { tryPythonJob } from './try-python-job'

// The thread in which somebody's job is tried. It holds nothing of the lab's that could be lost.

forbidExit()
workForHost<TrialNews, TrialResult>((tell, _signal, heard) => {
  const { python, ...file } = workerData as TrialOrder
  return python === null ? tryJob(file, tell, heard) : tryPythonJob(file, python, tell)
})
