import { z } from 'zod'
import { MOST_IN_NAME, specSchema } from '../engine/spec/spec'

export { MOST_IN_NAME }

/** Control characters, and signs that turn the direction of writing for what follows. */
const unseen = /[\p{Cc}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/u

/** Why a text cannot be the name of a run, in a sentence; empty where it can. */
export function nameFault(name: string): string {
  if (name.trim() === '') return 'The run needs a name.'
  if (name.length > MOST_IN_NAME) {
    return `A name has at most ${MOST_IN_NAME} characters, this one has ${name.length}.`
  }
  return unseen.test(name)
    ? 'A name has no control characters, and no signs that turn the direction of writing.'
    : ''
}

/** A name that a person gives a run. */
export const runNameSchema = z
  .string()
  .trim()
  .superRefine((name, context) => {
    const message = nameFault(name)
    if (message !== '') context.addIssue({ code: 'custom', message })
  })

/** A spec that is to be run now: one that was kept is read whatever its name holds. */
export const askedSpecSchema = specSchema.superRefine(({ name }, context) => {
  const message = nameFault(name)
  if (message !== '') context.addIssue({ code: 'custom', path: ['name'], message })
})
