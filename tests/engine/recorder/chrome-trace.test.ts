import fc from 'fast-check'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { createTask, Future, gather, sleep, type Coroutine } from '../../../src/engine/loop'
import { chromeTrace, type TraceEvent } from '../../../src/engine/recorder/chrome-trace'
import { acts, programOf } from './random-program'
import { record } from './record'

const common = { pid: z.number().int(), tid: z.number().int().min(0), name: z.string() }
const ts = z.number().min(0)
const args = z
  .strictObject({ line: z.number().int().min(1), code: z.string(), stack: z.string() })
  .optional()
const schema = z.strictObject({
  displayTimeUnit: z.literal('ms'),
  otherData: z.record(z.string(), z.string()),
  traceEvents: z.array(
    z.discriminatedUnion('ph', [
      z.strictObject({
        ...common,
        ph: z.literal('M'),
        name: z.enum(['process_name', 'thread_name', 'thread_sort_index']),
        args: z.record(z.string(), z.union([z.string(), z.number()])),
      }),
      z.strictObject({
        ...common,
        ph: z.literal('X'),
        cat: z.string(),
        ts,
        dur: z.number().min(0),
        args,
      }),
      z.strictObject({
        ...common,
        ph: z.enum(['b', 'e']),
        cat: z.string(),
        ts,
        id: z.number(),
        args,
      }),
      z.strictObject({ ...common, ph: z.literal('s'), cat: z.literal('flow'), ts, id: z.number() }),
      z.strictObject({
        ...common,
        ph: z.literal('f'),
        bp: z.literal('e'),
        cat: z.literal('flow'),
        ts,
        id: z.number(),
      }),
      z.strictObject({ ...common, ph: z.literal('i'), s: z.literal('t'), cat: z.string(), ts }),
      z.strictObject({
        ...common,
        ph: z.literal('C'),
        ts,
        args: z.record(z.string(), z.number()),
      }),
    ]),
  ),
})

function* waitFor(future: Future<void>): Coroutine<void> {
  yield* future
}

const of = <P extends TraceEvent['ph']>(events: readonly TraceEvent[], ph: P) =>
  events.filter((event): event is Extract<TraceEvent, { ph: P }> => event.ph === ph)

/** Whether spans of one track are one in the other or apart, never crossing. */
function nest(spans: readonly { ts: number; dur: number }[]): boolean {
  const sorted = [...spans].sort((a, b) => a.ts - b.ts || b.dur - a.dur)
  const open: number[] = []
  return sorted.every(({ ts, dur }) => {
    while (open.length > 0 && (open.at(-1) ?? 0) <= ts) open.pop()
    const end = ts + dur
    const isInside = open.length === 0 || end <= (open.at(-1) ?? 0)
    open.push(end)
    return isInside
  })
}

test('every trace keeps the format, its order, spans that nest and asynchronous events in pairs', async () => {
  await fc.assert(
    fc.asyncProperty(acts, async (list) => {
      const recording = await record((recorder) => programOf(list, recorder))
      const { traceEvents } = schema.parse(chromeTrace(recording))
      const times = traceEvents.map((event) => (event.ph === 'M' ? -1 : event.ts))
      expect(times).toEqual([...times].sort((a, b) => a - b))
      const spans = of(traceEvents as TraceEvent[], 'X')
      for (const tid of new Set(spans.map((span) => span.tid))) {
        expect(nest(spans.filter((span) => span.tid === tid))).toBe(true)
      }
      const named = new Set(
        of(traceEvents as TraceEvent[], 'M')
          .filter(({ name }) => name === 'thread_name')
          .map(({ tid }) => tid),
      )
      expect(spans.every(({ tid }) => named.has(tid))).toBe(true)
      const ends = of(traceEvents as TraceEvent[], 'f')
      for (const start of of(traceEvents as TraceEvent[], 's')) {
        const [end, ...others] = ends.filter(({ id }) => id === start.id)
        expect(others).toEqual([])
        expect(end?.ts).toBeGreaterThanOrEqual(start.ts)
        for (const { tid, ts } of [start, end ?? start]) {
          const lies = (span: (typeof spans)[number]): boolean =>
            span.tid === tid && span.ts <= ts && ts <= span.ts + span.dur
          expect(spans.some(lies)).toBe(true)
        }
      }
      const depth = new Map<number, string[]>()
      for (const event of traceEvents) {
        if (event.ph !== 'b' && event.ph !== 'e') continue
        const names = depth.get(event.id) ?? []
        if (event.ph === 'b') names.push(event.name)
        else expect(names.pop()).toBe(event.name)
        depth.set(event.id, names)
      }
      expect([...depth.values()].every((names) => names.length === 0)).toBe(true)
    }),
    { numRuns: 40 },
  )
})

test('a trace has a track for the loop and one for each task, by name, with times in microseconds', async () => {
  const recording = await record(function* () {
    yield* gather([
      createTask(sleep(10), { name: 'ten' }),
      createTask(sleep(20), { name: 'twenty' }),
    ])
  })
  const { traceEvents, otherData } = chromeTrace(recording)
  const tracks = of(traceEvents, 'M').filter(({ name }) => name === 'thread_name')
  const names = tracks.map(({ args }) => args.name)
  expect(names.slice(0, 4)).toEqual(['loop', 'Task-1', 'ten', 'twenty'])
  const twenty = tracks[3]?.tid
  const steps = of(traceEvents, 'X').filter(({ tid }) => tid === twenty)
  expect(steps).toHaveLength(2)
  expect(Math.floor((steps[1]?.ts ?? 0) / 1_000)).toBe(20)
  expect(otherData.clock).toMatch(/^virtual/)
  const waits = of(traceEvents, 'b').filter(({ name }) => String(name).startsWith('waits for'))
  expect(waits.map(({ name }) => name)).toEqual([
    'waits for gather',
    'waits for sleep',
    'waits for sleep',
  ])
})

test('an arrow leads from who wakes a task to its next step', async () => {
  const recording = await record(function* () {
    const done = new Future<void>()
    const waiter = createTask(waitFor(done), { name: 'waiter' })
    yield* sleep(5)
    done.setResult()
    yield* waiter
  })
  const { traceEvents } = chromeTrace(recording)
  const tracks = of(traceEvents, 'M').filter(({ name }) => name === 'thread_name')
  const trackOf = (name: string) => tracks.find(({ args }) => args.name === name)?.tid
  const [main, waiter] = [trackOf('Task-1'), trackOf('waiter')]
  const arrows = of(traceEvents, 's').map(({ name, tid, id }) => {
    const end = of(traceEvents, 'f').find((one) => one.id === id)
    return [name, tid, end?.tid]
  })
  expect(arrows).toContainEqual(['creates', main, waiter])
  expect(arrows).toContainEqual(['wakes', main, waiter])
  expect(arrows).toContainEqual(['wakes', waiter, main])
  const [steps] = [of(traceEvents, 'X').filter(({ tid }) => tid === main)]
  expect(steps.length).toBeGreaterThan(2)
})

test('a value that is a number becomes a counter, a line an instant on its task’s track', async () => {
  const recording = await record(function* (recorder) {
    recorder.share('queue length', '3')
    recorder.share('mood', 'fine')
    recorder.print('hello')
    yield* sleep(0)
  })
  const { traceEvents } = chromeTrace(recording)
  expect(of(traceEvents, 'C')).toMatchObject([{ name: 'queue length', args: { value: 3 } }])
  expect(of(traceEvents, 'i').map(({ name, tid }) => [name, tid])).toEqual([
    ['mood = fine', 0],
    ['hello', 1],
  ])
})
