import type { Contender } from './contender'

/** The baseline: nothing is done while a job waits. */
export const sequential: Contender<'sequential'> = {
  name: 'sequential',
  title: 'sequential run',
  subject: () => 'the sequential run',
  meaning: 'One thread, one job at a time, blocked while the job waits. The baseline.',
  runtime: 'node',
  isDefault: true,
  threads: 'one',
  waits: 'blocking',
  runs: ['blocking', 'job'],
  thread: 'sequential',
  style: {
    light: '#6B7280',
    dark: '#9CA3AF',
    dash: [10, 4, 2, 4],
    marker: 'rectRot',
    terminal: 244,
  },
}
