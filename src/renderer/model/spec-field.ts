import { capital } from '../../report/verdict/verdict'
import { z } from 'zod'
import { calls } from '../../contract/lab-api'
import { jobKinds, type Workload, type WorkloadKind, type SpecInput } from '../../contract/spec'

/** A number of the spec as a control shows it. */
export interface NumberField {
  /** As in `workload.waitMs`. */
  readonly path: string
  readonly label: string
  readonly unit: string
  /** The kind of work that it is a field of; another kind may bound it otherwise. */
  readonly kind?: WorkloadKind
  /** How much of the spec's unit one of the shown unit is: 1,000 where seconds are shown. */
  readonly scale: number
  readonly meaning: string
  /** What an empty field stands for; without it a field is not to be empty. */
  readonly whenEmpty?: string
}

const field = (
  path: string,
  label: string,
  unit: string,
  meaning: string,
  scale = 1,
): NumberField => ({ path, label, unit, meaning, scale })

/** The amounts of a kind of work, as number controls. */
export function workFields(kind: WorkloadKind): readonly NumberField[] {
  return jobKinds[kind].controls
    .filter(({ control }) => control === 'number')
    .map(({ key, label, unit, meaning }) => ({
      ...field(`workload.${key}`, label, unit, `${capital(meaning)}.`),
      kind,
    }))
}

/** A field of a kind of work that is one of several, as a control. */
export interface ChoiceField {
  /** As in `workload.spread`. */
  readonly path: string
  readonly key: string
  readonly label: string
  /** What the choice is about, for those who do not see it. */
  readonly title: string
  readonly hint: string
  readonly options: readonly string[]
  readonly value: string
}

/** The choices of a piece of work, each with what was chosen. */
export function workChoices(workload: Workload): readonly ChoiceField[] {
  const chosen: Readonly<Record<string, unknown>> = workload
  return jobKinds[workload.kind].controls.flatMap((control) => {
    if (control.control !== 'choice') return []
    const { key, label, title, hint, choices: options } = control
    return [
      { path: `workload.${key}`, key, label, title, hint, options, value: String(chosen[key]) },
    ]
  })
}

export const loadFields: readonly NumberField[] = [
  field(
    'concurrency',
    'In flight',
    'jobs',
    'Jobs in flight at the same time; each that ends is replaced at once. With open load the most that may be there: who comes in beyond is turned away.',
  ),
  field('workers', 'Workers', 'threads', 'Threads of the thread pool.'),
  {
    ...field('loops', 'Loops', 'threads', 'Loops of loop-per-core. Empty: one for each core.'),
    whenEmpty: 'one per core',
  },
]

/** Only where jobs have something for them to do. */
export const hiddenThreadsField: NumberField = {
  ...field(
    'uvThreads',
    'Hidden threads',
    'threads',
    'Threads on which Node reads files, hashes, compresses and looks up names for a loop. Empty: as many as Node has.',
  ),
  whenEmpty: 'as Node has',
}

/** Only of jobs that ask several others at once. */
export const partsField: NumberField = {
  ...field('workload.parts', 'Parts', 'waits', 'How many waits a job begins at once.'),
  kind: 'fan-out',
}

/** Only where the system can keep threads to some of the cores. */
export const coresField: NumberField = {
  ...field('cores', 'Cores', 'cores', 'Cores that all contenders are kept to. Empty: all of them.'),
  whenEmpty: 'all',
}

export const arrivalField = field(
  'load.arrivalsPerSecond',
  'Arrivals',
  'jobs/s',
  'How many jobs come in every second, whatever becomes of the earlier ones.',
)

