import {
  canShareOut,
  hasWorkers,
  needsHiddenThreads,
  waitsForSeveral,
  type SpecInput,
} from '../../contract/spec'
import type { SweepOver } from '../../contract/run'
import {
  coresField,
  hiddenThreadsField,
  arrivalField,
  partsField,
  loadFields,
  rangeOf,
  rangeText,
  type NumberField,
} from './spec-field'

/** Values of a sweep as a person gives them, in the unit that is shown. */
export interface SweepDraft {
  readonly form: 'range' | 'list'
  readonly from: number
  readonly to: number
  readonly steps: number
  /** Whether values follow one another by the same difference or by the same ratio. */
  readonly spacing: 'even' | 'ratio'
  readonly list: string
}

/** A field of the draft that does not fit, and why; the sentence names the field. */
export interface SweepProblem {
  readonly field: 'from' | 'to' | 'steps' | 'list'
  readonly message: string
}

/** What the contract takes at most. */
export const MOST_VALUES = 64

const shareField: NumberField = {
  path: 'cpu-share',
  label: 'Share of computing',
  unit: '%',
  scale: 0.01,
  meaning: 'How much of a job is computing; the rest of its time it waits.',
}

/** The parameters that can be swept, as fields. */
export const sweepFields: Readonly<Record<SweepOver, NumberField>> = {
  concurrency: fieldAt('concurrency'),
  workers: fieldAt('workers'),
  cores: coresField,
  'uv-threads': hiddenThreadsField,
  'cpu-share': shareField,
  'arrival-rate': { ...arrivalField, label: 'Arrival rate' },
  parts: partsField,
}

function fieldAt(path: string): NumberField {
  const found = loadFields.find((field) => field.path === path)
  if (found === undefined) throw new Error(`expected a field ${path}`)
  return found
}

/**
 * What can be swept of a spec: files have no share of computing, some have no workers, and most
 * have no use for hidden threads.
 *
 * @param usableCores that a run can be kept to; null where the system cannot
 */
export function sweepable(
  { workload, contenders }: SpecInput,
  usableCores: number | null,
): SweepOver[] {
  return [
    'concurrency',
    ...(contenders.some(hasWorkers) ? (['workers'] as const) : []),
    ...(usableCores === null ? [] : (['cores'] as const)),
    ...(needsHiddenThreads(workload) ? (['uv-threads'] as const) : []),
    ...(canShareOut(workload) ? (['cpu-share'] as const) : []),
    'arrival-rate',
    ...(waitsForSeveral(workload) ? (['parts'] as const) : []),
  ]
}

/** Values to begin with: around those that the spec has. */
export function firstDraft(
  over: SweepOver,
  { concurrency, workers, load }: SpecInput,
  usableCores: number | null,
): SweepDraft {
  const cores = usableCores ?? 1
  const rate = load?.kind === 'open' ? load.arrivalsPerSecond : 1_000
  const ends: Record<SweepOver, Pick<SweepDraft, 'from' | 'to' | 'steps' | 'spacing'>> = {
    concurrency: { from: 1, to: Math.max(64, concurrency), steps: 4, spacing: 'ratio' },
    workers: { from: 1, to: Math.max(4, workers), steps: 3, spacing: 'ratio' },
    cores: {
      from: 1,
      to: cores,
      steps: Math.max(2, Math.min(MOST_VALUES, cores)),
      spacing: 'even',
    },
    'uv-threads': { from: 1, to: 8, steps: 4, spacing: 'ratio' },
    'cpu-share': { from: 0, to: 100, steps: 5, spacing: 'even' },
    'arrival-rate': { from: rate / 10, to: rate * 10, steps: 5, spacing: 'ratio' },
    parts: { from: 1, to: 100, steps: 3, spacing: 'ratio' },
  }
  return { ...ends[over], form: 'range', list: '' }
}

/** A draft that lists values of the spec's unit, such as those that were swept before. */
export function listDraft(over: SweepOver, values: readonly number[], spec: SpecInput): SweepDraft {
  const { scale } = sweepFields[over]
  const list = values.map((value) => String(rounded(value / scale))).join(', ')
  return { ...firstDraft(over, spec, null), form: 'list', list }
}

/** The values that a draft comes to, in the spec's unit; none where something does not fit. */
export function readDraft(
  over: SweepOver,
  draft: SweepDraft,
): { readonly values: readonly number[]; readonly problems: readonly SweepProblem[] } {
  const problems = draft.form === 'range' ? rangeProblems(over, draft) : listProblems(over, draft)
  if (problems.length > 0) return { values: [], problems }
  const { scale } = sweepFields[over]
  const shown = draft.form === 'range' ? rangeValues(over, draft) : listItems(draft).map(Number)
  return { values: [...new Set(shown.map((value) => rounded(value * scale)))], problems }
}

/** The lowest and the highest value and whether only whole ones do, in the unit that is shown. */
export function sweptRange(over: SweepOver): ReturnType<typeof rangeOf> {
  return over === 'cpu-share' ? { min: 0, max: 100, isWhole: false } : rangeOf(sweepFields[over])
}

/** "1 to 256 threads". */
export function sweptRangeText(over: SweepOver): string {
  return over === 'cpu-share' ? '0 to 100 %' : rangeText(sweepFields[over])
}

const listItems = ({ list }: SweepDraft): string[] => list.split(/[\s,;]+/).filter(Boolean)

function rangeValues(over: SweepOver, { from, to, steps, spacing }: SweepDraft): number[] {
  const { isWhole } = sweptRange(over)
  return Array.from({ length: steps }, (_, index) => {
    const share = index / (steps - 1)
    const value = spacing === 'even' ? from + (to - from) * share : from * (to / from) ** share
    return isWhole ? Math.round(value) : Number(value.toPrecision(3))
  })
}

function rangeProblems(over: SweepOver, draft: SweepDraft): SweepProblem[] {
  const { from, to, steps, spacing } = draft
  const problems: SweepProblem[] = []
  for (const [field, name, value] of [
    ['from', 'From', from],
    ['to', 'To', to],
  ] as const) {
    if (!fits(over, value)) problems.push({ field, message: `${name}: ${expected(over)}.` })
    else if (spacing === 'ratio' && value === 0) {
      problems.push({ field, message: `${name}: values by equal ratios cannot be 0.` })
    }
  }
  if (!Number.isInteger(steps) || steps < 2 || steps > MOST_VALUES) {
    problems.push({ field: 'steps', message: `Steps: a whole number from 2 to ${MOST_VALUES}.` })
  }
  return problems
}

function listProblems(over: SweepOver, draft: SweepDraft): SweepProblem[] {
  const items = listItems(draft)
  const wrong = items.find((item) => !fits(over, Number(item)))
  if (wrong !== undefined) {
    return [{ field: 'list', message: `Values: ${expected(over)}, not “${wrong}”.` }]
  }
  if (items.length > 0 && items.length <= MOST_VALUES) return []
  return [{ field: 'list', message: `Values: 1 to ${MOST_VALUES} numbers, ${expected(over)}.` }]
}

function fits(over: SweepOver, value: number): boolean {
  const { min, max, isWhole } = sweptRange(over)
  return value >= min && value <= max && (!isWhole || Number.isInteger(value))
}

const expected = (over: SweepOver): string =>
  `${sweptRange(over).isWhole ? 'whole, from' : 'from'} ${sweptRangeText(over)}`

/** Twelve digits leave out what binary fractions add: 0.30000000000000004. */
const rounded = (value: number): number => Number(value.toPrecision(12))
