import { momentOf, type ForeignRun } from '../../engine/foreign/foreign-run'
import type { KeptResult } from './kept-result'

/** The file in a result's folder that everything else can be made from again. */
export const resultFiles: Readonly<Record<KeptResult['kind'], string>> = {
  'corewise-result': 'result.corewise.json',
  'corewise-sweep': 'sweep.corewise.json',
  'corewise-foreign': 'foreign.corewise.json',
  'corewise-cost': 'cost.corewise.json',
  'corewise-memory': 'memory.corewise.json',
}

/**
 * What a result is called: the name in its spec, for a sweep with its parameter. A survey has no
 * spec and is called after what it measures, a foreign run after its file.
 */
export function resultName(result: KeptResult): string {
  if (result.kind === 'corewise-cost') return 'cost'
  if (result.kind === 'corewise-memory') return 'memory'
  if (result.kind === 'corewise-foreign') return foreignName(result)
  if (result.kind === 'corewise-result') return result.spec.name
  // A repeated experiment has a name of its own, and not only one parameter.
  if (result.finding?.kind === 'repetition') return result.finding.experiment
  const first = result.points[0]?.result.spec.name
  // Each point's spec is named after the place that it has in the sweep.
  const base = first?.replace(/ \([^()]*\)$/, '') ?? 'sweep'
  return `${base} over ${result.over}`
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
function startedAtOf(result: KeptResult): string {
  return result.kind === 'corewise-foreign' ? momentOf(result) : result.startedAt
}

/** The name of a new folder for it: what it is and when it was started, safe on every system. */
export function folderName(result: KeptResult): string {
  const stamp = startedAtOf(result).replace(/[-:]/g, '').replace(/\.\d+/, '')
  return `${plainName(resultName(result), 'run')}-${stamp}`
}

/**
 * What the name of a result's folder says of it, as `folderName` made it; a folder that a person
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
