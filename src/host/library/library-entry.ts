import { sweepVerdict } from '../../report/sweep/sweep-verdict'
import { effectiveCores } from '../../engine/measure/processors/processors'
import type { LibraryEntry, RunOrSweep, StoredResult } from '../../contract/library'
import type { Result } from '../../engine/result/result'
import { contenderNames } from '../../engine/spec/spec'
import { momentOf, type ForeignRun } from '../../engine/foreign/foreign-run'
import { foreignVerdict } from '../../report/foreign/foreign-words'
import { runVerdict } from '../../report/verdict/run-verdict'
import type { Verdict } from '../../report/verdict/verdict'
import type { About } from './about'
import { InputError } from '../input/input-error'
import { resultName } from './result-file'

/**
 * What the library's list shows of a run.
 *
 * @throws InputError for a sweep without any point, of which there is nothing to show
 */
export function libraryEntry(id: string, result: StoredResult, about: About): LibraryEntry {
  if (result.kind === 'corewise-foreign') return foreignEntry(id, result, about)
  const shown = representative(id, result)
  return {
    id,
    kind: result.kind === 'corewise-result' ? 'run' : 'sweep',
    tool: null,
    name: about.name ?? resultName(result),
    note: about.note,
    tags: about.tags,
    startedAt: result.startedAt,
    status: statusOf(result),
    contenders: contendersOf(result),
    cpuModel: shown.environment.cpuModel,
    cores: effectiveCores(shown.environment),
    verdict: verdictOf(result),
  }
}

/** Of another tool's run neither the machine nor contenders are known, and nothing is judged. */
function foreignEntry(id: string, run: ForeignRun, about: About): LibraryEntry {
  return {
    id,
    kind: 'foreign',
    tool: run.tool,
    name: about.name ?? resultName(run),
    note: about.note,
    tags: about.tags,
    startedAt: momentOf(run),
    status: 'complete',
    contenders: [],
    cpuModel: '',
    cores: null,
    verdict: foreignVerdict(run),
  }
}

/** The run itself; of a sweep the last point, where what was swept is at its most. */
function representative(id: string, result: RunOrSweep): Result {
  if (result.kind === 'corewise-result') return result
  const last = result.points.at(-1)?.result
  if (last !== undefined) return last
  throw new InputError('invalid-field', `${id}: points: the sweep has none`, {
    source: id,
    field: 'points',
    value: [],
  })
}

/** Of a run whose every contender failed there is nothing complete. */
function statusOf(result: RunOrSweep): LibraryEntry['status'] {
  const all = resultsOf(result).flatMap(({ contenders }) => contenders)
  return all.every(({ status }) => status === 'failed') ? 'failed' : result.status
}

/** All contenders that took part: a search runs each by itself. */
function contendersOf(result: RunOrSweep): LibraryEntry['contenders'] {
  const seen = new Set(
    resultsOf(result).flatMap(({ contenders }) => contenders.map(({ name }) => name)),
  )
  return contenderNames.filter((name) => seen.has(name))
}

function resultsOf(result: RunOrSweep): Result[] {
  return result.kind === 'corewise-result' ? [result] : result.points.map((point) => point.result)
}

/** What a run, a sweep or a search says. */
export function verdictOf(result: RunOrSweep): Verdict {
  return result.kind === 'corewise-result' ? runVerdict(result) : sweepVerdict(result)
}
