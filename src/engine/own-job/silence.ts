/**
 * Keeps what somebody's code prints from being collected: it would be handed from thread to thread,
 * and endless output would fill the memory. To be called in a thread that runs such code, before it
 * does.
 */
export function silence(): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.write = (...given: unknown[]) => {
      const told = given.find((one) => typeof one === 'function') as (() => void) | undefined
      told?.()
      return true
    }
  }
}
