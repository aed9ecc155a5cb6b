import type { Command } from 'commander'
import { request } from 'node:http'
import { z } from 'zod'
import { MOST_IN_NAME } from '../../contract/workshop/session'
import type { Result } from '../../engine/result/result'
import type { Sweep } from '../../engine/result/sweep'
import { InputError, quote } from '../../host/input/input-error'
import { messageOf } from '../../host/output/output-error'
import { printable, type Terminal } from '../terminal'

/** A session that a result is sent into. */
export interface SendOptions {
  /** The result's path in the session, token and all. */
  readonly send?: URL
  /** What the room sees beside its figure; without it, a number. */
  readonly sendAs?: string
}

const PATIENCE_MS = 30_000
const MOST_ANSWERED = 10_000
const receiptSchema = z.object({ ok: z.boolean(), message: z.string() })

/** Adds the flags that send a result into a session. */
export function addSendFlags(command: Command): Command {
  return command
    .option(
      '--send <address>',
      'send the result into a session, whose address is on the screen',
      resultPath,
    )
    .option('--send-as <name>', 'your machine’s name for the room', machineName)
}

/** Where a session takes results. @throws InputError where the text is no address of a session */
function resultPath(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : null
  const path = /^\/[0-9a-z]{26}\/?/.exec(url?.pathname ?? '')?.[0]
  if (url?.protocol === 'http:' && path !== undefined) {
    return new URL(`${path.replace(/\/?$/, '/')}result`, url)
  }
  const message = `--send: expected a session's address, as on the screen, got ${quote(text)}`
  throw new InputError('invalid-field', message, { source: '--send', value: text })
}

function machineName(text: string): string {
  if (text.trim() !== '' && text.length <= MOST_IN_NAME) return text
  const message = `--send-as: expected a name of 1 to ${MOST_IN_NAME} characters, got ${quote(text)}`
  throw new InputError('invalid-field', message, { source: '--send-as', value: text })
}

/**
 * Sends a result into the session that was asked for, and says what came of it.
 *
 * @returns whether it arrived; true where nothing was to be sent
 */
export async function sendResult(
  result: Result | Sweep,
  { send, sendAs = '' }: SendOptions,
  { tell, paintAside }: Terminal,
): Promise<boolean> {
  if (send === undefined) return true
  const address = new URL(send)
  address.searchParams.set('name', sendAs)
  const { ok, message } = await put(address, JSON.stringify(result)).catch((error: unknown) => ({
    ok: false,
    message: `the session does not answer: ${messageOf(error)}`,
  }))
  tell(ok ? printable(message) : paintAside.red(printable(`Not sent: ${message}`)))
  return ok
}

function put(address: URL, body: string): Promise<z.infer<typeof receiptSchema>> {
  return new Promise((resolve, reject) => {
    const sent = request(address, { method: 'PUT', timeout: PATIENCE_MS }, (response) => {
      let text = ''
      response.setEncoding('utf8')
      response.on('data', (chunk: string) => {
        text += chunk
        if (text.length > MOST_ANSWERED) sent.destroy(new Error('its answer is too long'))
      })
      response.on('end', () => {
        try {
          resolve(receiptSchema.parse(JSON.parse(text)))
        } catch {
          resolve({ ok: false, message: `it answered ${response.statusCode ?? 'nothing'}` })
        }
      })
      response.on('error', reject)
    })
    sent.on('timeout', () => sent.destroy(new Error('no answer within 30 s')))
    sent.on('error', reject)
    sent.end(body)
  })
}
