import type { Contender } from './contender'

/**
 * What people deploy: waits on Node's loop, computing handed to worker threads. What a hand-off
 * costs is in its CPU time. A job of one's own cannot be parted into waiting and computing.
 */
export const loopAndPool: Contender<'loop-and-pool'> = {
  name: 'loop-and-pool',
  title: 'loop and pool',
  subject: (threads) =>
    `the loop with ${threads === 1 ? '1 thread' : `${threads.toLocaleString('en')} threads`}`,
  meaning:
    'Node’s event loop for the waits, and worker threads (Piscina) to which all computing is handed.',
  runtime: 'node',
  isDefault: false,
  threads: 'workers',
  waits: 'cooperatively',
  runs: [],
  thread: 'loop-and-pool',
  style: {
    light: '#5A4FCF',
    dark: '#A9A0FF',
    dash: [8, 3, 2, 3, 2, 3],
    marker: 'crossRot',
    terminal: 62,
  },
}
