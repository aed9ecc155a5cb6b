import type { Finding, Sweep } from '../../engine/result/sweep'
import { duration, figure } from '../../report/format'
import { notesFootnote } from '../../report/picture/footnote'
import { sweepSource } from '../../report/picture/source-line'
import { sweepPictureTitle } from '../../report/picture/sweep-title'
import { workOf } from '../../report/caption'
import { TRIED_ONCE } from '../../report/sweep/highest-rate-verdict'
import { sweptPair } from '../../report/sweep/swept-pair'
import { sweepStanding } from '../../report/sweep/sweep-warnings'
import { barChart, type Bar } from '../bars'
import type { ChartStyle } from '../chart-style'
import { styleAmong } from '../contender-style'
import type { NamedChart } from '../named-chart'
import { describeBars } from '../run/run-bars'

type HighestRate = Extract<Finding, { kind: 'highest-rate' }>
type Found = HighestRate['contenders'][number]

/**
 * The highest rate at which each contender kept the limit, up to the lowest at which it did not.
 */
export const highestRateChart = (sweep: Sweep, style: ChartStyle): NamedChart => {
  const { finding } = sweep
  const { contenders, limitMs } =
    finding?.kind === 'highest-rate' ? finding : { contenders: [], limitMs: 0 }
  const shown = contenders.filter(({ name }) => style.isShown(name))
  const names = shown.map(({ name }) => name)
  const rows = names.map((name) => ({
    name,
    remark: '',
    colour: styleAmong(name, names, style.theme, [sweptPair(sweep, names)]).colour,
  }))
  const panel = { id: 'rate', name: 'arrivals per second', bars: shown.map(barOf) }
  const spec = sweep.points[0]?.result.spec
  const jobs = spec === undefined ? '' : `, jobs ${workOf(spec.workload)}`
  const seen = `Highest arrivals per second with p99 within ${duration(limitMs)}`
  return barChart(
    {
      name: 'highest-rate',
      title: sweepPictureTitle(sweep, seen, null, style.isShown),
      subtitle: style.isCompact
        ? `${seen}${jobs}. ${TRIED_ONCE}`
        : `${seen}${jobs}. Light: up to the lowest rate that was too much. ${TRIED_ONCE}`,
      description: describeBars(rows, [panel]),
      footnote: notesFootnote(sweepStanding(sweep)),
      source: sweepSource(sweep, 'latency'),
    },
    rows,
    [panel],
    style,
  )
}

const barOf = ({ name, within, beyond }: Found): Bar => {
  const none = { ceiling: null, detail: '', isFigure: true }
  if (within === null) {
    const text = beyond === null ? 'not found' : `under ${figure(beyond)}`
    const interval = beyond === null ? null : { low: 0, high: beyond }
    const told = beyond === null ? null : `${name}: under ${figure(beyond)} arrivals per second`
    return { ...none, value: null, told, text, isFigure: beyond !== null, interval }
  }
  const text = figure(within)
  const told = `${name}: ${text} arrivals per second`
  if (beyond === null)
    return { ...none, value: within, told, text: `${text} or more`, interval: null }
  return {
    ...none,
    value: within,
    told: `${told}, not ${figure(beyond)}`,
    text,
    detail: `not at ${figure(beyond)}`,
    interval: { low: within, high: beyond },
  }
}
