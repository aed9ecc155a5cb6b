import { momentOf, type ForeignRun } from '../../engine/foreign/foreign-run'
import type { KeptRecord } from './kept-record'

/** The file in a record's folder that everything else can be made from again. */
export const recordFiles: Readonly<Record<KeptRecord['kind'], string>> = {
  'corewise-result': 'result.corewise.json',
  'corewise-sweep': 'sweep.corewise.json',
  'corewise-foreign': 'foreign.corewise.json',
  'corewise-cost': 'cost.corewise.json',
  'corewise-memory': 'memory.corewise.json',
}

/**
 * What a record is called: the name in its spec, for a sweep with its parameter. A survey has no
 * spec and is called after what it measures, a foreign run after its file.
 */
export function recordName(record: KeptRecord): string {
  if (record.kind === 'corewise-cost') return 'cost'
  if (record.kind === 'corewise-memory') return 'memory'
  if (record.kind === 'corewise-foreign') return foreignName(record)
  if (record.kind === 'corewise-result') return record.spec.name
  // A repeated experiment has a name of its own, and not only one parameter.
  if (record.finding?.kind === 'repetition') return record.finding.experiment
  const first = record.points[0]?.result.spec.name
  // Each point's spec is named after the place that it has in the sweep.
  const base = first?.replace(/ \([^()]*\)$/, '') ?? 'sweep'
  return `${base} over ${record.over}`
}

/** "hello" of `hello.json`: a name that a person can change then. */
function foreignName({ original, tool }: ForeignRun): string {
  const stem = original.fileName
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/(?<=.)\.\w{1,8}$/, '')
  return stem === '' ? tool.name : stem.slice(0, 80)
}

/** When it was started, in ISO 8601. */
function startedAtOf(record: KeptRecord): string {
  return record.kind === 'corewise-foreign' ? momentOf(record) : record.startedAt
}

/** The name of a new folder for it: what it is and when it was started, safe on every system. */
export function folderName(record: KeptRecord): string {
  const stamp = startedAtOf(record).replace(/[-:]/g, '').replace(/\.\d+/, '')
  return `${plainName(recordName(record), 'run')}-${stamp}`
}

/**
 * What the name of a record's folder says of it, as `folderName` made it; a folder that a person
 * renamed is called as it is, and of no time.
 */
export function namedByFolder(folder: string): { name: string; startedAt: string | null } {
  const parts = /^(.+)-(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z(?:-\d+)?$/.exec(folder)
  if (parts === null) return { name: folder, startedAt: null }
  const [, name = '', year, month, day, hour, minute, second] = parts
  const startedAt = `${year}-${month}-${day}T${hour}:${minute}:${second}.000Z`
  const isTime = !Number.isNaN(Date.parse(startedAt))
  return isTime ? { name, startedAt } : { name: folder, startedAt: null }
}

/** Letters that are no other letter with a sign, as in a language that has them. */
const latin: Readonly<Record<string, string>> = {
  ß: 'ss',
  ẞ: 'SS',
  æ: 'ae',
  Æ: 'AE',
  œ: 'oe',
  Œ: 'OE',
  ø: 'o',
  Ø: 'O',
  đ: 'd',
  Đ: 'D',
  ð: 'd',
  Ð: 'D',
  þ: 'th',
  Þ: 'Th',
  ł: 'l',
  Ł: 'L',
  ı: 'i',
}

/** What Windows takes for a device, whatever ending follows. */
const DEVICE = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i

/**
 * A name as a file or folder may have it on every system: letters without their accents ("Résumé
 * café" is "Resume-cafe"), digits, and `.`, `_` and `-` between them.
 *
 * @param otherwise the name where nothing is left of it, and before one that is a device elsewhere
 */
export function plainName(name: string, otherwise: string): string {
  const plain = name
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .replace(/[^\x00-\x7F]/g, (letter) => latin[letter] ?? letter)
    .replace(/[^A-Za-z0-9._-]+/g, '-')
    .replace(/^[^A-Za-z0-9]+/, '')
    .slice(0, 60)
    .replace(/[^A-Za-z0-9]+$/, '')
  if (plain === '') return otherwise
  return DEVICE.test(plain) ? `${otherwise}-${plain}` : plain
}
