import type { ChildProcess } from 'node:child_process'
import { WebSocket } from 'ws'

/** Runs a function in a page, as Playwright's pages do. */
export interface Evaluates {
  evaluate<R, A>(pageFunction: (argument: A) => R | Promise<R>, argument: A): Promise<R>
}

interface Answer {
  readonly id?: number
  /** The call itself failed, as where the page gave way to another meanwhile. */
  readonly error?: unknown
  readonly result?: {
    readonly result?: { readonly value?: unknown }
    readonly exceptionDetails?: unknown
  }
}

/**
 * The first page of a Chromium that listens for debuggers, driven over its protocol alone: an
 * application whose fuses are set cannot be launched by Playwright.
 *
 * @param address of the browser, as it is printed: ws://127.0.0.1:…
 */
export async function debuggedPage(address: string): Promise<Evaluates & { close(): void }> {
  const { host } = new URL(address)
  const targets = (await (await fetch(`http://${host}/json/list`)).json()) as {
    type: string
    webSocketDebuggerUrl: string
  }[]
  const target = targets.find(({ type }) => type === 'page')
  if (target === undefined) throw new Error(`No page at ${host}`)
  const socket = new WebSocket(target.webSocketDebuggerUrl)
  await new Promise((resolve, reject) => {
    socket.once('open', resolve)
    socket.once('error', reject)
  })
  let calls = 0
  return {
    evaluate: <R, A>(pageFunction: (argument: A) => R | Promise<R>, argument: A): Promise<R> => {
      const id = ++calls
      const expression = `(${pageFunction.toString()})(${JSON.stringify(argument)})`
      const parameters = { expression, awaitPromise: true, returnByValue: true }
      socket.send(JSON.stringify({ id, method: 'Runtime.evaluate', params: parameters }))
      return new Promise<R>((resolve, reject) => {
        const listen = (data: Buffer): void => {
          const answer = JSON.parse(data.toString()) as Answer
          if (answer.id !== id) return
          socket.off('message', listen)
          const failure = answer.error ?? answer.result?.exceptionDetails
          if (failure === undefined) resolve(answer.result?.result?.value as R)
          else reject(new Error(JSON.stringify(failure)))
        }
        socket.on('message', listen)
      })
    },
    close: () => {
      socket.close()
    },
  }
}

/** The address for debuggers that a Chromium prints when it starts. */
export async function debuggingAddress({ stderr }: ChildProcess): Promise<string> {
  let text = ''
  for await (const chunk of stderr ?? []) {
    text += String(chunk)
    const address = /DevTools listening on (ws:\S+)/.exec(text)?.[1]
    if (address !== undefined) {
      // Read on, so that the application never waits for room in the pipe.
      stderr?.resume()
      return address
    }
  }
  throw new Error(`It did not start: ${text}`)
}
