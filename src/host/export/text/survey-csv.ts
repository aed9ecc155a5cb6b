import type { CostResult } from '../../../engine/cost/cost-result'
import type { MemoryResult } from '../../../engine/footprint/memory-result'
import type { Survey } from '../../../engine/survey'
import { csvLines, type Cell } from './csv-lines'

/**
 * A survey as CSV: one row for every single measurement, in full precision, units in the header.
 */
export const surveyCsv = (survey: Survey): string => {
  const rows = survey.kind === 'corewise-cost' ? costRows(survey) : memoryRows(survey)
  const { id, startedAt, environment } = survey
  const origin: readonly (readonly [string, Cell])[] = [
    ['survey', id],
    ['started_at', startedAt],
    ['cpu_model', environment.cpuModel],
    ['cores', environment.cores],
    ['platform', environment.platform],
    ['node', environment.versions.node ?? null],
    ['corewise', environment.corewise],
  ]
  const [head = [], ...cells] = rows
  return csvLines([
    [...head, ...origin.map(([name]) => name)],
    ...cells.map((row) => [...row, ...origin.map(([, value]) => value)]),
  ])
}

const costRows = ({ costs, order, seed }: CostResult): Cell[][] => [
  ['cost', 'round', 'place_in_round', 'ns', 'cpu_ns', 'operations', 'seed'],
  ...costs.flatMap(({ name, operations, roundsNs, roundsCpuNs }) =>
    roundsNs.map((ns, round): Cell[] => {
      const place = (order[round] ?? []).indexOf(name) + 1
      return [name, round + 1, place, ns, roundsCpuNs[round] ?? null, operations, seed]
    }),
  ),
]

const memoryRows = ({ waiters }: MemoryResult): Cell[][] => [
  ['waiting', 'count', 'process', 'baseline_bytes', 'waiting_bytes', 'held_bytes', 'each_bytes'],
  ...waiters.flatMap(({ name, idle, points }) =>
    [{ count: 0, footprints: idle }, ...points].flatMap(({ count, footprints }) =>
      footprints.map(({ baselineBytes, waitingBytes, heldBytes }, process): Cell[] => {
        const each = count === 0 ? null : (heldBytes - baselineBytes) / count
        return [name, count, process + 1, baselineBytes, waitingBytes, heldBytes, each]
      }),
    ),
  ),
]
