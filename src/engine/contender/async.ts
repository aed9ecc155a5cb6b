import type { Contender } from './contender'

/** Node's own event loop, as Node people use it: `async` functions and promises. */
export const async: Contender<'async'> = {
  name: 'async',
  title: 'native async run',
  subject: () => 'native async',
  meaning: 'One thread with Node’s own async and await, and every job in flight.',
  runtime: 'node',
  isDefault: true,
  threads: 'one',
  waits: 'cooperatively',
  runs: ['job'],
  thread: 'async',
  style: { light: '#A6477F', dark: '#E39AC4', dash: [2, 3], marker: 'star', terminal: 169 },
}
