import type { Contender } from './contender'

/** Several loops, each with its share of the jobs in flight. */
export const loopPerCore: Contender<'loop-per-core'> = {
  name: 'loop-per-core',
  title: 'loop per core',
  subject: (threads) => (threads === 1 ? '1 loop' : `${threads.toLocaleString('en')} loops`),
  meaning: 'A thread for each core, each with an event loop: more cores, and each used well.',
  runtime: 'node',
  isDefault: true,
  threads: 'loops',
  waits: 'cooperatively',
  runs: ['coroutine', 'job'],
  thread: 'loop',
  style: { light: '#009E73', dark: '#34D3A6', dash: [3, 3], marker: 'triangle', terminal: 36 },
}
