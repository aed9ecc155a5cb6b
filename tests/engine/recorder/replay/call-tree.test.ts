import { expect, test } from 'vitest'
import { createTask, gather, sleep, type Coroutine } from '../../../../src/engine/loop'
import {
  busiestPosition,
  callTree,
  positionAt,
} from '../../../../src/engine/recorder/replay/call-tree'
import { Replay } from '../../../../src/engine/recorder/replay/replay'
import { record } from '../record'

function* nap(ms: number): Coroutine<void> {
  yield* sleep(ms)
}

function* twice(): Coroutine<void> {
  const inner = createTask(nap(30), { name: 'inner' })
  yield* inner
}

function* main(): Coroutine<void> {
  createTask(nap(50), { name: 'aside' })
  yield* sleep(5)
  yield* gather([createTask(nap(10), { name: 'a' }), createTask(twice(), { name: 'b' })])
}

test('a tree has below each task those that it awaits, and by itself who is awaited by nobody', async () => {
  const recording = await record(main)
  const at = (position: number): string =>
    callTree(recording, new Replay(recording).jumpTo(position))
  expect(at(busiestPosition(recording)).split('\n')).toEqual([
    '└── Task-1 waits for a gather; below, what it created',
    '    ├── aside waits for a sleep',
    '    ├── a waits for a sleep',
    '    └── b waits for inner',
    '        └── inner waits for a sleep',
  ])
  expect(at(positionAt(recording, 20))).not.toContain('a waits for a sleep\n    └── b')
  expect(at(recording.events.kind.length)).toBe('')
})

test('a tree before the first event and after the last is empty, whatever the time', async () => {
  const recording = await record(main)
  expect(positionAt(recording, -1)).toBe(0)
  expect(positionAt(recording, 1e9)).toBe(recording.events.kind.length)
})

test('a tree has each name on one line, however long and whatever is in it', async () => {
  const recording = await record(function* () {
    const named = ['two\nlines', '\u202eturned', 'n'.repeat(5_000), '\n', `n${'😀'.repeat(100)}`]
    for (const name of named) createTask(nap(1), { name })
    yield* sleep(2)
  })
  const position = busiestPosition(recording)
  const tree = callTree(recording, new Replay(recording).jumpTo(position))
  expect(tree).toContain('two lines waits')
  expect(tree).toContain(' turned waits')
  expect(tree).toContain('task waits')
  expect(tree).not.toMatch(/[\u202e]|\p{Cs}/u)
  for (const line of tree.split('\n')) expect(line.length).toBeLessThan(300)
})
