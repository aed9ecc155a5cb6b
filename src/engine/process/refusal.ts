/** Why a value that a person gave cannot be used. */
export type RefusalReason = 'missing' | 'unreadable'

/**
 * What is wrong with an order, as the engine sees it; what gave the order words it for people.
 */
export interface Refused {
  readonly reason: RefusalReason
  /** As in `workload.path`. */
  readonly field: string
  /** What the value names: "folder". */
  readonly what: string
  readonly value: string
  /** Ends a sentence that begins with the value: "is not a folder". */
  readonly why: string
}

/**
 * Thrown by the engine's work where its order cannot be done as it is, through no fault of the lab.
 */
export class Refusal extends Error implements Refused {
  override readonly name = 'Refusal'
  readonly reason: RefusalReason
  readonly field: string
  readonly what: string
  readonly value: string
  readonly why: string

  constructor({ reason, field, what, value, why }: Refused, options?: ErrorOptions) {
    super(`${field}: the ${what} "${value}" ${why}`, options)
    this.reason = reason
    this.field = field
    this.what = what
    this.value = value
    this.why = why
  }
}
