import { describe, expect, test } from 'vitest'
import {
  EventLoop,
  Lock,
  TaskGroup,
  asyncWith,
  createTask,
  formatCallGraph,
  gather,
  getRunningLoop,
  shield,
  sleep,
  wait,
  waitFor,
  type Coroutine,
} from '../../../../src/engine/loop'
import { virtually } from '../virtually'

/** The graph of what `body` does, seen by a callback a millisecond later. */
async function graphOf(
  body: () => Coroutine<unknown>,
  options: Parameters<typeof formatCallGraph>[1] = {},
): Promise<string[]> {
  let graph = ''
  function* main() {
    const loop = getRunningLoop()
    loop.callLater(1, () => {
      graph = formatCallGraph(loop, options)
    })
    yield* body()
  }
  await virtually(main())
  return graph.split('\n')
}

const nap = (name: string) => createTask(sleep(5), { name })

describe('the call graph', () => {
  test('shows what a task awaits below it, through gather, wait, shield and waitFor', async () => {
    const graph = await graphOf(function* () {
      function* waiting() {
        yield* wait([nap('waited for'), nap('too')])
      }
      function* limited() {
        yield* waitFor(shield(nap('shielded')), 10)
      }
      yield* gather([
        createTask(waiting(), { name: 'waiting' }),
        createTask(limited(), { name: 'limited' }),
        gather([nap('inner')]),
      ])
    })
    expect(graph).toEqual([
      '└── Task-1',
      '    ├── waiting',
      '    │   ├── waited for',
      '    │   └── too',
      '    ├── limited',
      '    │   └── shielded',
      '    └── inner',
    ])
  })

  test('shows the tasks of a group below its parent, in the block and at its end', async () => {
    const inBlock = await graphOf(function* () {
      yield* asyncWith(new TaskGroup(), function* (group) {
        group.createTask(sleep(5), { name: 'child' })
        yield* nap('in the block')
      })
    })
    expect(inBlock).toEqual(['└── Task-1', '    ├── child', '    └── in the block'])
    const atEnd = await graphOf(function* () {
      yield* asyncWith(new TaskGroup(), function* (group) {
        group.createTask(sleep(5), { name: 'child' })
      })
    })
    expect(atEnd).toEqual(['└── Task-1', '    └── child'])
    const after = await graphOf(function* () {
      yield* asyncWith(new TaskGroup(), function* (group) {
        group.createTask(sleep(0), { name: 'child' })
      })
      yield* sleep(5)
    })
    expect(after).toEqual(['└── Task-1'])
  })

  test('shows a task once in full, and futures that nobody runs', async () => {
    const graph = await graphOf(function* () {
      const shared = createTask(
        (function* () {
          yield* nap('inner')
        })(),
        { name: 'shared' },
      )
      function* awaiting() {
        yield* shared
      }
      const lock = new Lock()
      yield* lock.acquire()
      createTask(lock.acquire(), { name: 'locked out' })
      createTask(awaiting(), { name: 'a' })
      createTask(awaiting(), { name: 'b' })
      yield* sleep(10)
    })
    expect(graph).toEqual([
      '├── Task-1',
      '├── locked out',
      '│   └── a future',
      '├── a',
      '│   └── shared',
      '│       └── inner',
      '└── b',
      '    └── shared (see above)',
    ])
  })

  test('shows tasks that await each other in a circle', async () => {
    const graph = await graphOf(function* () {
      const tasks: ReturnType<typeof nap>[] = []
      function* awaiting(n: number) {
        yield* sleep(0)
        const other = tasks[n]
        if (other !== undefined) yield* other
      }
      tasks.push(createTask(awaiting(1), { name: 'a' }), createTask(awaiting(0), { name: 'b' }))
      yield* sleep(2)
      // Cancelling a circle never ends.
      const loop = getRunningLoop()
      for (const task of tasks) loop._tasks.remove(task)
    })
    expect(graph).toEqual(['└── Task-1', '└── a', '    └── b', '        └── a (see above)'])
  })

  test('shows the stacks that it is given', async () => {
    const stackOf = (task: { getName(): string }) =>
      task.getName() === 'a' ? ['main program.ts:3', 'fetch program.ts:9'] : []
    const graph = await graphOf(
      function* () {
        function* awaiting() {
          yield* nap('b')
        }
        yield* createTask(awaiting(), { name: 'a' })
      },
      { stackOf },
    )
    expect(graph).toEqual([
      '└── Task-1',
      '    └── a',
      '        └── main program.ts:3',
      '            └── fetch program.ts:9',
      '                └── b',
    ])
  })

  test('the call graph of a loop without tasks is empty, and outside of one needs a loop', () => {
    expect(formatCallGraph(new EventLoop())).toBe('')
    expect(() => formatCallGraph()).toThrow('no running event loop')
  })
})
