import { describe, expect, test } from 'vitest'
import { measureFootprint } from '../../../src/engine/footprint/measure-footprint'
import type { FootprintOrder } from '../../../src/engine/footprint/footprint-message'
import { waiterNames } from '../../../src/engine/footprint/memory-result'
import type { ProcessOptions, StartProcess } from '../../../src/engine/process/own-process'
import { startNodeProcess } from '../../../src/engine/process/start-node-process'
import { engineFolder } from '../run/built-run'

const order = (changes: Partial<FootprintOrder>): FootprintOrder => ({
  name: 'loop-tasks',
  count: 5,
  folder: engineFolder,
  reserveBytes: 0,
  ...changes,
})
const never = new AbortController().signal

describe.each(waiterNames)('%s', (name) => {
  test('starts as many as asked for, which wait at once in a process of their own', async () => {
    const { reached, refusal, footprint } = await measureFootprint(order({ name }), never)
    expect({ reached, refusal }).toEqual({ reached: 5, refusal: null })
    expect(footprint.baselineBytes).toBeGreaterThan(1e6)
    expect(footprint.heldBytes).toBeGreaterThan(1e6)
  })
})

test('100,000 tasks hold more than none do', async () => {
  const { footprint } = await measureFootprint(order({ count: 100_000 }), never)
  expect(footprint.heldBytes - footprint.baselineBytes).toBeGreaterThan(100_000 * 100)
})

test('no thread is started while less memory is free than is to be kept', async () => {
  const { reached, refusal } = await measureFootprint(
    order({ name: 'threads', reserveBytes: 1e15 }),
    never,
  )
  expect({ reached, refusal }).toEqual({ reached: 0, refusal: 'too little memory was left' })
})

test('a process that is not wanted any more is told nothing, so that it cannot answer', async () => {
  let posted = 0
  // eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- StartProcess has
  const counting: StartProcess = <Sent, Heard>(file: string, options: ProcessOptions) => {
    const started = startNodeProcess<Sent, Heard>(file, options)
    const post = (message: Sent): void => {
      posted += 1
      started.post(message)
    }
    return { ...started, post }
  }
  await expect(measureFootprint(order({}), AbortSignal.abort(), counting)).rejects.toThrow(
    'the process ended (SIGKILL',
  )
  expect(posted).toBe(0)
})

test('a process that cannot start says how it ended', async () => {
  await expect(measureFootprint(order({ folder: '/nowhere' }), never)).rejects.toThrow(
    /^the process ended \(code 1: Error: Cannot find module/,
  )
})

test('a cancelled process is ended', async () => {
  const controller = new AbortController()
  const ended = measureFootprint(order({ count: 1_000_000 }), controller.signal)
  controller.abort()
  await expect(ended).rejects.toThrow('the process ended (SIGKILL')
})
