import { describe, expect, test } from 'vitest'
import {
  EventLoop,
  createTask,
  gather,
  run,
  sleep,
  type ExceptionContext,
} from '../../../src/engine/loop'
import { callSite } from '../../../src/engine/loop/call-site'

const here = /tests\/engine\/loop\/call-site\.test\.ts:\d+/

describe('a task in debug mode', () => {
  test('tells where it was created, by whatever of the loop', async () => {
    const texts: string[] = []
    function* main() {
      const created = createTask(sleep(0), { name: 'a' })
      texts.push(created.toString())
      const gathered = gather([sleep(0)])
      yield* gathered
    }
    await run(main(), {
      clock: 'virtual',
      debug: true,
      instruments: [{ taskCreated: (task) => texts.push(task.toString()) }],
    })
    expect(texts[1]).toMatch(/^<Task pending name="a" created at .*>$/)
    for (const text of texts.slice(0, 4)) expect(text).toMatch(here)
  })

  test('tells nothing of that else', () => {
    const loop = new EventLoop({ clock: 'virtual' })
    expect(loop.createTask(sleep(0)).toString()).toBe('<Task pending name="Task-1">')
    loop.close()
  })

  test('a task in debug mode is reported when its loop is closed before it has ended', () => {
    const seen: ExceptionContext[] = []
    const loop = new EventLoop({ clock: 'virtual', debug: true })
    loop.setExceptionHandler((_, context) => seen.push(context))
    const task = loop.createTask(sleep(100), { name: 'left' })
    loop.createTask(sleep(-1))
    loop.runReady(3)
    loop.close()
    expect(seen.map(({ message }) => message)).toEqual(['Task was destroyed but it is pending!'])
    expect(seen[0]?.task).toBe(task)
    expect(String(seen[0]?.task)).toMatch(here)
    const quiet = new EventLoop({ clock: 'virtual' })
    quiet.setExceptionHandler((_, context) => seen.push(context))
    quiet.createTask(sleep(100))
    quiet.close()
    expect(seen).toHaveLength(1)
  })
})

describe('the place from which the loop was called', () => {
  const stackOf = (stack: string) => {
    const { Error: real } = globalThis
    try {
      globalThis.Error = class extends real {
        override stack = stack
      } as ErrorConstructor
      return callSite()
    } finally {
      globalThis.Error = real
    }
  }

  test.each([
    [
      'V8',
      'Error\n    at callSite (file:///lab/loop/call-site.ts:9:30)\n    at createTask (file:///lab/loop/task.ts:4:1)\n    at main (file:///home/me/program.ts:12:3)',
      '/home/me/program.ts:12',
    ],
    [
      'a bundle',
      '    at callSite (world.js:900)\n    at createTask (world.js:34)\n    at main (program.ts:12)\n',
      'program.ts:12',
    ],
    [
      'an arrow function',
      'Error\n    at /lab/loop/a.ts:1:1\n    at /home/b.ts:2:2',
      '/home/b.ts:2',
    ],
    ['nothing else', 'Error\n    at callSite (/lab/loop/a.ts:1:1)', undefined],
    ['no stack', '', undefined],
  ])('the place from which the loop was called is found in the stack of %s', (_, stack, site) => {
    expect(stackOf(stack)).toBe(site)
  })
})
