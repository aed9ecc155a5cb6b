import { describe, expect, test } from 'vitest'
import type { QueuedRun, RunEvent } from '../../../src/contract/run'
import { LabFault } from '../../../src/contract/channel/reply'
import { MeasuringLock } from '../../../src/host/run/measuring-lock'
import { RunQueue } from '../../../src/host/run/run-queue'

/** A queue, what it told, and runs that go on until they are ended. */
function opened() {
  const lock = new MeasuringLock()
  const told: QueuedRun[][] = []
  const failures: string[] = []
  const begun: string[] = []
  const queue = new RunQueue(lock, (event, payload) => {
    if (event === 'queue') told.push(payload as QueuedRun[])
    const run = payload as RunEvent
    if (event === 'run' && run.kind === 'failed') failures.push(run.error.message)
  })
  const add = (name: string, fault: LabFault | null = null): void => {
    queue.add({ kind: 'run', name }, () => {
      if (fault !== null) return Promise.reject(fault)
      lock.take('run')
      begun.push(name)
      return Promise.resolve()
    })
  }
  const names = () => queue.queued.map(({ name }) => name)
  return { lock, queue, told, failures, begun, add, names }
}

/** Resolves when what follows the end of a run has happened. */
const settled = () => new Promise<void>((resolve) => setImmediate(() => setImmediate(resolve)))

describe('the queue of runs', () => {
  test('begins a run at once where nothing is measured, and the others in order, each after the one before', async () => {
    const { lock, begun, add, names } = opened()
    for (const name of ['a', 'b', 'c']) add(name)
    await settled()
    expect([begun, names()]).toEqual([['a'], ['b', 'c']])
    lock.giveBack()
    await settled()
    expect([begun, names()]).toEqual([['a', 'b'], ['c']])
    lock.giveBack()
    await settled()
    expect([begun, names()]).toEqual([['a', 'b', 'c'], []])
  })

  test('waits for the end of a survey too', async () => {
    const { lock, begun, add } = opened()
    lock.take('survey')
    add('a')
    await settled()
    expect(begun).toEqual([])
    lock.giveBack()
    await settled()
    expect(begun).toEqual(['a'])
  })

  test('tells of a run that cannot begin, and goes on with the next', async () => {
    const { begun, failures, add } = opened()
    add('a', new LabFault('refused', 'the folder is not allowed'))
    add('b')
    await settled()
    expect(failures).toEqual(['“a” could not begin: the folder is not allowed'])
    expect(begun).toEqual(['b'])
  })

  test('keeps the place of a run than which something else was quicker', async () => {
    const { lock, queue, begun, add, names } = opened()
    queue.add({ kind: 'run', name: 'a' }, async () => {
      if (begun.length === 0) {
        begun.push('a lesson')
        lock.take('run')
      }
      await Promise.resolve()
      lock.take('run')
      begun.push('a')
    })
    add('b')
    await settled()
    expect([begun, names()]).toEqual([['a lesson'], ['a', 'b']])
    lock.giveBack()
    await settled()
    expect([begun, names()]).toEqual([['a lesson', 'a'], ['b']])
  })

  test('puts a run in another place, which is the order in which they begin', async () => {
    const { lock, queue, begun, add, names } = opened()
    lock.take('survey')
    for (const name of ['a', 'b', 'c', 'd']) add(name)
    const id = (name: string) => queue.queued.find((each) => each.name === name)?.id ?? ''
    queue.move(id('c'), 0)
    expect(names()).toEqual(['c', 'a', 'b', 'd'])
    queue.move(id('a'), 2)
    expect(names()).toEqual(['c', 'b', 'a', 'd'])
    queue.move(id('c'), 400)
    expect(names()).toEqual(['b', 'a', 'd', 'c'])
    const gone = id('b')
    lock.giveBack()
    await settled()
    expect([begun, names()]).toEqual([['b'], ['a', 'd', 'c']])
    expect(() => {
      queue.move(gone, 1)
    }).toThrow('That run does not wait any more.')
    expect(names()).toEqual(['a', 'd', 'c'])
  })

  test('lets a run be taken out once, and all be taken out', () => {
    const { lock, queue, told, add, names } = opened()
    lock.take('run')
    for (const name of ['a', 'b', 'c']) add(name)
    const [, second] = queue.queued
    queue.remove(second?.id ?? '')
    expect(names()).toEqual(['a', 'c'])
    expect(() => {
      queue.remove(second?.id ?? '')
    }).toThrow('That run does not wait any more.')
    queue.clear()
    queue.clear()
    expect(told.map((all) => all.map(({ name }) => name).join(''))).toEqual([
      'a',
      'ab',
      'abc',
      'ac',
      '',
    ])
  })
})
