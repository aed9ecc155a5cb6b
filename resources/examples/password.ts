// Hashes a password as a login does. Asynchronous hashing is not done by the event loop: it is
// handed to Node's hidden threads, and the loop only waits for them. The verdict says how many it
// used, and `--uv-threads 1` gives it one.
import { scrypt, scryptSync } from 'node:crypto'
import { promisify } from 'node:util'

const hash = promisify<string, string, number, Buffer>(scrypt)

export const inputs = ['correct horse', 'battery staple', 'Tr0ub4dor&3']

export function blocking(password: string): string {
  return scryptSync(password, 'salt', 32).toString('hex')
}

export async function job(password: string): Promise<string> {
  return (await hash(password, 'salt', 32)).toString('hex')
}
