import { z } from 'zod'
import { environmentSchema } from '../measure/machine/environment'
import type { Bytes } from '../measure/statistics/quantity'
import { quantity } from '../measure/statistics/quantity-schema'
import { resultHead } from '../result/result-head'

/** Written into every file of this kind; a reader refuses a higher one. */
export const MEMORY_SCHEMA_VERSION = 1

/** What waits: tasks of the loop, promises with timers of the runtime, blocked worker threads. */
export const waiterNames = ['loop-tasks', 'native-promises', 'threads'] as const
export type WaiterName = (typeof waiterNames)[number]

/** As many as can be asked for. */
const MOST_ROUNDS = 100
/** Characters of what a system or a process said at its end; longer ones are cut. */
export const MOST_IN_MESSAGE = 1_000

/** Resident memory of one process, looked at three times. */
const footprintSchema = z.strictObject({
  /** Before anything waits, after a full collection of garbage. */
  baselineBytes: quantity<Bytes>(),
  /** When all wait, garbage of getting there included. */
  waitingBytes: quantity<Bytes>(),
  /** When all wait, after a full collection of garbage. */
  heldBytes: quantity<Bytes>(),
})
export type Footprint = z.infer<typeof footprintSchema>

const count = z.number().int().min(0)

const pointSchema = z.strictObject({
  count,
  /** One per process that did this. */
  footprints: z.array(footprintSchema).max(MOST_ROUNDS),
})
export type MemoryPoint = z.infer<typeof pointSchema>

/** Why there is no higher count. */
const stopSchema = z.discriminatedUnion('reason', [
  /** Every count asked for was measured. */
  z.strictObject({ reason: z.literal('all-counts') }),
  /** The next count would have needed more than may be used; it was not begun. */
  z.strictObject({
    reason: z.literal('too-little-memory'),
    count,
    neededBytes: quantity<Bytes>(),
    usableBytes: quantity<Bytes>(),
  }),
  /** A count was begun, and so many waited when the machine gave no more. */
  z.strictObject({
    reason: z.literal('refused'),
    count,
    reached: count,
    message: z.string().max(MOST_IN_MESSAGE),
  }),
  /** The process ended. */
  z.strictObject({ reason: z.literal('failed'), count, message: z.string().max(MOST_IN_MESSAGE) }),
  z.strictObject({ reason: z.literal('cancelled'), count }),
])
export type Stop = z.infer<typeof stopSchema>

const waiterSchema = z.strictObject({
  name: z.enum(waiterNames),
  /** The same program with nothing that waits: how far two looks at it differ. */
  idle: z.array(footprintSchema).max(MOST_ROUNDS),
  points: z.array(pointSchema).max(20),
  stop: stopSchema,
})
export type Waiter = z.infer<typeof waiterSchema>

/** What waiting costs in memory on a machine. */
export const memorySchema = z.strictObject({
  ...resultHead('corewise-memory', MEMORY_SCHEMA_VERSION),
  /** Processes per count. */
  rounds: z.number().int().min(1),
  /** Share of the free memory that a count may need. */
  memoryShare: z.number().min(0).max(1),
  environment: environmentSchema,
  waiters: z.array(waiterSchema).max(waiterNames.length),
})
export type MemoryResult = z.infer<typeof memorySchema>
