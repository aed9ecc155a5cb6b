import { askedSpecSchema } from '../../contract/run-name'
import type { Spec } from '../../engine/spec/spec'
import { parseInput } from './parse-input'
import { InputError, quote } from './input-error'
import { readJson } from './read-json'
import { refuseNewer } from './refuse-newer'

/**
 * Reads a spec from a JSON file. A `schemaVersion` may stand in it and must not be newer.
 *
 * @throws InputError naming the file, the field and the value, where it cannot be used
 */
export async function readSpec(path: string): Promise<Spec> {
  return parseSpec(await readJson(path), path)
}

/**
 * Checks that data is a spec.
 *
 * @param source names the data in messages
 * @throws InputError naming the field and the value, where it is not
 */
function parseSpec(data: unknown, source: string): Spec {
  if (typeof data !== 'object' || data === null || Array.isArray(data)) {
    const message = `${source} is not a spec: expected an object, got ${quote(data)}`
    throw new InputError('wrong-kind', message, { source, value: data })
  }
  if ('kind' in data) {
    const message = `${source} is not a spec: its kind is ${quote(data.kind)}; a spec has none, its workload has`
    throw new InputError('wrong-kind', message, { source, field: 'kind', value: data.kind })
  }
  if (!('schemaVersion' in data)) return parseInput(askedSpecSchema, data, source)
  const { schemaVersion, ...spec } = data
  refuseNewer(schemaVersion, source)
  return parseInput(askedSpecSchema, spec, source)
}
