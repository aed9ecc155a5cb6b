import { isatty, type WriteStream } from 'node:tty'
import pc from 'picocolors'
import { printable, printableLines } from '../host/output/printable'
import { contenders, type ContenderName } from '../engine/contender'

export { printable }

/** Paints text for one stream, or leaves it as it is where the stream shows no colours. */
export interface Paint extends Pick<typeof pc, 'bold' | 'dim' | 'red' | 'yellow' | 'green'> {
  contender(name: ContenderName, text: string): string
}

/** The two streams that the commands write to. */
export interface Terminal {
  /** Results: what a pipe should get. */
  readonly print: (text: string) => void
  /** Everything else: progress, where files went, errors. */
  readonly tell: (text: string) => void
  /** Colours of `print`. */
  readonly paint: Paint
  /** Colours of `tell`. */
  readonly paintAside: Paint
  /** Whether a progress bar can be drawn on standard error. */
  readonly canRedraw: boolean
}

/** Said of each PDF that the command line writes: nothing prints its HTML there. */
export const DRAWN_PDF =
  'This PDF is drawn, without tags or an outline. Export it in the window to have both.'

/** The terminal of this process. Colours are off where output is piped and under NO_COLOR. */
export function openTerminal(): Terminal {
  return {
    print: (text) => process.stdout.write(`${printableLines(text, isColoured(process.stdout))}\n`),
    tell: (text) => process.stderr.write(`${printableLines(text, isColoured(process.stderr))}\n`),
    paint: paintFor(process.stdout),
    paintAside: paintFor(process.stderr),
    canRedraw: isatty(process.stderr.fd) && process.env.TERM !== 'dumb',
  }
}

/** A line of Markdown for a terminal: emphasis and code in bold instead of between their signs. */
export function markdownLine(line: string, paint: Pick<Paint, 'bold'>): string {
  return printable(line)
    .replace(/\*\*([^*]+)\*\*/g, (_, text: string) => paint.bold(text))
    .replace(/`([^`]+)`/g, (_, text: string) => paint.bold(text))
}

type Stream = WriteStream & { readonly fd: number }

function isColoured(stream: Stream): boolean {
  // A stream that is no terminal has no colours; `hasColors` knows NO_COLOR and TERM.
  return isatty(stream.fd) && stream.hasColors(256)
}

function paintFor(stream: Stream): Paint {
  const hasColours = isColoured(stream)
  const { bold, dim, red, yellow, green } = pc.createColors(hasColours)
  return {
    bold,
    dim,
    red,
    yellow,
    green,
    contender: (name, text) =>
      hasColours ? `\u001b[38;5;${contenders[name].style.terminal}m${text}\u001b[39m` : text,
  }
}
