import { SingleBar } from 'cli-progress'
import type { Terminal } from '../terminal'

/** How far a survey is. */
export interface SurveyStep {
  readonly done: number
  readonly total: number
  /** What is measured next. */
  readonly text: string
}

/** Shows how far a survey is. */
export interface SurveyProgress {
  readonly update: (step: SurveyStep) => void
  /** Clears what should not stay. */
  readonly end: () => void
}

/** A bar where it can be redrawn, otherwise a line for each tenth; nothing where it is quiet. */
export function showSurveyProgress(terminal: Terminal, isQuiet: boolean): SurveyProgress {
  if (isQuiet) return { update: () => undefined, end: () => undefined }
  return terminal.canRedraw ? redrawn() : inLines(terminal)
}

function redrawn(): SurveyProgress {
  const bar = new SingleBar({
    format: '[{bar}] {percentage}%  {text}',
    barCompleteChar: '█',
    barIncompleteChar: '░',
    barsize: 24,
    hideCursor: true,
    clearOnComplete: true,
    stopOnComplete: false,
    // Signals are handled by the command; the bar would end the process on its own.
    gracefulExit: false,
    stream: process.stderr,
  })
  let isShown = false
  return {
    update: ({ done, total, text }) => {
      if (!isShown) bar.start(total, done, { text })
      else bar.update(done, { text })
      isShown = true
    },
    end: () => {
      bar.stop()
    },
  }
}

function inLines(terminal: Terminal): SurveyProgress {
  let toldTenth = -1
  return {
    update: ({ done, total, text }) => {
      const tenth = Math.floor((10 * done) / total)
      if (tenth === toldTenth) return
      toldTenth = tenth
      terminal.tell(`${done}/${total} ${text}`)
    },
    end: () => undefined,
  }
}
