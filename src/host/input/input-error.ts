export { quote } from '../../contract/check/quote'

/** What is wrong with something that a person handed in. */
export type InputFault =
  | 'missing'
  | 'unreadable'
  | 'too-large'
  | 'not-json'
  | 'truncated'
  | 'newer-version'
  | 'wrong-kind'
  | 'invalid-field'

/** Where the fault is, as far as it is known. */
export interface InputPlace {
  /** The file, folder or flag that it came from. */
  readonly source: string
  /** As in `workload.waitMs`; null where all of the source is meant. */
  readonly field?: string | null
  readonly value?: unknown
}

/** A file, folder or value that cannot be used; the message is one line for a person. */
export class InputError extends Error {
  override readonly name = 'InputError'
  readonly reason: InputFault
  readonly source: string
  readonly field: string | null
  readonly value: unknown

  constructor(reason: InputFault, message: string, place: InputPlace, options?: ErrorOptions) {
    super(message, options)
    this.reason = reason
    this.source = place.source
    this.field = place.field ?? null
    this.value = place.value
  }
}
