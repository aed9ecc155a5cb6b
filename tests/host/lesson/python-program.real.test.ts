import { resolve } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { printedLines } from '../../../src/engine/lesson/observe'
import {
  eventAt,
  eventCount,
  nameOf,
  siteAt,
  stackAt,
  timeAt,
} from '../../../src/engine/recorder/recording/recording'
import { pythonRunner, runProgram, type ProgramRequest } from '../../../src/host/lesson/run-program'

const engineFolder = resolve(import.meta.dirname, '../../../out/main')
afterAll(() => pythonRunner(engineFolder).close())

async function play(source: string, request: Partial<ProgramRequest> = {}) {
  const { outcome, recording } = await runProgram(
    { name: 'test', language: 'python', source, ...request },
    engineFolder,
  )
  if (recording === null) throw new Error('nothing was recorded')
  const events = Array.from({ length: eventCount(recording) }, (_, at) => eventAt(recording, at))
  return { outcome, recording, events, lines: printedLines(recording) }
}

describe('a Python program', () => {
  test('runs in CPython 3.14 under virtual time', async () => {
    const { outcome, lines } = await play(`
import asyncio, sys
async def main():
    loop = asyncio.get_running_loop()
    await asyncio.sleep(3600)
    print(sys.version_info[:2], loop.time())
asyncio.run(main())`)
    expect(outcome).toEqual({ kind: 'finished' })
    expect(lines).toEqual(['(3, 14) 3600.0'])
  })

  test('finds the library compiled, and its source in tracebacks all the same', async () => {
    const { lines } = await play(`
import json, traceback
print(json.decoder.__file__)
try:
    json.loads("{")
except ValueError:
    print(traceback.format_exc())`)
    expect(lines[0]).toMatch(/^\/lib\/python314\.zip\/.*\.pyc$/)
    expect(lines.join('\n')).toContain('obj, end = self.raw_decode(s, ')
  })

  test('takes the date from its clock, also where C asks for it', async () => {
    const { lines } = await play(`
import asyncio, time
from datetime import datetime, date
asyncio.run(asyncio.sleep(86_400 + 5))
print(datetime.now(), date.today(), time.strftime("%X"), time.gmtime().tm_mday, round(time.time()))`)
    expect(lines).toEqual(['2026-01-02 00:00:05 2026-01-02 00:00:05 2 1767312005'])
  })

  test('lets real time pass where it is asked to', async () => {
    const { recording } = await play(
      `
import asyncio
asyncio.run(asyncio.sleep(0.05))`,
      { clock: 'real' },
    )
    expect(recording.clock).toBe('real')
    expect(timeAt(recording, eventCount(recording) - 1)).toBeGreaterThanOrEqual(50)
  })

  test('its tasks are suspended at a line, with the whole stack of its awaits', async () => {
    const { recording, events } = await play(`import asyncio
async def inner():
    await asyncio.sleep(1)
async def outer():
    await inner()
async def main():
    await asyncio.create_task(outer(), name="worker")
asyncio.run(main())`)
    const waiting = events.find(
      ({ kind, subject }) => kind === 'step-awaiting' && nameOf(recording, subject) === 'worker',
    )
    expect(stackAt(recording, waiting?.place ?? -1)).toEqual([
      { functionName: 'outer', line: 5, text: 'inner()' },
      { functionName: 'inner', line: 3, text: 'asyncio.sleep(1)' },
    ])
  })

  test('each event of a step has the line that runs', async () => {
    const { recording, events } = await play(`import asyncio
async def main():
    print("one")
    task = asyncio.create_task(asyncio.sleep(0))
    task.cancel()
asyncio.run(main())`)
    const lines = events
      .filter(({ kind }) => ['printed', 'task-created', 'cancel-requested'].includes(kind))
      .map(({ kind, place }) => [kind, siteAt(recording, place)?.line])
    expect(lines).toEqual([
      ['task-created', 6],
      ['printed', 3],
      ['task-created', 4],
      ['cancel-requested', 5],
    ])
  })

  test('shares values as its twin does, and gets its controls', async () => {
    const { lines, recording } = await play(
      `
from corewise import control, share
share("is set", True)
share("count", 3.0)
print(control("limit", 3), control("other", "x"))`,
      { controls: { limit: 7 } },
    )
    expect(lines).toEqual(['7 x'])
    expect(recording.strings).toEqual(expect.arrayContaining(['is set', 'true', 'count', '3']))
  })

  test('blocks everybody with time.sleep, and nobody from a thread', async () => {
    const { lines } = await play(`
import asyncio, time
loop_time = lambda: round(asyncio.get_running_loop().time() * 1000)
async def tick():
    for _ in range(3):
        await asyncio.sleep(0.1)
        print("tick", loop_time())
async def main():
    ticking = asyncio.create_task(tick())
    await asyncio.sleep(0)
    await asyncio.to_thread(time.sleep, 0.25)
    print("thread over", loop_time())
    time.sleep(1)
    await ticking
asyncio.run(main())`)
    expect(lines).toEqual(['tick 100', 'tick 200', 'thread over 250', 'tick 1250'])
  })

  test('a thread calls it back, and wakes the loop only thread-safely', async () => {
    const called = async (call: string) =>
      (
        await play(`
import asyncio, time
def work(loop):
    time.sleep(0.1)
    loop.${call}(lambda: print("called at", round(loop.time() * 1000)))
    time.sleep(0.4)
async def main():
    loop = asyncio.get_running_loop()
    await asyncio.gather(asyncio.to_thread(work, loop), asyncio.sleep(0.3))
asyncio.run(main())`)
      ).lines
    expect(await called('call_soon_threadsafe')).toEqual(['called at 100'])
    expect(await called('call_soon')).toEqual(['called at 300'])
  })

  test('waits for a free thread of a pool, and at its end for those at work', async () => {
    const { lines } = await play(`
import asyncio, time
from concurrent.futures import ThreadPoolExecutor
def block(name):
    time.sleep(0.1)
    print(name)
    return name
async def main():
    loop = asyncio.get_running_loop()
    loop.set_default_executor(ThreadPoolExecutor(2))
    names = await asyncio.gather(*(asyncio.to_thread(block, name) for name in "abc"))
    print(names, round(loop.time() * 1000))
    loop.run_in_executor(None, block, "left behind")
asyncio.run(main())`)
    expect(lines).toEqual(['a', 'b', 'c', "['a', 'b', 'c'] 200", 'left behind'])
  })

  test('waits for futures of pools of threads, which come at their time, also without a loop', async () => {
    const { outcome, lines } = await play(`
import threading, time
from concurrent.futures import ThreadPoolExecutor, as_completed
def work(seconds):
    time.sleep(seconds)
    return seconds, threading.current_thread().name
now = lambda: round(time.monotonic())
with ThreadPoolExecutor(2, thread_name_prefix="w") as pool:
    for future in as_completed([pool.submit(work, seconds) for seconds in (3, 1, 2)]):
        print(now(), *future.result())
    late = pool.submit(work, 5)
    try:
        late.result(timeout=1)
    except TimeoutError:
        print("too late at", now())
    print(pool.submit(lambda: 1 / 0).exception())
    pool.submit(time.sleep, 7)
print("all over at", now(), threading.current_thread().name)
try:
    pool.submit(print)
except RuntimeError as error:
    print(error)`)
    expect(outcome).toEqual({ kind: 'finished' })
    // The other two ended together, and as_completed has them in a set.
    expect([lines[0], ...lines.slice(1, 3).sort()]).toEqual(['1 1 w_1', '3 2 w_1', '3 3 w_0'])
    expect(lines.slice(3)).toEqual([
      'too late at 4',
      'division by zero',
      'all over at 11 MainThread',
      'cannot schedule new futures after shutdown',
    ])
  })

  test('lets time pass while it waits for locks and queues of threads', async () => {
    const { lines } = await play(`
import queue, threading, time
now = lambda: round(time.monotonic())
print(threading.Event().wait(3), now())
lock = threading.Lock()
with lock:
    print(lock.acquire(timeout=1), lock.acquire(blocking=False), now())
for waiting in (queue.Queue(), queue.SimpleQueue()):
    try:
        waiting.get(timeout=2)
    except queue.Empty:
        print("empty", now())`)
    expect(lines).toEqual(['False 3', 'False False 4', 'empty 6', 'empty 8'])
  })

  test('says in debug mode that a thread called what belongs to the loop', async () => {
    const { lines } = await play(`
import asyncio
async def main():
    loop = asyncio.get_running_loop()
    try:
        await asyncio.to_thread(loop.call_soon, print)
    except RuntimeError as error:
        print(error)
asyncio.run(main(), debug=True)`)
    expect(lines).toEqual([
      'Non-thread-safe operation invoked on an event loop other than the current one',
    ])
  })
})

