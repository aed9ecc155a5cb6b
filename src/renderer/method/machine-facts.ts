import { capital } from '../../report/verdict/verdict'
import { figure } from '../../report/format'
import type { AppInfo, Environment } from '../../contract/app-info'
import { coreFacts, coresOf } from '../../report/processor-words'

/** A fact about the machine or the lab, in words. */
export interface Fact {
  readonly name: string
  readonly value: string
}

const GIBIBYTE = 1024 ** 3

/** What a reader of a result must know of the machine; what could not be read is left out. */
export function factsOf(environment: Environment, info: AppInfo): Fact[] {
  const { cpuModel, memoryBytes, loadAverage1m, governor, platform, osRelease } = environment
  const versions = { ...environment.versions, ...info.versions }
  const facts: [string, string | null][] = [
    ['Processor', `${cpuModel.trim()}, ${coresOf(environment)}`],
    ...coreFacts(environment).map(([name, text]): [string, string] => [capital(name), text]),
    ['Memory', `${figure(memoryBytes / GIBIBYTE)} GiB`],
    ['Load, last minute', loadAverage1m === null ? null : figure(loadAverage1m)],
    ['Frequency governor', governor],
    ['System', `${platform} ${osRelease}`],
    [
      'Runtime',
      Object.entries(versions)
        .map((pair) => pair.join(' '))
        .join(', '),
    ],
    ['Corewise', [info.version, info.commit].filter(Boolean).join(', ')],
    ['Library', info.libraryFolder],
  ]
  return facts.flatMap(([name, value]) => (value === null ? [] : [{ name, value }]))
}
