import type { KeptRecord } from './kept-record'

/** The file in a record's folder that everything else can be made from again. */
export const recordFiles: Readonly<Record<KeptRecord['kind'], string>> = {
  'corewise-result': 'result.corewise.json',
  'corewise-sweep': 'sweep.corewise.json',
  'corewise-cost': 'cost.corewise.json',
  'corewise-memory': 'memory.corewise.json',
}

/**
 * What a record is called: the name in its spec, for a sweep with its parameter; a survey has no
 * spec and is called after what it measures.
 */
export function recordName(record: KeptRecord): string {
  if (record.kind === 'corewise-cost') return 'cost'
  if (record.kind === 'corewise-memory') return 'memory'
  if (record.kind === 'corewise-result') return record.spec.name
  const first = record.points[0]?.result.spec.name
  // Each point's spec is named after the place that it has in the sweep.
  const base = first?.replace(/ \([^()]*\)$/, '') ?? 'sweep'
  return `${base} over ${record.over}`
}

/** The name of a new folder for it: what it is and when it was started, safe on every system. */
export function folderName(record: KeptRecord): string {
  const stamp = record.startedAt.replace(/[-:]/g, '').replace(/\.\d+/, '')
  return `${plainName(recordName(record), 'run')}-${stamp}`
}

/** A name as a file or folder may have it on every system; `otherwise` where nothing is left of it. */
export function plainName(name: string, otherwise: string): string {
  const plain = name
    .normalize('NFKD')
    .replace(/[^A-Za-z0-9._-]+/g, '-')
    .replace(/^[^A-Za-z0-9]+|[^A-Za-z0-9]+$/g, '')
    .slice(0, 60)
  return plain === '' ? otherwise : plain
}
