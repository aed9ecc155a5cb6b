import { bytes, type Bytes } from '../statistics/quantity'

/** Memory that this process could still get; a container's limit is heeded. */
export function freeMemory(): Bytes {
  return bytes(process.availableMemory())
}
