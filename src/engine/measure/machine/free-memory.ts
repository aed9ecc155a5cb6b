import { freemem } from 'node:os'
import { bytes, type Bytes } from '../statistics/quantity'

/** `process.availableMemory`, which heeds a container's limit: Node 20.13, 22 and later have it. */
type AvailableMemory = () => number

/** Memory that this process could still get. */
export function freeMemory(): Bytes {
  const { availableMemory } = process as { availableMemory?: AvailableMemory }
  return bytes(availableMemory === undefined ? freemem() : availableMemory.call(process))
}
