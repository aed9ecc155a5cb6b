import { z } from 'zod'
import { eventNames, type EventName } from '../lab-api'

/** From an interface to the host: one call; its reply carries the same id. */
export const socketCallSchema = z.strictObject({
  id: z.number().int().min(0),
  call: z.string().max(80),
  /** Left out where the call takes nothing. */
  input: z.unknown().optional(),
})
export type SocketCall = z.infer<typeof socketCallSchema>

/** From the host to an interface. */
export const socketMessageSchema = z.union([
  z.strictObject({ id: z.number().int().min(0), reply: z.unknown() }),
  z.strictObject({
    event: z.enum(eventNames as [EventName, ...EventName[]]),
    payload: z.unknown(),
  }),
])
export type SocketMessage = z.infer<typeof socketMessageSchema>
