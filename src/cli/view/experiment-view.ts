import { experimentNames, isSetUpAs, judge, type Experiment } from '../../engine/gallery'
import type { Sweep } from '../../engine/result/sweep'
import { figure } from '../../report/format'
import {
  answerWords,
  endsText,
  rangeText,
  stanceWords,
} from '../../report/gallery/experiment-verdict'
import type { Paint } from '../terminal'
import { formatTable, NO_FIGURE } from './table'

/** Of the longest name. */
const WIDTH = Math.max(...experimentNames.map((name) => name.length))

/** An experiment before it is run: what it claims, who published it, and how long it takes. */
export function experimentLines(experiment: Experiment, paint: Paint): string[] {
  const { name, claim, stance } = experiment
  return [
    `${paint.bold(name.padEnd(WIDTH))} ${claim}`,
    paint.dim(`${' '.repeat(WIDTH + 1)}${sourceText(experiment)}; ${stanceWords[stance]}`),
  ]
}

/** "Matt Welsh, David Culler, Eric Brewer: SEDA … (2001), SOSP 2001". */
export function sourceText({ source }: Experiment): string {
  const { authors, year, title, where } = source
  return `${authors}: ${title} (${year}), ${where}`
}

/** The checks of a claim in a table: what was measured, what was expected, and what follows. */
export function checkTable(experiment: Experiment, sweep: Sweep, paint: Paint): string[] {
  if (!isSetUpAs(experiment, sweep)) return []
  const rows = judge(experiment, sweep).checks.map(({ check, measured, ratio, answer }) => [
    check.about,
    measured === null ? NO_FIGURE : figure(measured.estimate),
    ratio === null ? NO_FIGURE : `${figure(ratio.estimate)} (${endsText(ratio)})`,
    rangeText(check.within),
    answerWords[answer],
  ])
  const head = ['check', 'measured', 'ratio', 'expected', 'this run']
  return [paint.bold(`checks of ${experiment.title}`), formatTable(head, rows, paint), '']
}
