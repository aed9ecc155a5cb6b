import { sweepVerdict } from '../../report/sweep/sweep-verdict'
import { effectiveCores } from '../../engine/measure/processors/processors'
import type { LibraryEntry, RunRecord, StoredRecord } from '../../contract/library'
import type { Result } from '../../engine/result/result'
import { contenderNames } from '../../engine/spec/spec'
import { momentOf, type ForeignRun } from '../../engine/foreign/foreign-run'
import { foreignVerdict } from '../../report/foreign/foreign-words'
import { runVerdict } from '../../report/verdict/run-verdict'
import type { Verdict } from '../../report/verdict/verdict'
import type { About } from './about'
import { InputError } from '../input/input-error'
import { recordName } from './record-file'

/**
 * What the library's list shows of a run.
 *
 * @throws InputError for a sweep without any point, of which there is nothing to show
 */
export function libraryEntry(id: string, record: StoredRecord, about: About): LibraryEntry {
  if (record.kind === 'corewise-foreign') return foreignEntry(id, record, about)
  const shown = representative(id, record)
  return {
    id,
    kind: record.kind === 'corewise-result' ? 'run' : 'sweep',
    tool: null,
    name: about.name ?? recordName(record),
    note: about.note,
    tags: about.tags,
    startedAt: record.startedAt,
    status: record.status,
    contenders: contendersOf(record),
    cpuModel: shown.environment.cpuModel,
    cores: effectiveCores(shown.environment),
    verdict: verdictOf(record),
  }
}

/** Of another tool's run neither the machine nor contenders are known, and nothing is judged. */
function foreignEntry(id: string, run: ForeignRun, about: About): LibraryEntry {
  return {
    id,
    kind: 'foreign',
    tool: run.tool,
    name: about.name ?? recordName(run),
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
function representative(id: string, record: RunRecord): Result {
  if (record.kind === 'corewise-result') return record
  const last = record.points.at(-1)?.result
  if (last !== undefined) return last
  throw new InputError('invalid-field', `${id}: points: the sweep has none`, {
    source: id,
    field: 'points',
    value: [],
  })
}

/** All contenders that took part: a search runs each by itself. */
function contendersOf(record: RunRecord): LibraryEntry['contenders'] {
  const results = record.kind === 'corewise-result' ? [record] : record.points.map((p) => p.result)
  const seen = new Set(results.flatMap(({ contenders }) => contenders.map(({ name }) => name)))
  return contenderNames.filter((name) => seen.has(name))
}

/** What a run, a sweep or a search says. */
export function verdictOf(record: RunRecord): Verdict {
  return record.kind === 'corewise-result' ? runVerdict(record) : sweepVerdict(record)
}
