import { basename } from 'node:path'
import { lineIn } from '../own-job/line-in'

/** What the system's refusals mean here, and what helps. */
const refusals: Readonly<Record<string, string>> = {
  EAGAIN: 'the system allows no more threads (EAGAIN): use fewer workers, or raise `ulimit -u`',
  EMFILE:
    'too many files and connections are open (EMFILE): have fewer jobs in flight, or raise `ulimit -n`',
  ENFILE: 'the system has too many files open (ENFILE): have fewer jobs in flight',
  ENOMEM: 'the system gave no more memory (ENOMEM): have fewer jobs in flight, or fewer workers',
  EADDRNOTAVAIL: 'no local port is free (EADDRNOTAVAIL): have fewer jobs in flight',
  ECONNREFUSED:
    'the loopback service took no connection (ECONNREFUSED): it has ended, or has too many already',
  ECONNRESET: 'the loopback service closed the connection (ECONNRESET): it has ended',
}

/**
 * What to count a failed job under, or to say that a thread died of: what the system refused in
 * words of its own, with what helps; else the error's message, or what was thrown as text.
 */
export function messageOf(thrown: unknown): string {
  if (!(thrown instanceof Error)) return String(thrown)
  const { code } = thrown as NodeJS.ErrnoException
  // A thread that cannot be started has the system's code in its message alone.
  const named = code === 'ERR_WORKER_INIT_FAILED' ? /\bE[A-Z]+$/.exec(thrown.message)?.[0] : code
  return (named === undefined ? undefined : refusals[named]) ?? thrown.message
}

/**
 * The same of a job that failed or a thread that died, with the place in a person's own job that
 * it came by: "my-job.ts:12 no luck".
 *
 * @param own where that job is; null for the lab's own jobs
 */
export function messageWithPlace(thrown: unknown, own: { readonly file: string } | null): string {
  const line = own === null ? null : lineIn(thrown, own.file)
  const place = own === null || line === null ? '' : `${basename(own.file)}:${line} `
  return place + messageOf(thrown)
}
