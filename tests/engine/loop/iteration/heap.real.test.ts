import { spawnSync } from 'node:child_process'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Heap } from '../../../../src/engine/loop/iteration/heap'

const isLess = (a: number, b: number) => a < b

/** An item that equals others with the same key, but can be told from them. */
interface Item {
  readonly key: number
  readonly id: number
}

/** A key to push, or null to pop. */
type Operation = number | null
const operations = fc.array(fc.oneof(fc.nat(5), fc.constant(null)), { maxLength: 60 })

function popAll<T>(heap: Heap<T>): T[] {
  const popped: T[] = []
  while (heap.length > 0) popped.push(heap.pop() as T)
  return popped
}

describe('a heap', () => {
  test('a heap is empty at first', () => {
    const heap = new Heap(isLess)
    expect([heap.length, heap.peek(), heap.pop()]).toEqual([0, undefined, undefined])
  })

  test('gives its items back sorted', () => {
    fc.assert(
      fc.property(fc.array(fc.integer()), (values) => {
        const heap = new Heap(isLess)
        for (const value of values) heap.push(value)
        const sorted = [...values].sort((a, b) => a - b)
        expect(heap.peek()).toBe(sorted[0])
        expect(popAll(heap)).toEqual(sorted)
      }),
    )
  })

  test('keeps what a filter accepts, and its order', () => {
    fc.assert(
      fc.property(fc.array(fc.integer()), fc.integer({ min: 1, max: 4 }), (values, divisor) => {
        const heap = new Heap(isLess)
        for (const value of values) heap.push(value)
        heap.filter((value) => value % divisor === 0)
        const kept = values.filter((value) => value % divisor === 0)
        expect(popAll(heap)).toEqual(kept.sort((a, b) => a - b))
      }),
    )
  })

  test('a heap is empty after it was cleared', () => {
    const heap = new Heap(isLess)
    heap.push(1)
    heap.clear()
    expect([heap.length, heap.pop()]).toEqual([0, undefined])
  })

  test('an item may be undefined', () => {
    const heap = new Heap<undefined>(() => false)
    heap.push(undefined)
    heap.push(undefined)
    expect(popAll(heap)).toHaveLength(2)
  })
})

const PYTHON = `
import heapq, json, sys

class Item:
    def __init__(self, key, id):
        self.key, self.id = key, id
    def __lt__(self, other):
        return self.key < other.key

def popped(operations):
    heap, out = [], []
    for id, key in enumerate(operations):
        if key is not None:
            heapq.heappush(heap, Item(key, id))
        elif heap:
            out.append(heapq.heappop(heap).id)
    return out + [heapq.heappop(heap).id for _ in range(len(heap))]

print(json.dumps([popped(operations) for operations in json.load(sys.stdin)]))
`

function heapqPops(programs: Operation[][]): number[][] | undefined {
  const python = spawnSync('python3', ['-c', PYTHON], { input: JSON.stringify(programs) })
  return python.status === 0 ? (JSON.parse(python.stdout.toString()) as number[][]) : undefined
}

function heapPops(program: readonly Operation[]): number[] {
  const heap = new Heap<Item>((a, b) => a.key < b.key)
  const popped: (Item | undefined)[] = []
  for (const [id, key] of program.entries()) {
    if (key !== null) heap.push({ key, id })
    else if (heap.length > 0) popped.push(heap.pop())
  }
  return [...popped, ...popAll(heap)].map((item) => item?.id ?? Number.NaN)
}

test.skipIf(heapqPops([]) === undefined)(
  'equal items leave a heap in the order in which they leave a heapq of CPython',
  () => {
    const programs = fc.sample(operations, 300)
    expect(programs.map(heapPops)).toEqual(heapqPops(programs))
  },
)
