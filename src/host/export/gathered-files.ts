import { machinesCharts } from '../../charts/gathering/machines-chart'
import { effectiveCores } from '../../engine/measure/processors/processors'
import type { Gathering } from '../../engine/analysis/gather-machines'
import { threadCounts } from '../../engine/analysis/thread-counts'
import type { ExportedFile, ExportOptions } from './export-result'
import { csvLines, type Cell } from './text/csv-lines'

/**
 * The files of many machines: a table with a row for each, and their charts as PNG and SVG. Where
 * there are several kinds of work, those of each have its number in their names.
 */
export async function gatheredFiles(
  gatherings: readonly Gathering[],
  { scale = 2, ...options }: ExportOptions,
): Promise<ExportedFile[]> {
  // Drawing loads a native module and a typeface.
  const { renderPng, renderSvg } = await import('./picture/render')
  const files: ExportedFile[] = []
  for (const [index, gathering] of gatherings.entries()) {
    const place = gatherings.length === 1 ? '' : `-${index + 1}`
    files.push({ name: `machines${place}.csv`, data: Buffer.from(machinesCsv(gathering)) })
    if (gathering.machines.length === 0) continue
    for (const [name, make] of machinesCharts(gathering)) {
      const chart = make(options)
      const stem = `charts/${name}${place}`
      files.push({ name: `${stem}.png`, data: await renderPng(chart, { scale }) })
      files.push({ name: `${stem}.svg`, data: Buffer.from(await renderSvg(chart)) })
    }
  }
  return files
}

/** One row for each run, in full precision; what is left out has no ratios. */
function machinesCsv({ pair, machines, leftOut }: Gathering): string {
  const head = ['run', 'cpu_model', 'cores', 'worker_threads', 'first', 'second']
  const ratios = ['jobs_per_second', 'jobs_per_core_second'].flatMap((of) =>
    ['ratio', 'ratio_low', 'ratio_high', 'claim'].map((part) => `${of}_${part}`),
  )
  const rows = [
    ...machines.map((run) => ({ run, known: [run.jobsPerSecond, run.jobsPerCoreSecond] })),
    ...leftOut.map((run) => ({ run, known: [null, null] })),
  ].map(({ run: { name, result }, known }): Cell[] => {
    const { spec, environment, startedAt } = result
    return [
      name,
      environment.cpuModel,
      effectiveCores(environment),
      threadCounts(spec, environment).workers,
      ...pair,
      ...known.flatMap((one): Cell[] =>
        one === null
          ? [null, null, null, null]
          : [one.ratio.estimate, one.ratio.low, one.ratio.high, one.claim],
      ),
      startedAt,
    ]
  })
  return csvLines([[...head, ...ratios, 'started_at'], ...rows])
}
