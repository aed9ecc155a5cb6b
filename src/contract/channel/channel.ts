import type { CallName, EventName } from '../lab-api'

/** The IPC channel that carries the call. */
export const callChannel = (name: CallName): string => `lab:call:${name}`

/** The IPC channel that carries the event. */
export const eventChannel = (name: EventName): string => `lab:event:${name}`
