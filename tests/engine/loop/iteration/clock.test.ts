import { expect, test } from 'vitest'
import { VirtualClock, getRunningLoop, run, sleep } from '../../../../src/engine/loop'

test('virtual time begins at 0 and stands still until it is moved', () => {
  const clock = new VirtualClock()
  expect([clock.now(), clock.now()]).toEqual([0, 0])
  clock.jumpTo(12.5)
  expect(clock.now()).toBe(12.5)
})

test('virtual time never goes back', () => {
  const clock = new VirtualClock()
  clock.jumpTo(10)
  clock.jumpTo(5)
  expect(clock.now()).toBe(10)
})

test('a program can be given a virtual clock that began earlier', async () => {
  const clock = new VirtualClock()
  clock.jumpTo(500)
  function* main() {
    yield* sleep(10)
    return getRunningLoop().time()
  }
  expect([await run(main(), { clock }), clock.now()]).toEqual([510, 510])
})

test('virtual time stands still while anything runs', () => {
  function* main() {
    const loop = getRunningLoop()
    for (let i = 0; i < 100; i += 1) yield* sleep(0)
    return loop.time()
  }
  return expect(run(main(), { clock: 'virtual' })).resolves.toBe(0)
})