describe('what goes wrong is told in Python’s own words, with its line', () => {
  const faults: Readonly<Record<string, readonly [string, string, number | null]>> = {
    'an error in main': ['\nraise ValueError("no such page")', 'ValueError: no such page', 2],
    'a mistake of syntax': ['async def main()\n    pass', "SyntaxError: expected ':'", 1],
    'an indentation': [
      'if True:\nprint(1)',
      "IndentationError: expected an indented block after 'if' statement on line 1",
      2,
    ],
    'a name that is not there': ['print(nothing)', "NameError: name 'nothing' is not defined", 1],
    'a module that is not there': [
      'import numpy',
      "ModuleNotFoundError: No module named 'numpy'",
      1,
    ],
    'an await outside of a function': [
      'import asyncio\nawait asyncio.sleep(1)',
      "SyntaxError: 'await' outside function",
      2,
    ],
    'a recursion without end': [
      'def f(n):\n    return f(n + 1)\nf(0)',
      'RecursionError: maximum recursion depth exceeded',
      2,
    ],
    'a status other than 0': ['import sys\nsys.exit(3)', 'SystemExit: 3', 2],
  }
  test.each(Object.entries(faults))(
    '%s is told in Python’s own words, with its line',
    async (_, [source, message, line]) => {
      expect((await play(source)).outcome).toEqual({ kind: 'failed', message, line })
    },
  )

  const thread = 'the lab starts no thread of this kind: use asyncio.to_thread'
  const process = 'the lab starts no process: use asyncio.to_thread'
  const network = 'programs are sealed off, without a network: let asyncio.sleep'
  const program = 'programs are sealed off, and start no other: let asyncio.sleep stand for it'
  const signal = 'no signal reaches a program in the lab: cancel its tasks'
  const never = 'this blocking wait would never end: on a loop, await asyncio.Lock'
  const alone = 'a thread of the lab runs to its end before others go on'
  const run = (body: string) => `async def main():\n    ${body}\nasyncio.run(main())`
  /** What the lab has not, with the beginning of what it says instead. */
  const absent: Readonly<Record<string, readonly [string, string]>> = {
    'a thread': ['threading.Thread(target=print).start()', thread],
    'a bare thread': ['import _thread; _thread.start_new_thread(print, ())', thread],
    'a timer': ['threading.Timer(1, print).start()', 'the lab starts no thread of this kind'],
    'a process': ['import multiprocessing as m; m.Process(target=print).start()', process],
    'a pool of processes': ['import multiprocessing as m; m.Pool(2)', process],
    'an executor of processes': ['futures.ProcessPoolExecutor()', process],
    'an interpreter': ['futures.InterpreterPoolExecutor()', process],
    'a fork': ['import os; os.fork()', process],
    'a command': ['import subprocess; subprocess.run(["ls"])', program],
    'a shell': ['import os; os.system("ls")', program],
    'a subprocess of the loop': [run('await asyncio.create_subprocess_shell("ls")'), program],
    'a socket': ['import socket; socket.socket()', network],
    'a stream': [run('await asyncio.open_connection("127.0.0.1", 80)'), network],
    'a server': [run('await asyncio.start_server(print, "127.0.0.1", 80)'), network],
    'a stream by path': [run('await asyncio.open_unix_connection("/x")'), network],
    'a reader of the loop': [
      run('asyncio.get_running_loop().add_reader(0, print)'),
      'a program in the lab has no pipe and no socket to watch',
    ],
    'a handler of signals': [
      run('asyncio.get_running_loop().add_signal_handler(2, print)'),
      signal,
    ],
    'an alarm': ['import signal; signal.alarm(1)', signal],
    'what is typed': ['input("Name? ")', 'nobody can type here'],
    'standard input': ['import sys\nfor line in sys.stdin: pass', 'nobody can type here'],
    'a breakpoint': ['breakpoint()', 'no debugger can stop here'],
    'a lock that is held': ['lock = threading.Lock()\nfor _ in "ab": lock.acquire()', never],
    'an event that nobody sets': ['threading.Event().wait()', never],
    'an event that a thread waits for': [
      run('await asyncio.to_thread(threading.Event().wait)'),
      alone,
    ],
    'a loop in a thread': [
      run('await asyncio.to_thread(asyncio.new_event_loop)'),
      'a loop of the lab cannot run in a thread',
    ],
  }
  test.each(Object.entries(absent))(
    '%s is told to be absent, with its line and what to use instead',
    async (_, [body, message]) => {
      const head = 'import asyncio, threading\nfrom concurrent import futures\n'
      const { outcome } = await play(head + body)
      expect(outcome).toMatchObject({
        kind: 'failed',
        message: expect.stringContaining(`: ${message}`) as string,
        line: body.includes('\n') ? 4 : 3,
      })
    },
  )

  test('a failing task of a group is told at the line where it failed', async () => {
    const { outcome } = await play(`import asyncio
async def bad():
    return 1 / 0
async def main():
    async with asyncio.TaskGroup() as group:
        group.create_task(bad())
asyncio.run(main())`)
    expect(outcome).toMatchObject({ kind: 'failed', line: 3 })
    expect(outcome).toMatchObject({
      message: expect.stringContaining('ZeroDivisionError: division by zero') as string,
    })
  })

  test('a loop that would wait for ever is told at the line at which main waits', async () => {
    const { outcome } = await play(`import asyncio
async def main():
    await asyncio.get_running_loop().create_future()
asyncio.run(main())`)
    expect(outcome).toEqual({
      kind: 'failed',
      message: 'Deadlock: nothing is ready and no timer is set; still waiting: Task-1',
      line: 3,
    })
  })

  test('coroutines that were never awaited are told with the lines of their calls', async () => {
    const { outcome, lines } = await play(`import asyncio
async def fetch_page(n):
    return n
async def main():
    fetch_page(1)
    for n in range(3):
        fetch_page(n)
asyncio.run(main())`)
    const advice = 'put await before it, or create_task around it'
    expect(outcome).toEqual({ kind: 'finished' })
    expect(lines).toEqual([
      `coroutine fetch_page was never awaited (line 5: ${advice})`,
      `coroutine fetch_page was never awaited (line 7, 3 times: ${advice})`,
    ])
  })

  test('a task that is destroyed while it waits is told by its name, in debug mode with its line', async () => {
    const { lines } = await play(`import asyncio, gc
async def waiting():
    await asyncio.get_running_loop().create_future()
for is_debug in (False, True):
    loop = asyncio.new_event_loop()
    loop.set_debug(is_debug)
    task = loop.create_task(waiting(), name="left")
    loop.run_until_complete(asyncio.sleep(0))
    del task
    gc.collect()`)
    const told = 'Task was destroyed but it is pending! (<Task pending name="left">)'
    expect(lines).toEqual([told, `${told}, created in line 7`])
  })

  test('an error that nobody asked for is told at the end', async () => {
    const { lines } = await play(`import asyncio
async def bad():
    raise ValueError("lost")
async def main():
    asyncio.create_task(bad())
    await asyncio.sleep(1)
    print("main is done")
asyncio.run(main())`)
    expect(lines).toContain(
      'Task exception was never retrieved (<Task failed name="Task-2">): ValueError: lost',
    )
  })
})

