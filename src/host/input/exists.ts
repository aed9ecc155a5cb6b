import { stat } from 'node:fs/promises'

/** Whether there is anything at a path that can be looked at. */
export async function exists(path: string): Promise<boolean> {
  return (await stat(path).catch(() => null)) !== null
}
