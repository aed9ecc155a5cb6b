import { SingleBar } from 'cli-progress'
import { count, duration, figure } from '../../report/format'
import { missingRate } from '../../report/note/missing-figure'
import { figuresOf } from '../../engine/result/measured-figures'
import { withRemark } from '../../report/note/status-notes'
import type { Progress } from '../../engine/result/progress'
import type { ContenderName } from '../../engine/spec/spec'
import type { SweepStep } from '../../host/run/lab'
import { printable, type Terminal } from '../terminal'

/** Shows how far a run is; for a sweep, `step` says at which point. */
export interface ProgressView {
  update(progress: Progress, step?: SweepStep): void
  /** Clears what should not stay. */
  end(): void
}

/** A view that shows nothing. */
export const silent: ProgressView = {
  update: () => undefined,
  end: () => undefined,
}

/** A bar where it can be redrawn, plain lines otherwise. */
export function showProgress(terminal: Terminal): ProgressView {
  return terminal.canRedraw ? new ProgressBar(terminal) : new ProgressLines(terminal)
}

type Sampled = Extract<Progress, { kind: 'sampled' }>
type Waiting = Extract<Progress, { kind: 'waiting' }>

const waitingWords = ({ otherCores, leftMs }: Waiting): string =>
  `waits for other programs, which use ${figure(otherCores)} cores; begins in ${duration(leftMs)} at the latest`

/** A thousand threads take a while to start. */
const threadsIn = ({ threads }: Extract<Progress, { kind: 'prepared' }>): string =>
  count(threads, 'thread')

/** One line that is redrawn: contender, jobs/s, cores used, time left. */
class ProgressBar implements ProgressView {
  readonly #terminal: Terminal
  readonly #bar: SingleBar
  #isShown = false

  constructor(terminal: Terminal) {
    this.#terminal = terminal
    this.#bar = new SingleBar({
      format: '{contender} [{bar}] {percentage}%  {state}',
      barCompleteChar: '█',
      barIncompleteChar: '░',
      barsize: 24,
      fps: 10,
      hideCursor: true,
      clearOnComplete: true,
      stopOnComplete: false,
      // The lab handles signals itself; the bar would end the process on its own.
      gracefulExit: false,
      stream: process.stderr,
    })
  }

  update(progress: Progress, step?: SweepStep): void {
    if (progress.kind === 'prepared') this.#show('starting', 0, 1, threadsIn(progress))
    if (progress.kind === 'waiting') this.#show('waiting', 0, 1, waitingWords(progress))
    if (progress.kind !== 'sampled') return
    const { contender, elapsedMs, totalMs } = progress
    const done = step === undefined ? elapsedMs : step.index * totalMs + elapsedMs
    const total = step === undefined ? totalMs : step.count * totalMs
    const label = this.#terminal.paintAside.contender(contender, contender.padEnd(13))
    const { index, count } = progress.block
    const at = step === undefined ? '' : `at ${figure(step.value)}, `
    this.#show(
      label,
      done,
      total,
      `${at}block ${index + 1}/${count}, ${stateOf(progress)} · ${timeLeft(total - done)}`,
    )
  }

  end(): void {
    this.#bar.stop()
  }

  #show(contender: string, done: number, total: number, state: string): void {
    const payload = { contender, state }
    if (this.#isShown) {
      this.#bar.setTotal(total)
      this.#bar.update(Math.min(done, total), payload)
    } else {
      this.#isShown = true
      this.#bar.start(total, Math.min(done, total), payload)
    }
  }
}

/** A line when a contender starts and ends, and now and then between. */
class ProgressLines implements ProgressView {
  static readonly #everyMs = 2_000
  readonly #terminal: Terminal
  static readonly #looksPerLine = 10
  #toldAtMs = 0
  #waitedLooks = 0

  constructor(terminal: Terminal) {
    this.#terminal = terminal
  }

  update(progress: Progress, step?: SweepStep): void {
    switch (progress.kind) {
      case 'waiting':
        this.#waiting(progress, step)
        return
      case 'prepared': {
        const times = step === undefined ? 1 : step.count - step.index
        this.#tell(`starting ${threadsIn(progress)}; ${timeLeft(progress.totalMs * times)}`, step)
        return
      }
      case 'sampled':
        this.#sampled(progress, step)
        return
      case 'contender-finished':
        this.#tell(finished(progress.result), step)
        return
      case 'block-started':
        // Its other blocks are too many to tell each.
        if (progress.block.index === 0 && !progress.block.isSelfCheck) {
          this.#tell(`${progress.contender} started`, step)
        }
        return
      case 'block-finished':
    }
  }

  end(): void {
    // Lines stay.
  }

  /** Now and then: it comes every second. */
  #waiting(progress: Waiting, step: SweepStep | undefined): void {
    if (this.#waitedLooks % ProgressLines.#looksPerLine === 0) {
      this.#tell(waitingWords(progress), step)
    }
    this.#waitedLooks += 1
  }

  #sampled(progress: Sampled, step: SweepStep | undefined): void {
    if (this.#toldAtMs === 0) this.#toldAtMs = progress.elapsedMs
    if (progress.elapsedMs - this.#toldAtMs < ProgressLines.#everyMs) return
    this.#toldAtMs = progress.elapsedMs
    const left = timeLeft(progress.totalMs - progress.elapsedMs)
    this.#tell(`${placeOf(progress)}: ${stateOf(progress)} · ${left}`, step)
  }

  #tell(text: string, step: SweepStep | undefined): void {
    const at =
      step === undefined ? '' : `[${step.index + 1}/${step.count} at ${figure(step.value)}] `
    this.#terminal.tell(at + text)
  }
}

function placeOf({ contender, block: { index, count, isSelfCheck } }: Sampled): string {
  return `block ${index + 1}/${count} of ${contender}${isSelfCheck ? ' against itself' : ''}`
}

function stateOf({ phase, sample }: Sampled): string {
  if (phase === 'warm-up') return 'warming up'
  const cores = sample.coresUsed === null ? '' : ` · ${sample.coresUsed.toFixed(2)} cores`
  return `${figure(sample.jobsPerSecond)} jobs/s${cores}`
}

function finished(result: Extract<Progress, { kind: 'contender-finished' }>['result']): string {
  const figures = figuresOf(result)
  const detail =
    figures === null
      ? 'no figures'
      : `${missingRate(figures, null) ?? `${figure(figures.jobsPerSecond)} jobs/s`}, ${figures.coresUsed.toFixed(2)} cores used`
  const error = result.status === 'failed' ? ` (${printable(result.error)})` : ''
  return `${result.name satisfies ContenderName}: ${withRemark(result, detail)}${error}`
}

function timeLeft(ms: number): string {
  const seconds = Math.ceil(Math.max(0, ms) / 1_000)
  if (seconds < 100) return `${seconds} s left`
  return `${Math.floor(seconds / 60)} min ${seconds % 60} s left`
}
