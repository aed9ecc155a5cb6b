import type { Gathering, MachineRatio, MachineRun } from '../../engine/analysis/gather-machines'
import { titleOf } from '../../engine/contender'
import { gatheringTitle } from '../../report/gathering/gathering-verdict'
import { coresText, figure } from '../../report/format'
import { runsSource } from '../../report/picture/source-line'
import { capital } from '../../report/verdict/verdict'
import { timesOf } from '../../report/verdict/wording'
import { logBounds, logTicks, logTicksAround, mostTicks, tickedLogAxis, type Bounds } from '../axis'
import { chartStyleOf, type ChartStyle } from '../chart-style'
import { frameLines } from '../frame'
import { assemble, measuredLine, thinLine, type LabelledLine } from '../line'
import type { MachinesChartName, MakeChart, NamedChart } from '../named-chart'

/** What a chart of many machines shows of each. */
interface Measure {
  readonly name: MachinesChartName
  /** What is compared, with no unit: ratios have none. */
  readonly of: string
  readonly checked: 'jobsPerSecond' | 'jobsPerCoreSecond'
}

const measures: readonly Measure[] = [
  { name: 'machines-throughput', of: 'jobs per second', checked: 'jobsPerSecond' },
  { name: 'machines-cpu', of: 'jobs per core-second', checked: 'jobsPerCoreSecond' },
]

/** A machine whose ratio is known. */
interface Shown {
  readonly machine: MachineRun
  readonly known: MachineRatio
}

/**
 * The charts of many machines: how far the pair is apart in throughput and in work per core, by
 * cores.
 */
export const machinesCharts = (gathering: Gathering): ReadonlyMap<MachinesChartName, MakeChart> =>
  new Map(
    measures.map((measure) => [
      measure.name,
      (options = {}) => machinesChart(gathering, measure, chartStyleOf(options)),
    ]),
  )

const machinesChart = (gathering: Gathering, measure: Measure, style: ChartStyle): NamedChart => {
  const { pair, machines } = gathering
  const shown = machines.flatMap((machine): Shown[] => {
    const known = machine[measure.checked]
    return known === null ? [] : [{ machine, known }]
  })
  const [first, second] = pair
  const titles = [titleOf(first), titleOf(second)]
  const xBounds = coresAround(shown)
  const groups = groupsOf(gathering, shown, style)
  const lines = [
    ...groups.map(({ line }) => line),
    thinLine(
      'as many',
      'both alike',
      [xBounds.min, xBounds.max].map((x) => ({ x, y: 1 })),
      style,
    ),
  ]
  const { datasets, labels, told } = assemble(lines)
  const ratios = [1, ...shown.flatMap(({ known: { ratio } }) => [ratio.low, ratio.high])]
  const name = `${titles[0] ?? ''} ÷ ${titles[1] ?? ''}, ${measure.of}`
  return frameLines(
    {
      name: measure.name,
      title: gatheringTitle(pair, machines, measure.checked),
      subtitle: `${capital(name)}, by the cores of each machine. Light bars: 95 % intervals`,
      description: shown.map((each) => `${pointText(each)}.`).join(' '),
      footnote: footnoteOf(gathering),
      source: runsSource(
        machines.map(({ result }) => result),
        measure.checked,
      ),
    },
    {
      data: { datasets },
      intervals: groups.map(({ of }) => of.map(({ known: { ratio } }) => ratio)),
      scales: {
        x: tickedLogAxis({
          title: 'cores (log scale)',
          style,
          isGridShown: false,
          bounds: xBounds,
          ticks: coreTicks(xBounds),
        }),
        y: tickedLogAxis({
          title: `${name} (log scale)`,
          style,
          isGridShown: true,
          bounds: logBounds(ratios),
          ticks: logTicksAround(ratios, mostTicks(style)),
        }),
      },
    },
    labels,
    told,
    style,
  )
}

/**
 * Machines on which the first did more, on which the second did, and on which neither did surely.
 */
const groupsOf = (
  { pair }: Gathering,
  shown: readonly Shown[],
  style: ChartStyle,
): { readonly of: readonly Shown[]; readonly line: LabelledLine }[] => {
  const [first, second] = pair
  const kinds = [
    { claim: 'more', name: first, label: `${titleOf(first)} did more`, isGrey: false },
    { claim: 'less', name: second, label: `${titleOf(second)} did more`, isGrey: false },
    { claim: 'none', name: first, label: 'no difference', isGrey: true },
  ] as const
  return kinds.flatMap(({ claim, name, label, isGrey }) => {
    const of = shown.filter(({ known }) => known.claim === claim)
    if (of.length === 0) return []
    const points = of.map(({ machine, known }) => ({ x: machine.cores, y: known.ratio.estimate }))
    const { dataset, mark } = measuredLine({ name, among: null }, points, style, () => true)
    const colour = isGrey ? style.palette.other : mark.colour
    const marker = isGrey ? 'circle' : mark.marker
    return [
      {
        of,
        line: {
          dataset: {
            ...dataset,
            label,
            showLine: false,
            borderColor: colour,
            backgroundColor: colour,
            pointRadius: style.px(5),
            pointStyle: marker ?? 'circle',
          },
          label: {
            mark: { ...mark, colour, marker },
            name: label,
            detail: of.length === 1 ? '1 machine' : `${of.length} machines`,
            tone: 'plain' as const,
          },
          series: isGrey ? null : name,
          figures: of.map(pointText),
        },
      },
    ]
  })
}

const pointText = ({ machine: { name, cores }, known: { ratio } }: Shown): string =>
  `${name}, ${coresText(cores)}: ${timesOf(ratio)}`

const footnoteOf = ({ leftOut }: Gathering): string => {
  const { length } = leftOut
  if (length === 0) return ''
  return length === 1
    ? 'One run is left out, see the table.'
    : `${length} runs are left out, see the table.`
}

/** From half of the fewest cores to twice the most, so that no point lies on an edge. */
const coresAround = (shown: readonly Shown[]): Bounds => {
  const cores = shown.map(({ machine }) => machine.cores)
  if (cores.length === 0) return { min: 1, max: 10 }
  return { min: Math.min(...cores) / 1.5, max: Math.max(...cores) * 1.5 }
}

/** Cores come in powers of two, mostly. */
const coreTicks = (bounds: Bounds) => {
  const powers = Array.from({ length: 20 }, (_, index) => 2 ** (index - 4))
    .filter((value) => value >= bounds.min && value <= bounds.max)
    .map((value) => ({ value, label: figure(value) }))
  return powers.length === 0 ? logTicks(bounds, 8) : powers
}
