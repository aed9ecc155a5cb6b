import type { Survey } from '../../engine/survey'
import { reportOf } from '../../host/export/text/report'
import { verdictLines } from './result-view'
import { formatTable } from './table'
import { printable, type Paint } from '../terminal'

/** A survey for people: what was measured, the table, what to know of it, what follows. */
export function surveyView(survey: Survey, paint: Paint): string {
  const { title, subtitle, head, rows, notes, verdict } = reportOf(survey)
  return [
    paint.bold(printable(title)),
    ...subtitle.split('\n').map((line) => paint.dim(printable(line))),
    '',
    formatTable(head, rows, paint),
    '',
    ...notes.map(({ tone, text }) =>
      (tone === 'fault' ? paint.red : paint.yellow)(printable(text)),
    ),
    ...verdictLines(verdict, paint),
  ].join('\n')
}
