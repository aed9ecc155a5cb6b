import type { ChartName } from '../../charts/named-chart'
import type { MethodHeading } from '../../report/method-place'

/** Where it is explained how what a chart shows is measured. */
export const chartMethods: Readonly<Record<ChartName, MethodHeading>> = {
  story: 'The verdict',
  throughput: 'Rate',
  cpu: 'CPU time',
  latency: 'Latency',
  'over-time': 'Rate',
  'highest-rate': 'Searches',
  experiment: 'Experiments of the literature',
  votes: 'The run',
  'sweep-cpu': 'Work per core at the same rate',
  'sweep-efficiency': 'CPU time',
  'sweep-throughput': 'Laws of scaling',
  'sweep-latency': 'Latency',
  'overlay-throughput': 'Rate',
  'overlay-latency': 'Latency',
  'machines-throughput': 'The cores that there really are',
  'machines-cpu': 'CPU time',
  cost: 'What a switch and a recorded job cost',
  'memory-each': 'What waiting holds in memory',
  'memory-whole': 'What waiting holds in memory',
  'foreign-latency': 'Runs of other tools',
  'foreign-rate': 'Runs of other tools',
}
