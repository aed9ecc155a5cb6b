import { spawn, type ChildProcessByStdio } from 'node:child_process'
import { createInterface, type Interface } from 'node:readline'
import type { Readable, Writable } from 'node:stream'
import type { Line, Order } from './explore'

/** An input that takes longer than that hangs; on a busy machine most take below a second. */
const HANG_MS = 60_000

/** What is wrong with an input, and its number. */
export interface Fault {
  readonly index: number
  readonly fault: string
}

interface Child {
  readonly process: ChildProcessByStdio<Writable, Readable, Readable>
  readonly lines: Interface
  /** The end of what it wrote on standard error. */
  said: string
}

/**
 * Has inputs tried in a process of their own, which may hang, run out of memory or die. One process
 * serves order after order, as to start it takes as long as a hundred inputs; after a fault the
 * next order has another.
 */
export class Explorer {
  readonly #program: string
  #child: Child | null = null

  /** @param program what is started, with `--child` */
  constructor(program: string) {
    this.#program = program
  }

  /** Gives the first fault, or null where there is none in all inputs of the order. */
  explore(order: Order): Promise<Fault | null> {
    const child = (this.#child ??= start(this.#program))
    let index = order.from
    let found: Fault | null = null
    let timer: NodeJS.Timeout | undefined
    const end = (fault: string): void => {
      found ??= { index, fault }
      child.process.kill('SIGKILL')
    }
    const waitAgain = (): void => {
      clearTimeout(timer)
      timer = setTimeout(() => {
        end(`no end within ${HANG_MS / 1_000} s`)
      }, HANG_MS)
    }
    return new Promise((resolve) => {
      const settle = (): void => {
        clearTimeout(timer)
        child.lines.off('line', onLine)
        child.process.off('close', onClose)
        resolve(found)
      }
      const onLine = (text: string): void => {
        waitAgain()
        const line = JSON.parse(text) as Line
        if ('begun' in line) index = line.begun
        else if ('over' in line) settle()
        else if (line.fault !== null) end(line.fault)
      }
      const onClose = (code: number | null, signal: NodeJS.Signals | null): void => {
        this.#child = null
        found ??= {
          index,
          fault: `the process ended with ${String(code ?? signal)}: ${child.said}`,
        }
        settle()
      }
      child.lines.on('line', onLine)
      child.process.on('close', onClose)
      waitAgain()
      child.process.stdin.write(`${JSON.stringify(order)}\n`)
    })
  }

  /** Lets its process end. */
  close(): void {
    this.#child?.process.stdin.end()
  }
}

function start(program: string): Child {
  const child = spawn(process.execPath, ['--max-old-space-size=1500', program, '--child'], {
    stdio: ['pipe', 'pipe', 'pipe'],
  })
  // Where it dies, its end tells so.
  child.stdin.on('error', () => undefined)
  const started: Child = {
    process: child,
    lines: createInterface({ input: child.stdout }),
    said: '',
  }
  child.stderr.on('data', (data: Buffer) => {
    started.said = (started.said + data.toString()).slice(-2_000)
  })
  return started
}
