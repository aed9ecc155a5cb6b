import type { Contender } from './contender'

/** Processes of Python's standard library, each with an interpreter and a GIL of its own. */
export const pythonProcesses: Contender<'python-processes'> = {
  name: 'python-processes',
  title: 'Python process pool',
  subject: (threads) =>
    threads === 1 ? '1 Python process' : `${threads.toLocaleString('en')} Python processes`,
  meaning:
    'A ProcessPoolExecutor of Python, each process with one job at a time and a GIL of its own.',
  runtime: 'python',
  isDefault: false,
  threads: 'workers',
  waits: 'blocking',
  runs: ['blocking'],
  thread: 'python',
  style: { light: '#5A6E2F', dark: '#B9CC7A', dash: [3, 3], marker: 'triangle', terminal: 100 },
}
