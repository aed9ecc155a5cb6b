import {
  effectiveCores,
  physicalCores,
  type CoreCount,
  type LogicalCore,
  type Processors,
} from '../engine/measure/processors/processors'
import { cpuListText } from '../engine/measure/processors/cpu-list'
import { coresText, count, figure } from './format'

/** "2 cores", or what is left of more and by what: "0.5 of 8 cores (quota)". */
export const coresOf = (environment: CoreCount): string => {
  const { processors } = environment
  const cores = effectiveCores(environment)
  if (processors === null || processors.limit === 'machine') return coresText(cores)
  const all = coresText(processors.online)
  return cores === processors.online
    ? all
    : `${coresText(cores).split(' ')[0] ?? ''} of ${all} (${limitNames[processors.limit]})`
}

const limitNames: Readonly<Record<Exclude<Processors['limit'], 'machine'>, string>> = {
  affinity: 'affinity',
  cpuset: 'cpuset',
  quota: 'quota',
  asked: 'as asked',
}

/** A fact about the cores, with its name. */
type CoreFact = readonly [name: string, text: string]

/**
 * What there is to know of the cores besides their number: what limits them, which share a physical
 * one, of which kinds they are, and their clocks. Only what the system tells.
 */
export const coreFacts = ({ processors }: CoreCount): readonly CoreFact[] => {
  if (processors === null) return []
  const { usable, quota } = processors
  const ids = cpuListText(usable.map(({ id }) => id))
  return [
    ['usable', `${coresText(usable.length)}: ${ids}`],
    ...(quota === null ? [] : [['quota', `${coresText(quota)} of CPU time`] as const]),
    ...smtFact(processors),
    ...kindFact(usable),
    ...clockFact(usable),
  ]
}

const smtFact = (processors: Processors): CoreFact[] => {
  const physical = physicalCores(processors)
  if (physical === processors.usable.length) return []
  const text = `${coresText(processors.usable.length)} share ${count(physical, 'physical core')}: two threads on one take turns`
  return [['SMT', text]]
}

const kindFact = (usable: readonly LogicalCore[]): CoreFact[] => {
  const kinds = (['performance', 'efficiency'] as const).flatMap((kind) => {
    const ids = usable.flatMap((core) => (core.kind === kind ? [core.id] : []))
    return ids.length === 0 ? [] : [`${ids.length} ${kind} (${cpuListText(ids)})`]
  })
  return kinds.length === 0 ? [] : [['kinds', kinds.join(', ')]]
}

/** Cores with the same clock together. */
const clockFact = (usable: readonly LogicalCore[]): CoreFact[] => {
  const byClock = new Map<string, number[]>()
  for (const { id, mhz, mostMhz } of usable) {
    const now = mhz === null ? '' : `${figure(mhz / 1_000)} GHz`
    const most = mostMhz === null ? '' : `at most ${figure(mostMhz / 1_000)} GHz`
    const text = [now, most].filter((part) => part !== '').join(', ')
    if (text !== '') byClock.set(text, [...(byClock.get(text) ?? []), id])
  }
  if (byClock.size === 0) return []
  const texts = [...byClock].map(([text, ids]) =>
    byClock.size === 1 ? text : `${cpuListText(ids)}: ${text}`,
  )
  return [['clock', texts.join('; ')]]
}
