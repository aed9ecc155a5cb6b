import type { Contender } from './contender'

/** Python's own event loop. */
export const pythonAsyncio: Contender<'python-asyncio'> = {
  name: 'python-asyncio',
  title: 'asyncio loop',
  subject: () => 'asyncio',
  meaning: 'Python’s asyncio: one thread, and every job in flight.',
  runtime: 'python',
  isDefault: false,
  threads: 'one',
  waits: 'cooperatively',
  runs: ['job'],
  thread: 'python',
  style: { light: '#8B5E00', dark: '#F0C05A', dash: [], marker: 'circle', terminal: 136 },
}
