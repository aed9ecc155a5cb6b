import { basename } from 'node:path'
import type { CommandContext } from '../command-context'
import { count } from '../../report/format'
import { printedLines } from '../../engine/lesson/observe'
import type { ControlValue } from '../../engine/program/world/stage'
import { eventCount } from '../../engine/recorder/recording/recording'
import { InputError, quote } from '../../host/input/input-error'
import { runProgram } from '../../host/lesson/run-program'
import { readProgram, readRecording, saveRecording } from '../../host/lesson/save-recording'
import { checkOutFile } from '../save-result'
import { parseDuration } from '../flag/parse-amount'
import { writeUndisturbed } from '../cancellation'
import { addControl } from '../flag/control-flag'
import { checkFinished } from '../view/program-view'
import { printable } from '../terminal'

interface TraceOptions {
  readonly out: string
  readonly recording?: boolean
  readonly realTime?: boolean
  readonly set?: Readonly<Record<string, ControlValue>>
  readonly timeLimit: string
}

/** Adds `trace`: records a program, or converts a recording, and writes what Perfetto opens. */
export function addTrace({ program, folders, terminal }: CommandContext): void {
  program
    .command('trace')
    .summary('record a program of your own')
    .description(
      "Runs a program, records every event of its loop and writes it in Chrome's trace event format, which Perfetto opens. A program in Python (.py) runs in CPython 3.14 and uses asyncio. One in TypeScript imports from 'corewise' and exports a coroutine function main. A recording (.json) is converted without being run.",
    )
    .argument(
      '<program.py|program.ts|recording.json>',
      'the program to record, or a recording to convert',
    )
    .requiredOption('--out <file>', 'the file to write; it must not be there yet')
    .option('--recording', 'write a recording of Corewise instead')
    .option('--real-time', 'let real time pass; without it, time is virtual and nothing waits')
    .option('--set <name=value>', "set one of the program's controls; can be repeated", addControl)
    .option('--time-limit <time>', 'stop the program after that much real time', '5s')
    .addHelpText(
      'after',
      `
Examples:
  corewise trace program.py --out trace.json
  corewise trace program.ts --real-time --time-limit 30s --out trace.json
  corewise trace program.ts --recording --out recording.json
  corewise trace recording.json --out trace.json`,
    )
    .action(async (file: string, options: TraceOptions) => {
      await checkOutFile(options.out)
      const format = options.recording === true ? 'recording' : 'chrome'
      if (file.endsWith('.json')) {
        const recording = await readRecording(file)
        await writeUndisturbed((signal) => saveRecording(options.out, recording, format, signal))
        terminal.tell(
          `${count(eventCount(recording), 'event')} written to ${printable(options.out)}`,
        )
        return
      }
      const request = {
        name: basename(file),
        language: file.endsWith('.py') ? ('python' as const) : ('typescript' as const),
        source: await readProgram(file),
        clock: options.realTime === true ? ('real' as const) : ('virtual' as const),
        timeLimitMs: parseTimeLimit(options.timeLimit),
        ...(options.set !== undefined && { controls: options.set }),
      }
      const { outcome, recording } = await runProgram(request, folders.engine)
      if (recording !== null) {
        for (const line of printedLines(recording)) terminal.print(printable(line))
        await writeUndisturbed((signal) => saveRecording(options.out, recording, format, signal))
        terminal.tell(
          `${count(eventCount(recording), 'event')} written to ${printable(options.out)}`,
        )
        if (recording.isTruncated) terminal.tell('The end is missing: there were too many events.')
      }
      checkFinished(outcome, file)
    })
}

function parseTimeLimit(given: string): number {
  const ms = parseDuration(given)
  if (ms !== null && ms >= 10 && ms <= 3_600_000) return ms
  const message = `--time-limit: expected a time from 10ms to 1h, got ${quote(given)}`
  throw new InputError('invalid-field', message, { source: '--time-limit', value: given })
}
