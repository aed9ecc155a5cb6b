import { InputError, quote } from './input-error'

/** Of specs and recordings there is no other version yet. */
export const FIRST_VERSION = 1

/**
 * Refuses data that a newer version of the lab wrote.
 *
 * @param newest the newest version of such data that is read
 * @throws InputError
 */
export function refuseNewer(
  version: unknown,
  source: string,
  newest: number = FIRST_VERSION,
): void {
  if (typeof version !== 'number' || version <= newest) return
  const message = `${source} is from a newer version of Corewise: schemaVersion is ${quote(version)}, this version reads up to ${newest}`
  throw new InputError('newer-version', message, { source, field: 'schemaVersion', value: version })
}
