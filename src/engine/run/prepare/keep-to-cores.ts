import { execFileSync } from 'node:child_process'
import { Refusal } from '../../process/refusal'
import { cpuListText } from '../../measure/processors/cpu-list'
import { SystemFiles } from '../../measure/processors/system-files'

/**
 * Keeps every thread of this process, and all that they start, to some logical cores: those that
 * compile code and collect garbage as well, as on a machine that has no more. Linux only.
 *
 * @throws Refusal where the system has no `taskset`, or does not let it
 */
export function keepToCores(ids: readonly number[]): void {
  const list = cpuListText(ids)
  try {
    execFileSync('taskset', ['-a', '-c', '-p', list, String(process.pid)], { stdio: 'pipe' })
  } catch (error) {
    const isMissing = (error as NodeJS.ErrnoException).code === 'ENOENT'
    throw refusal(list, isMissing ? 'need taskset: install util-linux' : 'were refused by taskset')
  }
  const status = new SystemFiles().read('proc/thread-self/status') ?? ''
  if (!status.includes(`\nCpus_allowed_list:\t${list}\n`)) {
    throw refusal(list, 'are not those that the system then kept to')
  }
}

function refusal(list: string, why: string): Refusal {
  return new Refusal({ reason: 'unreadable', field: 'cores', what: 'cores', value: list, why })
}
