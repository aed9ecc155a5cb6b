import { startHttpService } from '../../../src/engine/workload/start-http-service'

/** All that this process tells its parent: the port of the service that it started. */
export type PortMessage = number

// Stays until it is killed.
void startHttpService(process.argv[2] ?? '').then(({ port }) => {
  process.send?.(port satisfies PortMessage)
})
setInterval(() => undefined, 60_000)
