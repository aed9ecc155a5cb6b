import {
  callNames,
  calls,
  events,
  type CallName,
  type EventName,
  type EventPayload,
  type LabApi,
} from '../lab-api'
import { type LabError, replySchema, type Reply } from './reply'

/** A way to the host: IPC, a WebSocket, or a recorded run. */
export interface Transport {
  /**
   * Carries one call and resolves with its reply as it came; rejects when the way is gone. Throws
   * at once where the input is nothing that it can carry.
   */
  call(name: CallName, input: unknown): Promise<unknown>
  /** Has `listener` called with every event of that name; returns how to stop. */
  listen(event: EventName, listener: (payload: unknown) => void): () => void
}

/** Makes a `LabApi` of any transport by mapping over the calls; what comes back is parsed. */
export function connect(transport: Transport): LabApi {
  const entries = callNames.map((name) => [
    name,
    async (input?: unknown): Promise<Reply<unknown>> => {
      let carried: Promise<unknown>
      try {
        carried = transport.call(name, input)
      } catch (error) {
        return failure('invalid-input', `${name}: the input cannot be sent: ${textOf(error)}`)
      }
      try {
        const reply = replySchema(calls[name].output).safeParse(await carried)
        return reply.success ? reply.data : failure('failed', `${name}: the answer is not readable`)
      } catch (error) {
        return failure('disconnected', textOf(error))
      }
    },
  ])
  return {
    ...(Object.fromEntries(entries) as Omit<LabApi, 'on'>),
    on: <E extends EventName>(event: E, listener: (payload: EventPayload<E>) => void) =>
      transport.listen(event, (payload) => {
        const parsed = events[event].safeParse(payload)
        if (parsed.success) listener(parsed.data as EventPayload<E>)
      }),
  }
}

function textOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

function failure(code: LabError['code'], message: string): Reply<never> {
  return { ok: false, error: { code, message, fields: [] } }
}
