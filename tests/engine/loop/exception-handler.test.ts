import { describe, expect, test } from 'vitest'
import { EventLoop, sleep } from '../../../src/engine/loop'
import { defaultReport } from '../../../src/engine/loop/exception-handler'
import { FakeHost } from './fake-host'

describe('an error that no handler took', () => {
  const loop = new EventLoop({ clock: 'virtual' })
  const task = loop.createTask(sleep(0), { name: 'job' })
  const future = loop.createFuture()
  const handle = loop.callSoon(function tick() {
    // Only its name is wanted.
  })
  const exception = new Error('no')

  test.each([
    ['nothing', {}, ''],
    ['a task', { task }, ' (<Task pending name="job">)'],
    ['a future', { future }, ' (<Future pending>)'],
    ['a handle', { handle }, ' (<Handle function tick>)'],
  ])(
    'an error that no handler took is printed with its message and the name of %s',
    (_, source, suffix) => {
      const host = new FakeHost()
      defaultReport(host, { message: 'lost', exception, ...source })
      expect(host.reports).toEqual([{ message: `lost${suffix}`, error: exception }])
    },
  )
})
