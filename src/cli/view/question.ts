import { createInterface, type Interface } from 'node:readline/promises'
import { isatty } from 'node:tty'
import type { Question } from '../../engine/lesson/lesson'
import { rightChoice } from '../../engine/lesson/observe'
import type { Recording } from '../../engine/recorder/recording/recording'
import { InputError, quote } from '../../host/input/input-error'
import { printable, type Terminal } from '../terminal'

/** A question with its choices, numbered from 1. */
export function questionView({ text, choices }: Question): string {
  const lines = choices.map((choice, index) => `  ${index + 1}  ${printable(choice.text)}`)
  return [printable(text), ...lines].join('\n')
}

/**
 * The number of a choice, from 0, that was given with `--answer`; undefined where none was.
 *
 * @throws InputError where there is no such choice
 */
export function parseAnswer(given: string | undefined, { choices }: Question): number | undefined {
  if (given === undefined) return undefined
  const number = /^\d+$/.test(given) ? Number(given) : 0
  if (number >= 1 && number <= choices.length) return number - 1
  const message = `--answer: expected a whole number from 1 to ${choices.length}, got ${quote(given)}`
  throw new InputError('invalid-field', message, { source: '--answer', value: given })
}

/**
 * Asks whoever sits at the terminal, again where the answer is none of the choices; undefined where
 * nobody sits there, or an empty line is the answer. Ctrl-C there is a signal like any other.
 */
export async function ask({ choices }: Question, signal: AbortSignal): Promise<number | undefined> {
  const prompt = `Your prediction (1 to ${choices.length}, or Enter for none): `
  try {
    return await withReader(process.stdout, async (reader) => {
      for (;;) {
        const said = (await reader.question(prompt, { signal })).trim()
        if (said === '') return undefined
        const number = Number(said)
        if (Number.isInteger(number) && number >= 1 && number <= choices.length) return number - 1
      }
    })
  } catch (error) {
    if (signal.aborted) return undefined
    throw error
  }
}

/** Asks for a yes, on stderr; false where nobody sits at the terminal. */
export async function isAgreedTo(prompt: string): Promise<boolean> {
  const said = await withReader(process.stderr, (reader) => reader.question(`${prompt} (y/N): `))
  return said !== undefined && isYes(said)
}

/** Whether an answer is `y` or `yes`; anything else, also nothing, is a no. */
export function isYes(said: string): boolean {
  return /^y(es)?$/i.test(said.trim())
}

/** Reads what a person types; undefined where nobody sits at the terminal. */
async function withReader<T>(
  output: NodeJS.WriteStream & { readonly fd: number },
  read: (reader: Interface) => Promise<T>,
): Promise<T | undefined> {
  if (!isatty(process.stdin.fd) || !isatty(output.fd)) return undefined
  const reader = createInterface({ input: process.stdin, output })
  // The reader takes Ctrl-C from the terminal; the process is to hear of it.
  reader.on('SIGINT', () => process.kill(process.pid, 'SIGINT'))
  try {
    return await read(reader)
  } finally {
    reader.close()
  }
}

/** What came true in a recorded run, and whether it is what was predicted. */
export function predictionView(
  recording: Recording,
  question: Question,
  answer: number | undefined,
  { paint }: Terminal,
): string {
  const right = rightChoice(recording, question)
  if (right === null) return 'None of the choices came true in this run.'
  const text = `${right + 1}  ${printable(question.choices[right]?.text ?? '')}`
  if (answer === undefined) return `What came true: ${text}`
  return answer === right
    ? `${paint.green('Your prediction came true:')} ${text}`
    : `${paint.yellow(`Your prediction, ${answer + 1}, did not come true; this did:`)} ${text}`
}
