import type { Contender } from './contender'

/**
 * Worker threads run by Piscina. The pool lives in a thread of its own, the dispatcher, because a
 * pool's dispatching is part of its cost.
 */
export const threadPool: Contender<'thread-pool'> = {
  name: 'thread-pool',
  title: 'thread pool',
  subject: (threads) => (threads === 1 ? '1 thread' : `${threads.toLocaleString('en')} threads`),
  meaning: 'Worker threads (Piscina), each with one job at a time and blocked while it waits.',
  runtime: 'node',
  isDefault: true,
  threads: 'workers',
  waits: 'blocking',
  runs: ['blocking', 'job'],
  thread: 'pool',
  style: { light: '#D55E00', dark: '#FF8A4C', dash: [8, 4], marker: 'rect', terminal: 166 },
}