describe('a program that does not end is stopped, and what it did is kept', () => {
  const STUCK = 'a task ran for 1 s without pausing, and nobody can interrupt a task'
  const endless: Readonly<Record<string, readonly [string, string, number | null]>> = {
    'a loop': ['print("kept")\nwhile True:\n    x = 1', STUCK, 2],
    'a loop in one line': ['print("kept")\nwhile True: pass', STUCK, 2],
    'a loop that catches everything': [
      'print("kept")\nwhile True:\n    try:\n        while True: x = 1\n    except BaseException: pass',
      STUCK,
      null,
    ],
    'a call that does not come back': ['print("kept")\nsum(range(10**12))', STUCK, 2],
    'a thread that waits for others to change something': [
      'import asyncio, time\nprint("kept")\ndef work():\n    while True: time.sleep(1)\nasyncio.run(asyncio.to_thread(work))',
      'a thread did not end within 1 s, and the lab lets nobody else go on before',
      4,
    ],
    'a pattern that tries too much': [
      'import re\nprint("kept")\nre.match("(a|aa)+$", "a" * 60 + "b")',
      STUCK,
      3,
    ],
    'a task that pauses for ever': [
      'import asyncio\nasync def main():\n    print("kept")\n    while True:\n        await asyncio.sleep(0)\nasyncio.run(main())',
      'it was still running after 1 s',
      4,
    ],
    'memory without end': [
      'print("kept")\nkept = []\nwhile True:\n    kept.append(bytes(10_000_000))',
      'it took more than 256 MiB of memory',
      null,
    ],
    'one block of memory': [
      'print("kept")\nkept = bytes(1_000_000_000)',
      'it took more than 256 MiB of memory',
      2,
    ],
  }
  test.each(Object.entries(endless))(
    '%s is stopped, and what it did is kept',
    async (_, [source, message, line]) => {
      // To take so much memory can need longer than a second on a busy machine.
      const timeLimitMs = message.includes('MiB') ? 30_000 : 1_000
      const { outcome, lines } = await play(source, { timeLimitMs })
      expect(outcome).toMatchObject({ kind: 'stopped', message })
      // One that catches what ends it goes on through all its lines, and memory may end in any of
      // them.
      if (line !== null) expect(outcome).toMatchObject({ line })
      expect(lines[0]).toBe('kept')
    },
  )

  test('output without end is cut', async () => {
    const { recording, lines } = await play('for n in range(30_000): print("x" * 1_000, n)', {
      timeLimitMs: 20_000,
    })
    expect(recording.isTruncated).toBe(true)
    expect(lines.length).toBeLessThan(17_000)
  })

  test('one that is cancelled ends at once, and the next one runs', async () => {
    const cancelling = new AbortController()
    const endless = play('while True: pass', { timeLimitMs: 60_000, signal: cancelling.signal })
    cancelling.abort()
    await expect(endless).rejects.toThrow('nothing was recorded')
    expect((await play('print(1)')).lines).toEqual(['1'])
  })
})
