import { basename, dirname, extname, resolve } from 'node:path'
import type { CommandContext } from '../command-context'
import type { Lesson } from '../../engine/lesson/lesson'
import { handoutFormats, makeHandout, type HandoutFormat } from '../../host/handout/make-handout'
import { InputError, quote } from '../../host/input/input-error'
import { measuringOn } from '../../host/lesson/close-lesson'
import { readLessons } from '../../host/lesson/lessons'
import { writeFiles } from '../../host/output/write-files'
import { writeUndisturbed } from '../cancellation'
import { parseChoice } from '../flag/choice-flag'
import { missingLesson, noLessons } from '../find-named'
import { checkOutFile } from '../outcome/save-result'
import { DRAWN_PDF, printable } from '../terminal'

interface HandoutFlags {
  readonly format?: string
  readonly out?: string
  readonly measure?: boolean
  readonly notes?: boolean
  readonly participants?: boolean
  readonly from?: string
}

/** Adds `handout`: prints lessons with the charts of their runs. */
export function addHandout({ program, lab, folders, terminal }: CommandContext): void {
  program
    .command('handout')
    .summary('print lessons, to be handed out')
    .description(
      'Runs the programs of lessons and writes the lessons with what was recorded into one file. Each has its explanation, question and program. Question and task have lines to write on. Hints, solutions and answers are at the end, with output and a chart of the run. Without numbers, all lessons.',
    )
    .argument('[numbers...]', 'the numbers of lessons')
    .option('--format <format>', `${handoutFormats.join(' or ')}; without it, as --out ends`)
    .option(
      '--out <file>',
      'the file to write; it must not be there yet (without: handout.html or .pdf)',
    )
    .option('--measure', 'measure what closes the lessons too, which takes a while')
    .option('--notes', 'with the notes for who teaches')
    .option('--participants', 'without runs, hints, solutions and answers, to be filled in')
    .option('--from <folder>', 'a folder with lessons of your own')
    .addHelpText(
      'after',
      `
Examples:
  corewise handout
  corewise handout --format pdf --measure
  corewise handout --format pdf --participants
  corewise handout 1 2 7 --notes --out first-evening.pdf`,
    )
    .action(async (numbers: string[], options: HandoutFlags) => {
      const format = chooseFormat(options)
      checkParticipants(options)
      const path = resolve(options.out ?? `handout.${format}`)
      await checkOutFile(path)
      const { lessons, problems } = await readLessons(options.from ?? folders.lessons)
      for (const { message } of problems) terminal.tell(printable(message))
      const measure = options.measure === true ? measuringOn(lab) : null
      const files = await makeHandout(
        chooseLessons(numbers, lessons),
        {
          format,
          hasNotes: options.notes === true,
          hasAnswers: options.participants !== true,
          report: ({ share, step }) => {
            if (share < 1) terminal.tell(`${Math.floor(share * 100)} %  ${printable(step)}`)
          },
        },
        folders.engine,
        measure,
      )
      const named = files.map(({ data }) => ({ name: basename(path), data }))
      const [written = path] = await writeUndisturbed((signal) =>
        writeFiles(dirname(path), named, signal),
      )
      if (format === 'pdf') terminal.tell(DRAWN_PDF)
      terminal.print(`Written to ${printable(written)}`)
    })
}

/** Notes and measurements give away what participants are to find. */
function checkParticipants({ participants, notes, measure }: HandoutFlags): void {
  if (participants !== true || (notes !== true && measure !== true)) return
  const other = notes === true ? '--notes' : '--measure'
  const message = `--participants: leaves out all answers, so it does not go with ${other}; print two handouts`
  throw new InputError('invalid-field', message, { source: '--participants', value: other })
}

function chooseFormat({ format, out }: HandoutFlags): HandoutFormat {
  if (format !== undefined) return parseChoice('--format', format, handoutFormats)
  if (out === undefined) return 'html'
  const ending = extname(out).toLowerCase().slice(1)
  const found = handoutFormats.find((known) => known === ending)
  if (found !== undefined) return found
  const endings = handoutFormats.map((known) => `.${known}`).join(' or ')
  const message = `--out: expected a file that ends in ${endings}, or --format, got ${quote(out)}`
  throw new InputError('invalid-field', message, { source: '--out', value: out })
}

function chooseLessons(numbers: readonly string[], lessons: readonly Lesson[]): readonly Lesson[] {
  const known = lessons.map(({ number }) => String(number))
  const unknown = numbers.find((number) => !known.includes(number))
  if (unknown !== undefined) throw missingLesson(unknown, lessons)
  if (lessons.length === 0) throw noLessons()
  return numbers.length === 0
    ? lessons
    : lessons.filter(({ number }) => numbers.includes(String(number)))
}
