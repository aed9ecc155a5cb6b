import { LabFault, type LabError } from '../contract/channel/reply'
import { InputError } from './input/input-error'
import { messageOf, OutputError } from './output/output-error'

/** What an interface is told of something that was thrown in the host. */
export function explain(error: unknown): LabError {
  if (error instanceof LabFault) return error.error
  if (error instanceof InputError) {
    const fields = error.field === null ? [] : [{ path: error.field, message: error.message }]
    const code = error.reason === 'missing' ? 'not-found' : 'invalid-input'
    return { code, message: error.message, fields }
  }
  if (error instanceof OutputError) {
    const code = error.reason === 'disk-full' ? 'no-space' : 'failed'
    return { code, message: error.message, fields: [] }
  }
  return { code: 'failed', message: messageOf(error), fields: [] }
}

/** True for what is thrown on purpose; everything else is a fault of the lab and worth a log. */
export function isExpected(error: unknown): boolean {
  return error instanceof LabFault || error instanceof InputError || error instanceof OutputError
}