export const protocolFields: readonly NumberField[] = [
  field(
    'durationMs',
    'Measured',
    's',
    'How long each contender is measured, in all blocks.',
    1_000,
  ),
  field(
    'blocks',
    'Blocks',
    '',
    'Into how many pieces that is cut, in a random order with the others’. A claim takes 8.',
  ),
  field(
    'generations',
    'Fresh threads',
    'times',
    'How often each contender’s threads are started anew; in between they are kept.',
  ),
  {
    ...field(
      'precision',
      'Until precise to ±',
      '%',
      'Goes on after its blocks until the main ratio is known so well. Empty: only its blocks.',
      0.01,
    ),
    whenEmpty: 'no',
  },
  field(
    'warmupMs',
    'Warm-up at most',
    's',
    'Before each block, until its rate and the CPU time of a job are steady; nothing in it is counted.',
    1_000,
  ),
  field('seed', 'Seed', '', 'The same seed gives the same jobs in the same order.'),
]

export const faultFields: readonly NumberField[] = [
  field('faults.throwEvery', 'Throw every', 'jobs', 'Every n-th job throws an error; 0 is never.'),
  field(
    'faults.exitAt',
    'End thread at',
    'job',
    'That job ends the thread it runs on; 0 is never.',
  ),
]

/** The lowest and the highest value that a field may have, in the unit that is shown. */
export interface Range {
  readonly min: number
  readonly max: number
  readonly isWhole: boolean
}

interface SchemaNode {
  readonly type?: string
  readonly const?: string
  readonly minimum?: number
  readonly maximum?: number
  readonly properties?: Record<string, SchemaNode>
  readonly oneOf?: readonly SchemaNode[]
  readonly anyOf?: readonly SchemaNode[]
}

const schema = z.toJSONSchema(calls.startRun.input, { io: 'input' }) as SchemaNode

/** The range of a field as the contract's schema has it. */
export function rangeOf({ path, scale, kind }: NumberField): Range {
  const node = path
    .split('.')
    .reduce<SchemaNode | undefined>((parent, key) => child(parent, key, kind), schema)
  // What may be null is a number besides.
  const found = node?.anyOf?.find(({ type }) => type !== 'null') ?? node
  return {
    min: (found?.minimum ?? Number.MIN_SAFE_INTEGER) / scale,
    max: (found?.maximum ?? Number.MAX_SAFE_INTEGER) / scale,
    isWhole: found?.type === 'integer' && scale === 1,
  }
}

function child(
  node: SchemaNode | undefined,
  key: string,
  kind: WorkloadKind | undefined,
): SchemaNode | undefined {
  const all = node?.oneOf ?? (node === undefined ? [] : [node])
  const ofKind = all.filter(({ properties }) => properties?.kind?.const === kind)
  const candidates = ofKind.length > 0 ? ofKind : all
  return candidates.map(({ properties }) => properties?.[key]).find((found) => found !== undefined)
}

/** "1 to 1,000,000 jobs". */
export function rangeText(numberField: NumberField): string {
  const { min, max } = rangeOf(numberField)
  return `${min.toLocaleString('en')} to ${max.toLocaleString('en')} ${numberField.unit}`.trim()
}

/** The value at a path, in the unit of the spec. */
export function valueAt(spec: SpecInput, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>(
      (value, key) =>
        typeof value === 'object' && value !== null
          ? (value as Record<string, unknown>)[key]
          : undefined,
      spec,
    )
}

/** A field's value in the unit that is shown; not a number where it has none. */
export function shownValue(spec: SpecInput, { path, scale }: NumberField): number {
  const raw = valueAt(spec, path)
  return typeof raw === 'number' && Number.isFinite(raw) ? withoutTail(raw / scale) : NaN
}

/** What was entered, in the unit of the spec. */
export const specValue = ({ scale }: NumberField, entered: number): number =>
  withoutTail(entered * scale)

/** Seven percent are 0.07, which are 7.000000000000001 %. */
const withoutTail = (value: number): number => Number(value.toPrecision(15))

/** The spec with another value at a path; the given one stays as it is. */
export function withValue(spec: SpecInput, path: string, value: unknown): SpecInput {
  const [key = '', ...rest] = path.split('.')
  if (rest.length === 0) return { ...spec, [key]: value }
  const part = (spec as Record<string, unknown>)[key] as SpecInput
  return { ...spec, [key]: withValue(part, rest.join('.'), value) }
}
