import type { Contender } from './contender'

/** Threads of Python's standard library. With a GIL one of them computes at a time. */
export const pythonThreads: Contender<'python-threads'> = {
  name: 'python-threads',
  title: 'Python thread pool',
  subject: (threads) =>
    threads === 1 ? '1 Python thread' : `${threads.toLocaleString('en')} Python threads`,
  meaning:
    'A ThreadPoolExecutor of Python, each thread with one job at a time. With the GIL, one computes at a time.',
  runtime: 'python',
  isDefault: false,
  threads: 'workers',
  computesOneByOne: 'with-gil',
  waits: 'blocking',
  runs: ['blocking'],
  thread: 'python',
  style: { light: '#B0413E', dark: '#F2918E', dash: [8, 4], marker: 'rect', terminal: 131 },
}
