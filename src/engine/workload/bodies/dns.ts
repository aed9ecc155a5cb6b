import { lookup } from 'node:dns/promises'
import type { Body } from '.'
import { LOCAL_NAME } from '../local-name'

/** Only addresses of version 4: those of version 6 are not there on every machine. */
const options = { family: 4 } as const

/**
 * Looks up a name of this machine by `getaddrinfo`, on the runtime's hidden threads: Node has no
 * way to do so that blocks, so a thread that runs one job at a time awaits it.
 */
export const dns: Body = {
  wait: (plan, _, waits) =>
    waits.either({
      async: async () => {
        for (let done = 0; done < plan.lookups; done++) await lookup(LOCAL_NAME, options)
      },
    }),
}
