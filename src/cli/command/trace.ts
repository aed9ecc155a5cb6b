import { basename } from 'node:path'
import type { CommandContext } from '../command-context'
import { count } from '../../report/format'
import { printedLines } from '../../engine/lesson/observe'
import type { ControlValue } from '../../engine/program/world/stage'
import { eventCount, type Recording } from '../../engine/recorder/recording/recording'
import { busiestPosition, callTree, positionAt } from '../../engine/recorder/replay/call-tree'
import { Replay } from '../../engine/recorder/replay/replay'
import { InputError, quote } from '../../host/input/input-error'
import { runProgram } from '../../host/lesson/run-program'
import { readProgram, readRecording, saveRecording } from '../../host/lesson/save-recording'
import { checkOutFile } from '../outcome/save-result'
import { parseDuration } from '../flag/parse-amount'
import { writeUndisturbed } from '../cancellation'
import { addControl } from '../flag/control-flag'
import { checkFinished } from '../view/program-view'
import { printable } from '../terminal'

interface TraceOptions {
  readonly out?: string
  /** A moment; true for that at which most tasks wait. */
  readonly tree?: string | true
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
    .option('--out <file>', 'the file to write; it must not be there yet')
    .option(
      '--tree [time]',
      'print which task awaits which, at that moment of the run or when most of them wait',
    )
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
  corewise trace program.py --tree
  corewise trace program.py --tree 120ms
  corewise trace recording.json --out trace.json`,
    )
    .action(async (file: string, options: TraceOptions) => {
      const { out, tree } = options
      const treeMs = tree === undefined ? undefined : parseMoment(tree)
      if (out !== undefined) await checkOutFile(out)
      else if (tree === undefined) {
        const message = '--out: expected a file to write, or --tree to print a tree'
        throw new InputError('invalid-field', message, { source: '--out' })
      }
      const format = options.recording === true ? 'recording' : 'chrome'
      const give = async (recording: Recording): Promise<void> => {
        const tree = treeMs === undefined ? [] : treeView(recording, treeMs)
        for (const line of tree) terminal.print(printable(line))
        if (out === undefined) return
        await writeUndisturbed((signal) => saveRecording(out, recording, format, signal))
        terminal.tell(`${count(eventCount(recording), 'event')} written to ${printable(out)}`)
      }
      if (file.endsWith('.json')) {
        await give(await readRecording(file))
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
        await give(recording)
        if (recording.isTruncated) terminal.tell('The end is missing: there were too many events.')
      }
      checkFinished(outcome, file)
    })
}

/** The tree of tasks at a moment, under a line that says which. */
function treeView(recording: Recording, ms: number | null): string[] {
  const position = ms === null ? busiestPosition(recording) : positionAt(recording, ms)
  const state = new Replay(recording).jumpTo(position)
  const when = `At ${Number(state.atMs.toFixed(3))} ms, after ${count(position, 'event')}:`
  return [when, ...(callTree(recording, state) || 'No task is left.').split('\n')]
}

/** Milliseconds; null for the moment at which most tasks wait. */
function parseMoment(given: string | true): number | null {
  if (given === true) return null
  const ms = parseDuration(given)
  if (ms !== null) return ms
  const message = `--tree: expected a time such as 120ms or 1.5s, got ${quote(given)}`
  throw new InputError('invalid-field', message, { source: '--tree', value: given })
}

function parseTimeLimit(given: string): number {
  const ms = parseDuration(given)
  if (ms !== null && ms >= 10 && ms <= 3_600_000) return ms
  const message = `--time-limit: expected a time from 10ms to 1h, got ${quote(given)}`
  throw new InputError('invalid-field', message, { source: '--time-limit', value: given })
}
