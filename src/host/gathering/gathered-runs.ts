import { machinesCharts } from '../../charts/gathering/machines-chart'
import type { Gathered, GatheredChart } from '../../contract/workshop/gathering'
import { LabFault } from '../../contract/channel/reply'
import {
  gatherMachines,
  type Gathering,
  type NamedRun,
} from '../../engine/analysis/gather-machines'
import { loadOf } from '../../report/caption'
import { gatheringVerdict, leftOutReason } from '../../report/gathering/gathering-verdict'
import type { Picture } from '../../contract/export'
import type { ExportedFile } from '../export/export-result'
import { gatheredFiles } from '../export/gathered-files'

/** The runs of many machines, put together for a window: their table, charts and files. */
export class GatheredRuns {
  /** What a window shows of them. */
  readonly view: Gathered
  readonly #gatherings: readonly Gathering[]

  constructor(runs: readonly NamedRun[], passedOver: readonly string[] = []) {
    this.#gatherings = gatherMachines(runs)
    this.view = { gatherings: this.#gatherings.map(viewOf), passedOver: [...passedOver] }
  }

  /** Draws one of their charts. @throws LabFault where there is none */
  async chart({ place, chart, picture }: GatheredChart): Promise<ExportedFile> {
    const gathering = this.#gatherings[place]
    const make =
      gathering === undefined || gathering.machines.length === 0
        ? undefined
        : machinesCharts(gathering).get(chart)
    if (make === undefined) throw new LabFault('not-found', 'There are no machines to draw yet.')
    // Drawing loads a native module and a typeface.
    const { renderPng } = await import('../export/picture/render')
    const { scale, ...options } = optionsOf(picture)
    return { name: `${chart}.png`, data: await renderPng(make(options), { scale }) }
  }

  /** Charts and a table of all of them. @throws LabFault where there is nothing */
  async files(picture: Picture): Promise<ExportedFile[]> {
    if (this.#gatherings.length > 0) return gatheredFiles(this.#gatherings, optionsOf(picture))
    throw new LabFault('not-found', 'There are no runs to export yet.')
  }
}

function viewOf(gathering: Gathering): Gathered['gatherings'][number] {
  const { pair, machines, leftOut } = gathering
  const [run] = [...machines, ...leftOut]
  return {
    pair: [pair[0], pair[1]],
    work: run === undefined ? '' : loadOf(run.result.spec),
    verdict: gatheringVerdict(gathering),
    machines: machines.map(({ name, cores, result, jobsPerSecond, jobsPerCoreSecond }) => ({
      name,
      cpuModel: result.environment.cpuModel.trim(),
      cores,
      jobsPerSecond,
      jobsPerCoreSecond,
    })),
    leftOut: leftOut.map((left) => ({ name: left.name, reason: leftOutReason(pair, left) })),
  }
}

function optionsOf({ theme, background, widthPx, heightPx, scale, hasNotes }: Picture) {
  return { theme, background, width: widthPx, height: heightPx, scale, hasNotes }
}
