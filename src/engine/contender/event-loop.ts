import type { Contender } from './contender'

/** The lab's own cooperative loop, `engine/loop`. */
export const eventLoop: Contender<'event-loop'> = {
  name: 'event-loop',
  title: 'event loop',
  subject: () => 'the event loop',
  meaning: 'One thread that keeps every job in flight and turns to whichever can go on.',
  runtime: 'node',
  isDefault: true,
  threads: 'one',
  waits: 'cooperatively',
  runs: ['coroutine', 'job'],
  thread: 'loop',
  style: { light: '#0072B2', dark: '#56B4E9', dash: [], marker: 'circle', terminal: 32 },
}
